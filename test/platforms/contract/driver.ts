import type { Surfaces } from '#chat/surfaces.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { FakeCore } from '../../support/fake-core.ts';

/** A platform as the contract sees it: a core by hand behind the door that its people use. */
export interface Driver extends AsyncDisposable {
  core: FakeCore;
  surfaces: Surfaces;
  /** Where cards are posted for everybody; null where there are no channels. */
  channel: string | null;
  /** Where the clocks of its people are, as far as it tells; null: it does not. */
  zone: string | null;
  /** Somebody new whom the platform vouches for. */
  person(name: string): Promise<Somebody>;
  /** Each acts once, from where nobody is to be let in; throws where the platform does not turn them away as it should. */
  strangers: Readonly<Record<string, () => Promise<void>>>;
  /** Nothing was done that the platform refuses, and no error is in the log. */
  check(): void;
}

/** Somebody at their screen. What they do comes back when the platform has taken it; what they see may follow. */
export interface Somebody {
  identity: ChatIdentity;
  /** A command, as its path. */
  types(path: string): Promise<void>;
  /** The newest button of that label that they see. */
  presses(label: string): Promise<void>;
  /** Fills in the form that is open, or opens it again, by the labels of its fields and options. */
  submits(values: Readonly<Record<string, string | string[]>>): Promise<void>;
  /** The labels that are offered to whoever looks for a role. */
  searches(text: string): Promise<string[]>;
  /** Everything on their screen, what others see too among it. */
  sees(): string;
}

/** What was found, the newest first. */
export function newest<T>(found: readonly T[], age: (one: T) => bigint): T[] {
  return found.toSorted((a, b) => (age(b) > age(a) ? 1 : -1));
}
