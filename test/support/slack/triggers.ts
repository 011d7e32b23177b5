import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import { newToken } from './ids.ts';
import { LIMITS } from './limits.ts';

interface Trigger {
  userId: string;
  /** The view that the interaction happened in; views.push stacks on its modal. */
  viewId: string | undefined;
  issuedAt: number;
  exchanged: boolean;
}

/** Triggers: about 3 s, once (docs.slack.dev: views.open, "Errors"; "Modals", "Opening a modal"). */
export class Triggers {
  readonly #clock: Clock;
  readonly #triggers = new Map<string, Trigger>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(userId: string, viewId?: string): string {
    const id = `${Math.floor(this.#clock.now() / 1000)}.${this.#triggers.size + 1}.${newToken(16)}`;
    this.#triggers.set(id, { userId, viewId, issuedAt: this.#clock.now(), exchanged: false });
    return id;
  }

  /** Takes the trigger; throws what Slack answers for one that is unknown, used or too old. */
  exchange(id: unknown): { userId: string; viewId: string | undefined } {
    if (typeof id !== 'string' || id === '') {
      throw new ApiError('invalid_arguments', ['missing required field: trigger_id']);
    }
    const trigger = this.#triggers.get(id);
    if (!trigger) throw new ApiError('invalid_trigger_id');
    if (trigger.exchanged) throw new ApiError('exchanged_trigger_id');
    if (this.#clock.now() - trigger.issuedAt > LIMITS.triggerLife) throw new ApiError('expired_trigger_id');
    trigger.exchanged = true;
    return { userId: trigger.userId, viewId: trigger.viewId };
  }
}
