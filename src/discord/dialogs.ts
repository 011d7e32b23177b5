import { LRUCache } from 'lru-cache';
import { encodeAction } from '#chat/action-ref.ts';
import type { Action, ActionRef, Confirm, Screen } from '#chat/screen.ts';
import { LIMITS } from './limits.ts';

const AT_MOST = 5_000;
const EVERYBODY = '*';

/**
 * The words of confirm dialogs, which Discord has not and no button could carry: remembered when a screen goes
 * out, by who sees it. Also, by tokens of earlier presses while they live, how to update the card below a dialog, and
 * to take away the message with the buttons of a form. Nothing depends on it: what is forgotten (a restart) is asked in
 * general words, and stays where it is.
 */
export class Dialogs {
  readonly #words = new LRUCache<string, Confirm>({ max: AT_MOST });
  readonly #cards: LRUCache<string, string>;
  readonly #standIns: LRUCache<string, StandIn>;

  constructor(clock: () => Date) {
    const perf = { now: () => clock().getTime() };
    const whileTokensLive = { max: AT_MOST, ttl: LIMITS.tokenLifeMs, ttlResolution: 0, perf };
    this.#cards = new LRUCache(whileTokensLive);
    this.#standIns = new LRUCache(whileTokensLive);
  }

  /** `userId` null: everybody sees it. */
  remember(screen: Screen, userId: string | null): void {
    for (const action of actionsOf(screen)) {
      if (action.type !== 'button' || action.confirm === undefined) continue;
      this.#words.set(keyOf(action.action, userId ?? EVERYBODY), action.confirm);
    }
  }

  wordsOf(action: ActionRef, userId: string): Confirm | null {
    return this.#words.get(keyOf(action, userId)) ?? this.#words.get(keyOf(action, EVERYBODY)) ?? null;
  }

  openedOn({ token }: { token: string }, dialogId: string): void {
    this.#cards.set(dialogId, token);
  }

  /** Token by which the card can be edited that this dialog was opened on. */
  cardOf(dialogId: string): string | null {
    return this.#cards.get(dialogId) ?? null;
  }

  /** A message that holds the buttons of a form's modal. */
  standsFor(draft: string, standIn: StandIn): void {
    this.#standIns.set(draft, standIn);
  }

  /** The message that stood for this form, forgotten with this: its buttons are of no use any more. */
  takeStandIn(draft: string): StandIn | null {
    const standIn = this.#standIns.get(draft) ?? null;
    this.#standIns.delete(draft);
    return standIn;
  }
}

/** A message that stood for a form, by the token that can still take it away. */
export interface StandIn {
  token: string;
  messageId: string;
}

function keyOf(action: ActionRef, userId: string): string {
  return `${userId} ${encodeAction(action)}`;
}

function actionsOf({ parts, actions = [] }: Screen): Action[] {
  const inParts = parts.flatMap((part) => {
    if (part.type === 'actions') return part.actions;
    return part.type === 'users' ? part.rows.flatMap((row) => row.actions ?? []) : [];
  });
  return [...inParts, ...actions];
}
