import { randomUUID } from 'node:crypto';
import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Input, Invocation, RawValues } from '#chat/invocation.ts';
import { wordsFor } from '#words/index.ts';
import { askFirst, cancel } from './answer/confirm.ts';
import { invoke } from './answer/invoke.ts';
import type { Place, Tools } from './answer/place.ts';
import { Response } from './answer/response.ts';
import { suggestions } from './answer/search.ts';
import { fill, submit } from './answer/submit.ts';
import { readModalId } from './custom-ids.ts';
import { MAX_FIELDS, PAGE_SIZE } from './limits.ts';
import type { Members } from './members.ts';
import { readCommand, readSearch } from './read/command.ts';
import { readForm } from './read/form.ts';
import { readMemberMenu } from './read/member-menu.ts';
import { type PressedAction, readPress, readSource, type Source } from './read/press.ts';

/** What no catalogue has: the core answers it as out of date. */
const OUTDATED = 'outdated';

/** Reads an interaction, whatever it is, and hands it over to answer/. Rejects only for bugs. */
export function createListener(tools: Tools, members: Members): (interaction: Interaction) => Promise<void> {
  const belonging = async ({ user, guildId, member }: Interaction, source: Source | null) => {
    if (user.bot) return { guildId: guildId ?? 'unknown', served: false };
    // In a guild the interaction itself proves the membership.
    if (guildId !== null) return { guildId, served: member !== null && members.isServed(guildId) };
    return members.inDirectMessage(user.id, source?.mark);
  };

  const invocationOf = async (
    interaction: Interaction,
    input: Input,
    source: Source | null,
  ): Promise<Invocation> => {
    const { guildId, served } = await belonging(interaction, source);
    return {
      id: randomUUID(),
      identity: { platform: 'discord', workspace: guildId, user: interaction.user.id },
      served,
      locale: interaction.locale,
      pageSize: PAGE_SIZE,
      maxFields: MAX_FIELDS,
      delivery: `discord:${interaction.id}`,
      // Every answer has a token of its own; that of the command that opened a form is not needed again.
      replyTo: null,
      input,
    };
  };

  const placeOf = async (interaction: Interaction, input: Input, source: Source | null): Promise<Place> => ({
    invocation: await invocationOf(interaction, input, source),
    response: new Response(tools.api, interaction),
    words: wordsFor(interaction.locale),
    source,
  });

  const command = async (interaction: ChatInputCommandInteraction): Promise<void> =>
    invoke(tools, await placeOf(interaction, readCommand(interaction), null));

  const menu = async (interaction: UserContextMenuCommandInteraction): Promise<void> => {
    const input = readMemberMenu(interaction.commandName, interaction.targetId);
    await invoke(tools, await placeOf(interaction, input, null));
  };

  const press = async (interaction: ButtonInteraction | StringSelectMenuInteraction): Promise<void> => {
    const source = readSource(interaction);
    const pressed = readPress(interaction);
    switch (pressed.type) {
      case 'cancel':
        return cancel(tools, await placeOf(interaction, actionInput(null, source), source));
      case 'submit': {
        const input = formInput(pressed, {}, 'last');
        return submit(tools, await placeOf(interaction, input, source), input);
      }
      case 'fill': {
        const input = formInput(pressed, { [pressed.field]: pressed.chosen }, 'more');
        return fill(tools, await placeOf(interaction, input, source), input);
      }
      case 'action': {
        const place = await placeOf(interaction, actionInput(pressed, source), source);
        return pressed.asks ? askFirst(tools, place, pressed) : invoke(tools, place);
      }
    }
  };

  const form = async (interaction: ModalSubmitInteraction): Promise<void> => {
    const id = readModalId(interaction.customId) ?? { form: OUTDATED, draft: '', isUnfinished: false };
    const input = formInput(id, readForm(interaction), id.isUnfinished ? 'more' : 'last');
    const source = interaction.isFromMessage() ? readSource(interaction) : null;
    await submit(tools, await placeOf(interaction, input, source), input);
  };

  return async (interaction) => {
    if (interaction.isChatInputCommand()) return command(interaction);
    if (interaction.isUserContextMenuCommand()) return menu(interaction);
    if (interaction.isButton() || interaction.isStringSelectMenu()) return press(interaction);
    if (interaction.isModalSubmit()) return form(interaction);
    if (!interaction.isAutocomplete()) return;
    const search = readSearch(interaction, tools.catalogue);
    const source = search?.kind.startsWith('user') ? 'users' : 'roles';
    const input: Input = { type: 'search', source, text: search?.text ?? '' };
    const invocation = await invocationOf(interaction, input, null);
    const choices = search === null ? [] : await suggestions(tools, invocation, search);
    const outcome = await tools.api.suggest(interaction, choices);
    if (!outcome.ok) tools.log.info({ requestId: invocation.id, code: outcome.code }, 'suggestions came too late');
  };
}

type FormInput = Extract<Input, { type: 'form' }>;

function formInput(
  { form, draft }: { form: string; draft: string },
  values: RawValues,
  partial: NonNullable<FormInput['partial']>,
): FormInput {
  return { type: 'form', name: form, draft, values, partial };
}

function actionInput(pressed: PressedAction | null, { draft }: Source): Input {
  const { name = OUTDATED, ids = [] } = pressed?.action ?? {};
  return { type: 'action', name, ids, selected: pressed?.selected ?? [], values: {}, draft };
}
