import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { RawValues } from '#domain/draft.ts';

/** One thing that a person did in chat (docs/design.md, section 2), in platform-neutral form. */
export interface Invocation {
  /** Request id: in every log line and audit entry of this invocation. */
  id: string;
  identity: ChatIdentity;
  /**
   * False for people of a workspace that this installation does not serve (gate question 1); null where the platform
   * does not say at the moment: a link that is known is trusted for as long.
   */
  served: boolean | null;
  /** As the platform says it, for example `fr-FR`; null when the payload has none. */
  locale: string | null;
  /** Where the clocks of this person are, where the payload says it. */
  zone?: string | null;
  /** How many rows a list may show on this surface. */
  pageSize: number;
  /** How many fields a form may have on this surface. */
  maxFields: number;
  /** In a direct message there is nobody to share anything with. */
  isDirect?: boolean;
  /** Key of this delivery: a second one with the same key acts no more (docs/design.md, section 4, Twice). */
  delivery: string;
  /** How to answer later; opaque, saved with the draft of a form. */
  replyTo: string | null;
  /** Where what comes of it later is shown, when it was confirmed with a passkey; opaque. Without: by direct message. */
  place?: string | null;
  input: Input;
}

/** The ways in which somebody asks for something. */
export type Input =
  /** What was typed after `/hexa`. What waits for a passkey is stored with this tag, so it stays as it is. */
  | { type: 'line'; text: string }
  /** A command with options that the platform has parsed. */
  | { type: 'command'; path: string; options: RawValues }
  | {
      type: 'action';
      name: string;
      ids: readonly string[];
      selected: readonly string[];
      /** What stood in the fields around the button, and the draft of their form, if it was one. */
      values: RawValues;
      draft: string | null;
      /** True where the platform itself asks, after a change: nothing that the person did. */
      unasked?: boolean;
    }
  | {
      type: 'form';
      name: string;
      draft: string;
      values: RawValues;
      /**
       * Set by a surface that asks a form in part: what it left out stands in the draft, and what is refused is saved
       * there, less its secrets. `more`: nothing is done yet, as more is to be asked; what came is saved, and the reply is `errors`,
       * which are none where all is well so far.
       */
      partial?: 'last' | 'more';
    }
  | { type: 'search'; source: string; text: string };
