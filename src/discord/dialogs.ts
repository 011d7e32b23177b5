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
  readonly #words = new Map<string, Confirm>();
  readonly #cards = new Map<string, Alive<{ token: string }>>();
  readonly #standIns = new Map<string, Alive<StandIn>>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** `userId` null: everybody sees it. */
  remember(screen: Screen, userId: string | null): void {
    for (const action of actionsOf(screen)) {
      if (action.type !== 'button' || action.confirm === undefined) continue;
      put(this.#words, keyOf(action.action, userId ?? EVERYBODY), action.confirm);
    }
  }

  wordsOf(action: ActionRef, userId: string): Confirm | null {
    return this.#words.get(keyOf(action, userId)) ?? this.#words.get(keyOf(action, EVERYBODY)) ?? null;
  }

  openedOn({ token }: { token: string }, dialogId: string): void {
    put(this.#cards, dialogId, this.#alive({ token }));
  }

  /** Token by which the card can be edited that this dialog was opened on. */
  cardOf(dialogId: string): string | null {
    return this.#living(this.#cards.get(dialogId))?.token ?? null;
  }

  /** A message that holds the buttons of a form's modal. */
  standsFor(draft: string, standIn: StandIn): void {
    put(this.#standIns, draft, this.#alive(standIn));
  }

  /** The message that stood for this form, forgotten with this: its buttons are of no use any more. */
  takeStandIn(draft: string): StandIn | null {
    const standIn = this.#living(this.#standIns.get(draft));
    this.#standIns.delete(draft);
    return standIn;
  }

  #alive<T extends object>(value: T): Alive<T> {
    return { ...value, until: this.#clock().getTime() + LIMITS.tokenLifeMs };
  }

  #living<T>(value: Alive<T> | undefined): T | null {
    return value === undefined || value.until < this.#clock().getTime() ? null : value;
  }
}

type Alive<T> = T & { until: number };

export interface StandIn {
  token: string;
  messageId: string;
}

function keyOf(action: ActionRef, userId: string): string {
  return `${userId} ${encodeAction(action)}`;
}

/** The oldest are forgotten first. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > AT_MOST && oldest !== undefined) map.delete(oldest);
}

function actionsOf({ parts, actions = [] }: Screen): Action[] {
  const inParts = parts.flatMap((part) => {
    if (part.type === 'actions') return part.actions;
    return part.type === 'users' ? part.rows.flatMap((row) => row.actions ?? []) : [];
  });
  return [...inParts, ...actions];
}
