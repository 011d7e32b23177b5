import { type ComponentJson, MessageFlag, type MessageJson, type ModalJson } from './wire.ts';
import type { InteractionState, MessageState } from './world.ts';

/** A message as people see it; every getter says how it is now. */
export class ShownMessage {
  readonly #state: MessageState;

  constructor(state: MessageState) {
    this.#state = state;
  }

  get id(): string {
    return this.#state.id;
  }

  get channelId(): string {
    return this.#state.channelId;
  }

  /** As the API returns it. */
  get json(): MessageJson {
    return this.#state.json;
  }

  get components(): readonly ComponentJson[] {
    return this.json.components;
  }

  get ephemeral(): boolean {
    return this.#state.onlyFor !== undefined;
  }

  /** "Hexabot is thinking…" */
  get loading(): boolean {
    return Boolean(this.json.flags & MessageFlag.loading);
  }

  get deleted(): boolean {
    return this.#state.deleted;
  }

  /** Every state it was in, the present one last. */
  get versions(): readonly MessageJson[] {
    return this.#state.versions;
  }
}

/** A form on somebody's screen. */
export class ShownModal {
  readonly json: ModalJson;
  /** The interaction that it answered. */
  readonly openedBy: string;

  constructor(json: ModalJson, interaction: InteractionState) {
    this.json = json;
    this.openedBy = interaction.id;
  }

  get title(): string {
    return this.json.title;
  }

  get customId(): string {
    return this.json.custom_id;
  }
}
