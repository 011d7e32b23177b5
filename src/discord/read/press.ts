import type {
  ButtonInteraction,
  Message,
  ModalMessageModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import {
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import type { ActionRef } from '#chat/screen.ts';
import { CANCEL, isMenuId, readOnMessage, readPressId } from '../custom-ids.ts';

/** What a button or select asks for. */
export type Press =
  | { type: 'cancel' }
  /** A form is submitted as its draft has it. */
  | { type: 'submit'; form: string; draft: string }
  /** One field of it is filled in. */
  | { type: 'fill'; form: string; draft: string; field: string; chosen: string[] }
  | PressedAction;

/** A button or select that was used. */
export interface PressedAction {
  type: 'action';
  /** Null: nothing that this version wrote. */
  action: Required<ActionRef> | null;
  /** Its confirm dialog is to be shown first. */
  asks: boolean;
  selected: string[];
  /** Of the button, for a dialog that lost its words. */
  label: string;
  isDanger: boolean;
}

/** What was pressed or chosen, by the custom id that came back. */
export function readPress(interaction: ButtonInteraction | StringSelectMenuInteraction): Press {
  const { customId } = interaction;
  const onMessage = readOnMessage(customId);
  if (onMessage !== null) {
    const { form, draft, field } = onMessage;
    if (field === null) return { type: 'submit', form, draft };
    return { type: 'fill', form, draft, field, chosen: chosenIn(interaction) };
  }
  if (interaction.isButton()) {
    // Null where the message does not show it (any more).
    const component = interaction.component as ButtonInteraction['component'] | null;
    const label = component !== null && 'label' in component ? (component.label ?? '') : '';
    const press = pressOf(customId, label, component?.style === ButtonStyle.Danger);
    return press.action?.name === CANCEL.name ? { type: 'cancel' } : press;
  }
  const { values } = interaction;
  const component = interaction.component as StringSelectMenuInteraction['component'] | null;
  if (!isMenuId(customId)) return { ...pressOf(customId, '', false), selected: values };
  const [chosen = ''] = values;
  return pressOf(chosen, component?.options.find(({ value }) => value === chosen)?.label ?? '', false);
}

function pressOf(customId: string, label: string, isDanger: boolean): PressedAction {
  const pressed = readPressId(customId);
  const { action = null, asks = false } = pressed ?? {};
  return { type: 'action', action, asks, selected: [], label, isDanger };
}

/** What is chosen in all selects of a list that stands in several: here, and in the others as the message shows it. */
function chosenIn({
  message,
  customId,
  ...interaction
}: ButtonInteraction | StringSelectMenuInteraction): string[] {
  const asked = JSON.stringify(readOnMessage(customId));
  const here = 'values' in interaction ? interaction.values : [];
  const others = [...partsIn(componentsOf(message))].filter(
    ({ custom_id }) => custom_id !== customId && JSON.stringify(readOnMessage(custom_id)) === asked,
  );
  return [
    ...others.flatMap(({ options = [] }) => options.filter((each) => each.default).map(({ value }) => value)),
    ...here,
  ];
}

/** The message that was acted upon. */
export interface Source {
  messageId: string;
  channelId: string;
  /** Seen by the person alone: ephemeral, or a direct message. */
  isPrivate: boolean;
  isDirect: boolean;
  /** A confirm dialog. */
  isDialog: boolean;
  /** The mark of the guild that a direct message is about. */
  mark: number | undefined;
  /** The draft of the form that stands unfinished in it. */
  draft: string | null;
}

type FromMessage = Pick<ModalMessageModalSubmitInteraction, 'guildId' | 'context'> & { message: Message };

/** What is known of the message that was acted upon. */
export function readSource({ guildId, context, message }: FromMessage): Source {
  // Without a guild it may also be a group's: only that with the app itself is nobody else's ("Interaction Context Types").
  const isDirect = guildId === null && context !== InteractionContextType.PrivateChannel;
  const components = componentsOf(message);
  const ids = [...partsIn(components)].map(({ custom_id }) => custom_id);
  const actions = ids.map((id) => readPressId(id)?.action);
  const [opened] = actions.filter((action) => action?.name === 'forms.open').map((action) => action?.ids[0]);
  const [submitted] = ids.flatMap((id) => readOnMessage(id)?.draft ?? []);
  const draft = opened ?? submitted;
  const container = components.find(({ type }) => type === ComponentType.Container);
  return {
    messageId: message.id,
    channelId: message.channelId,
    isPrivate: isDirect || message.flags.has(MessageFlags.Ephemeral),
    isDirect,
    isDialog: actions.some((action) => action?.name === CANCEL.name),
    mark: container?.id,
    draft: draft ?? null,
  };
}

function componentsOf(message: Message): APIMessageTopLevelComponent[] {
  return message.components.map((each) => each.toJSON() as APIMessageTopLevelComponent);
}

/** A button or select, as far as it is read here. */
interface Interactive {
  custom_id: string;
  options?: readonly { value: string; default?: boolean }[];
}

function* partsIn(components: readonly object[]): Generator<Interactive> {
  for (const each of components) {
    if ('custom_id' in each && typeof each.custom_id === 'string') yield each as Interactive;
    if ('components' in each && Array.isArray(each.components)) yield* partsIn(each.components);
    if ('accessory' in each && typeof each.accessory === 'object' && each.accessory !== null)
      yield* partsIn([each.accessory]);
  }
}
