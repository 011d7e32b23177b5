import type { Reply } from './reply.ts';
import type { Screen } from './screen.ts';

/** A submitted form: refused at once, or accepted with the slow half still to run (docs/design.md, section 4). */
export type Submission =
  | { type: 'refused'; replies: Reply[] }
  | {
      type: 'accepted';
      /** To be shown in place of the form while `run` works. */
      working: Screen;
      /** What the invocation that opened the form gave as `replyTo`. */
      replyTo: string | null;
      run(): Promise<Reply[]>;
    };
