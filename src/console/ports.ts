import type { Catalogue } from '#chat/catalogue.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Mail } from './protocol.ts';

/** What the console logs through. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** The mails that would have gone out (docs/design.md, section 8: mail is off). */
export interface Mailbox {
  mails(): readonly Mail[];
  /** Calls back after each new mail; what is returned stops it. */
  watch(changed: () => void): () => void;
}

/** What the console needs of the rest; the composition root brings it. */
export interface ConsoleOptions {
  dispatch: Dispatch;
  catalogue: Catalogue;
  /** Whom this chat identity acts as; null: nobody. */
  whoIs(identity: ChatIdentity): Promise<{ name: string; email: string } | null>;
  /** Who may come in, and how. */
  entrance:
    | {
        way: 'key';
        /** Whom the holder of the key may act as, the first one first. */
        personas(): Promise<readonly string[]>;
        isDemo: boolean;
        /** Shows the operator a link: never the log. */
        print(text: string): void;
      }
    | {
        way: 'password';
        /** As fast whether or not there is such a user; null: not let in. */
        signIn(email: string, password: string): Promise<ChatIdentity | null>;
        /** What these people hold now, by the user of their identity; whoever may not come in any more is missing. */
        permissionsOf(people: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
      };
  /** Null: none, as mail goes out or the data is no demo. */
  mailbox: Mailbox | null;
  /** Calls back after something was changed, in chat or elsewhere; what is returned stops it. */
  watchChanges(changed: () => void): () => Promise<void>;
  /** Origins under which people reach the page, such as `http://127.0.0.1:3000`; known once the server listens. */
  origins(): readonly string[];
  log: Log;
  clock(): Date;
}

/** The chat identity of this persona (docs/design.md, section 2). */
export function consoleIdentity(persona: string): ChatIdentity {
  return { platform: 'console', workspace: 'local', user: persona };
}
