import type { Core } from '../core.ts';
import { stateValues } from '../state-values.ts';
import type { Message, StateValues, View } from '../types.ts';

/** Where a person does something: a message, a modal or their Home tab. */
export type Where = Message | View;

export function isView(where: Where): where is View {
  return 'root_view_id' in where;
}

/** What one person has in front of them, and what they have typed or chosen there. */
export class Screen {
  readonly #core: Core;
  readonly #userId: string;
  readonly #chosenInMessages = new Map<string, StateValues>();

  constructor(core: Core, userId: string) {
    this.#core = core;
    this.#userId = userId;
  }

  /**
   * The view or message as it is now; a test may hold an older copy. `stale` takes the copy as it is: somebody
   * whose client is behind.
   */
  now<T extends Where>(where: T, stale = false): T {
    if (stale) return structuredClone(where);
    return (isView(where) ? this.#viewNow(where) : this.#messageNow(where)) as T;
  }

  /** `state.values` of it. */
  state(where: Where): StateValues {
    return stateValues(where.blocks, this.#typed(where));
  }

  /** Keeps what was typed or chosen, until it is submitted or the element is gone. */
  keep(where: Where, blockId: string, actionId: string, entry: StateValues[string][string]): void {
    const typed = this.#typed(where);
    typed[blockId] = { ...typed[blockId], [actionId]: entry };
  }

  #typed(where: Where): StateValues {
    if (isView(where)) return this.#core.views.shown(where.id)?.typed ?? where.state.values;
    const key = `${where.channel} ${where.ts}`;
    const typed = this.#chosenInMessages.get(key) ?? {};
    this.#chosenInMessages.set(key, typed);
    return typed;
  }

  #viewNow(view: View): View {
    const shown = this.#core.views.shown(view.id);
    if (!shown) throw new Error(`the view ${view.id} (${view.callback_id}) is not open any more`);
    if (shown.userId !== this.#userId) throw new Error(`the view ${view.id} is on somebody else's screen`);
    const now = structuredClone(shown.view);
    now.state = { values: stateValues(now.blocks, shown.typed) };
    return now;
  }

  #messageNow(message: Message): Message {
    const now = this.#core.messages.find(message.channel, message.ts);
    if (!now) throw new Error(`the message ${message.ts} in ${message.channel} is gone`);
    const channel = this.#core.workspace.channels.get(message.channel);
    const sees =
      now.ephemeralTo === undefined
        ? channel !== undefined && this.#core.workspace.isMember(channel, this.#userId)
        : now.ephemeralTo === this.#userId;
    if (!sees)
      throw new Error(`${this.#userId} does not see the message ${message.ts} in ${message.channel}`);
    return now;
  }
}
