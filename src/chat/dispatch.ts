import type { Words } from '#words/index.ts';
import type { Invocation } from './invocation.ts';
import type { Reply } from './reply.ts';
import type { Screen } from './screen.ts';

/** A submitted form: refused at once, or accepted with the slow half still to run (design section 4). */
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

/**
 * The way of one invocation through the core. What goes wrong comes back as a reply,
 * refusal or apology, in the words of the person.
 */
export interface Dispatch {
  /** Whether a form opens, known before anything runs: such surfaces must open within seconds. */
  opens(invocation: Invocation): 'screen' | 'form';
  /** Lines, commands, actions and searches. */
  answer(invocation: Invocation): Promise<Reply[]>;
  /** Forms. */
  submit(invocation: Invocation): Promise<Submission>;
  /** What takes the place of a form that is not ready yet, in words of the person. */
  loading(invocation: Invocation): Screen;
  /** The words of the person, as far as known without asking, for what a platform says by itself. */
  words(invocation: Pick<Invocation, 'identity' | 'locale'>): Words;
}
