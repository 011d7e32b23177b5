import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Input } from '#chat/invocation.ts';
import type { RawValues } from '#domain/draft.ts';
import { wordsFor } from '#words/index.ts';
import { askFirst, cancel } from './answer/confirm.ts';
import { invoke } from './answer/invoke.ts';
import { isBot } from './answer/notices.ts';
import type { Tools } from './answer/place.ts';
import { suggestions } from './answer/search.ts';
import { fill, submit } from './answer/submit.ts';
import { readModalId } from './custom-ids.ts';
import type { Places } from './places.ts';
import { readCommand, readSearch } from './read/command.ts';
import { readForm } from './read/form.ts';
import { readMemberMenu } from './read/member-menu.ts';
import { type PressedAction, readPress, readSource, type Source } from './read/press.ts';
import { renderMessage } from './render/message.ts';

/** What no catalogue has: the core answers it as out of date. */
const OUTDATED = 'outdated';

/** Reads an interaction, whatever it is, and hands it over to answer/. Rejects only for bugs. */
export function createListener(tools: Tools, places: Places): (interaction: Interaction) => Promise<void> {
  const command = async (
    interaction: ChatInputCommandInteraction | UserContextMenuCommandInteraction,
  ): Promise<void> => {
    if (interaction.isUserContextMenuCommand() && interaction.targetUser.bot)
      return tellIsBot(tools, interaction);
    const input = interaction.isUserContextMenuCommand()
      ? readMemberMenu(interaction.commandName, interaction.targetId)
      : readCommand(interaction);
    const place = await places.placeOf(interaction, input, null);
    if (place !== null) await invoke(tools, place);
  };

  const press = async (interaction: ButtonInteraction | StringSelectMenuInteraction): Promise<void> => {
    const source = readSource(interaction);
    const pressed = readPress(interaction);
    const input = pressedInput(pressed, source);
    const place = await places.placeOf(interaction, input, source);
    if (place === null) return;
    if (pressed.type === 'cancel') return cancel(tools, place);
    if (input.type === 'form')
      return input.partial === 'more' ? fill(tools, place) : submit(tools, place, input);
    return pressed.type === 'action' && pressed.asks ? askFirst(tools, place, pressed) : invoke(tools, place);
  };

  const form = async (interaction: ModalSubmitInteraction): Promise<void> => {
    const id = readModalId(interaction.customId) ?? { form: OUTDATED, draft: '', isUnfinished: false };
    const input = formInput(id, readForm(interaction), id.isUnfinished ? 'more' : 'last');
    const source = interaction.isFromMessage() ? readSource(interaction) : null;
    const place = await places.placeOf(interaction, input, source);
    if (place !== null) await submit(tools, place, input);
  };

  const search = async (interaction: AutocompleteInteraction): Promise<void> => {
    const asked = readSearch(interaction, tools.catalogue);
    const source = asked?.kind.startsWith('user') ? 'users' : 'roles';
    const invocation = places.invocationOf(interaction, {
      type: 'search',
      source,
      text: asked?.text ?? '',
    });
    const choices = asked === null ? [] : await suggestions(tools, invocation, asked);
    const outcome = await tools.api.suggest(interaction, choices);
    if (outcome.ok) return;
    tools.log.info({ requestId: invocation.id, code: outcome.code }, 'suggestions came too late');
  };

  return async (interaction) => {
    if (interaction.isChatInputCommand() || interaction.isUserContextMenuCommand())
      return command(interaction);
    if (interaction.isButton() || interaction.isStringSelectMenu()) return press(interaction);
    if (interaction.isModalSubmit()) return form(interaction);
    if (interaction.isAutocomplete()) return search(interaction);
    throw new Error(`nothing of ours is an interaction of type ${interaction.type}`);
  };
}

/** Nothing is asked of the core: that somebody is a bot is to be seen by everybody. */
async function tellIsBot({ api, log }: Tools, interaction: UserContextMenuCommandInteraction): Promise<void> {
  const { targetUser, targetMember, locale } = interaction;
  const nick = targetMember !== null && 'nick' in targetMember ? targetMember.nick : null;
  const screen = isBot(wordsFor(locale), nick ?? targetUser.displayName);
  const outcome = await api.reply(interaction, renderMessage(screen, {}), false);
  if (!outcome.ok) log.info({ code: outcome.code }, 'a menu on a bot was not answered');
}

type FormInput = Extract<Input, { type: 'form' }>;

function formInput(
  { form, draft }: { form: string; draft: string },
  values: RawValues,
  partial: NonNullable<FormInput['partial']>,
): FormInput {
  return { type: 'form', name: form, draft, values, partial };
}

function pressedInput(pressed: ReturnType<typeof readPress>, source: Source): Input {
  switch (pressed.type) {
    case 'submit':
      return formInput(pressed, {}, 'last');
    case 'fill':
      return formInput(pressed, { [pressed.field]: pressed.chosen }, 'more');
    case 'cancel':
      return actionInput(null, source);
    case 'action':
      return actionInput(pressed, source);
  }
}

function actionInput(pressed: PressedAction | null, { draft }: Source): Input {
  const { name = OUTDATED, ids = [] } = pressed?.action ?? {};
  return { type: 'action', name, ids, selected: pressed?.selected ?? [], values: {}, draft };
}
