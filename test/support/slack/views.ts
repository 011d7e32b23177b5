import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import { newId, newToken } from './ids.ts';
import { LIMITS } from './limits.ts';
import { changedInitials, stateValues, stillThere } from './state-values.ts';
import { asString, type Dict, type StateValues, type View } from './types.ts';
import { toStoredBlocks } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** A view on somebody's screen, with what they have typed into it. */
export interface ShownView {
  view: View;
  userId: string;
  typed: StateValues;
  /** Field errors shown beside the inputs, by block_id. */
  errors: Record<string, string>;
}

/** Everybody's modals and Home tabs. */
export class Views {
  readonly #clock: Clock;
  readonly #workspace: Workspace;
  readonly #note: (problems: string[], view: Dict) => void;
  readonly #stacks = new Map<string, ShownView[]>();
  readonly #homes = new Map<string, ShownView>();

  constructor(clock: Clock, workspace: Workspace, note: (problems: string[], view: Dict) => void) {
    this.#clock = clock;
    this.#workspace = workspace;
    this.#note = note;
  }

  /** views.open: a new modal; one that was open is gone. */
  open(userId: string, payload: Dict): View {
    this.#checkExternalId(payload, undefined);
    const view = this.#make(payload, newId('V'), null, null);
    this.#stacks.set(userId, [{ view, userId, typed: {}, errors: {} }]);
    return this.#out(userId, view.id);
  }

  /** views.push: on top of the person's modal. */
  push(userId: string, payload: Dict): View {
    const stack = this.#stacks.get(userId) ?? [];
    const top = stack.at(-1);
    if (!top) throw new ApiError('not_found');
    if (stack.length >= LIMITS.viewStack) throw new ApiError('push_limit_reached');
    this.#checkExternalId(payload, undefined);
    const view = this.#make(payload, newId('V'), top.view.root_view_id, top.view.id);
    stack.push({ view, userId, typed: {}, errors: {} });
    return this.#out(userId, view.id);
  }

  /** views.update, and `response_action: update`. Same block_id and action_id keep what was typed. */
  update(selector: { viewId?: unknown; externalId?: unknown; hash?: unknown }, payload: Dict): View {
    const shown = this.#all().find((one) =>
      selector.viewId === undefined
        ? one.view.external_id !== '' && one.view.external_id === selector.externalId
        : one.view.id === selector.viewId,
    );
    if (!shown) throw new ApiError('not_found');
    checkHash(shown, selector.hash);
    if (payload.type !== shown.view.type) {
      throw new ApiError('invalid_arguments', [`view type cannot be changed [json-pointer:/view/type]`]);
    }
    this.#checkExternalId(payload, shown.view.id);
    const { id, root_view_id, previous_view_id } = shown.view;
    const before = shown.view.blocks;
    shown.view = this.#make(payload, id, root_view_id, previous_view_id);
    this.#note(changedInitials(before, shown.view.blocks, shown.typed), payload);
    shown.typed = stillThere(shown.view.blocks, shown.typed);
    shown.errors = {};
    return this.#out(shown.userId, id);
  }

  /** views.publish: the person's Home tab. */
  publish(userId: string, payload: Dict, hash: unknown): View {
    const shown = this.#homes.get(userId);
    if (shown) checkHash(shown, hash);
    else if (hash !== undefined) throw new ApiError('hash_conflict');
    const view = this.#make(payload, shown?.view.id ?? newId('V'), null, null);
    this.#homes.set(userId, { view, userId, typed: {}, errors: {} });
    return this.#out(userId, view.id);
  }

  /** The view that is submitted or closed goes; the one below is seen again. */
  close(viewId: string): void {
    for (const [userId, stack] of this.#stacks) {
      const at = stack.findIndex((one) => one.view.id === viewId);
      if (at >= 0) this.#stacks.set(userId, stack.slice(0, at));
    }
  }

  /** The whole modal goes. */
  clear(userId: string): void {
    this.#stacks.set(userId, []);
  }

  /** What somebody has on the screen, by view id; the state with what they typed. */
  shown(viewId: string): ShownView | undefined {
    return this.#all().find((one) => one.view.id === viewId);
  }

  stack(userId: string): View[] {
    return (this.#stacks.get(userId) ?? []).map((one) => this.#out(userId, one.view.id));
  }

  home(userId: string): View | undefined {
    const shown = this.#homes.get(userId);
    return shown && this.#out(userId, shown.view.id);
  }

  #all(): ShownView[] {
    return [...[...this.#stacks.values()].flat(), ...this.#homes.values()];
  }

  #out(_userId: string, viewId: string): View {
    const shown = this.shown(viewId);
    if (!shown) throw new ApiError('not_found');
    const view = structuredClone(shown.view);
    view.state = { values: stateValues(view.blocks, shown.typed) };
    return view;
  }

  #make(payload: Dict, id: string, root: string | null, previous: string | null): View {
    const blocks = toStoredBlocks(payload.blocks);
    const modal = {
      title: withEmoji(payload.title),
      clear_on_close: payload.clear_on_close === true,
      notify_on_close: payload.notify_on_close === true,
      close: withEmoji(payload.close),
      submit: withEmoji(payload.submit),
    };
    return {
      id,
      team_id: this.#workspace.team.id,
      type: payload.type === 'home' ? 'home' : 'modal',
      blocks,
      private_metadata: asString(payload.private_metadata),
      callback_id: asString(payload.callback_id),
      state: { values: {} },
      hash: `${Math.floor(this.#clock.now() / 1000)}.${newToken(8)}`,
      ...(payload.type === 'home'
        ? {
            title: { type: 'plain_text', text: 'View Title', emoji: true },
            clear_on_close: false,
            notify_on_close: false,
            close: null,
            submit: null,
          }
        : modal),
      previous_view_id: previous,
      root_view_id: root ?? id,
      app_id: this.#workspace.appId,
      external_id: asString(payload.external_id),
      app_installed_team_id: this.#workspace.team.id,
      bot_id: this.#workspace.bot.botId,
    };
  }

  #checkExternalId(payload: Dict, ownId: string | undefined): void {
    const externalId = asString(payload.external_id);
    if (externalId === '') return;
    const taken = this.#all().some((one) => one.view.external_id === externalId && one.view.id !== ownId);
    if (taken) throw new ApiError('duplicate_external_id');
  }
}

function checkHash(shown: ShownView, hash: unknown): void {
  if (hash !== undefined && hash !== shown.view.hash) throw new ApiError('hash_conflict');
}

function withEmoji(text: unknown): Dict | null {
  return typeof text === 'object' && text !== null ? { emoji: true, ...text } : null;
}
