import { ApiError, type Problem, refuse } from './api-error.ts';
import { checkChoices } from './check/command-words.ts';
import { Findings } from './check/findings.ts';
import { limits } from './check/limits.ts';
import { checkMessage } from './check/message.ts';
import { checkModal } from './check/modal.ts';
import { problemsIn } from './check/sound.ts';
import { checkAgainstSpec } from './check/spec.ts';
import { userJson } from './json-of.ts';
import { createLoadingMessage, createMessage, editMessage, type Origin } from './messages.ts';
import {
  type ChoiceJson,
  type FileUpload,
  InteractionType,
  type Json,
  type MessageBody,
  MessageFlag,
  type ModalJson,
  OptionType,
  ResponseType,
} from './wire.ts';
import type { InteractionState, MessageState, World } from './world.ts';

/** Type of the message that answers a typed command, a context menu, a component. */
const messageType = { chatInput: 20, reply: 19, contextMenu: 23 } as const;

interface Callback {
  type: number;
  data?: Json;
}

/**
 * The first response to an interaction: within 3 seconds, once, and of a type that fits.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback
 */
export function respond(
  world: World,
  interaction: InteractionState,
  body: Json,
  files: readonly FileUpload[],
): void {
  if (interaction.first) throw new ApiError('already_acknowledged');
  if (interaction.expired || world.clock.now() - interaction.createdAt > limits.firstResponse)
    throw new ApiError('unknown_interaction');
  const callback = body as Json & Callback;
  refuse(typeProblems(interaction, callback.type));
  apply(world, interaction, callback, files);
  interaction.first = { type: callback.type, at: world.clock.now(), body };
  const deferred: readonly number[] = [ResponseType.deferredMessage, ResponseType.deferredUpdate];
  if (!deferred.includes(callback.type)) interaction.settledAt = world.clock.now();
}

/** The token of an interaction lives 15 minutes, and serves only after the first response. */
export function byToken(world: World, applicationId: string, token: string): InteractionState {
  const interaction = world.interactionsByToken.get(token);
  if (applicationId !== world.applicationId || !interaction) throw new ApiError('unknown_webhook');
  if (world.clock.now() - interaction.createdAt > limits.tokenLife)
    throw new ApiError('invalid_webhook_token');
  if (!interaction.first) throw new ApiError('unknown_webhook');
  return interaction;
}

function typeProblems(interaction: InteractionState, type: number): Problem[] {
  const fitting = fittingTypes(interaction);
  if (fitting.includes(type)) return [];
  const message = `Response type ${type} does not fit interaction type ${interaction.type}; one of ${fitting} does`;
  return [{ path: 'type', code: 'INTERACTION_RESPONSE_TYPE_INVALID', message }];
}

function fittingTypes({ type, sourceId }: InteractionState): readonly number[] {
  const { message, deferredMessage, deferredUpdate, update, choices, modal } = ResponseType;
  if (type === InteractionType.autocomplete) return [choices];
  if (type === InteractionType.command) return [message, deferredMessage, modal];
  if (type === InteractionType.component) return [message, deferredMessage, deferredUpdate, update, modal];
  // A modal is no answer to a modal; only one that a component opened has a message to update.
  return sourceId === undefined
    ? [message, deferredMessage]
    : [message, deferredMessage, deferredUpdate, update];
}

function apply(
  world: World,
  interaction: InteractionState,
  callback: Json & Callback,
  files: readonly FileUpload[],
): void {
  const body = (callback.data ?? {}) as MessageBody;
  const spec = (name: 'message response' | 'update response') => [name, callback] as const;
  switch (callback.type) {
    case ResponseType.message: {
      const sent = { body, files, place: 'response', spec: spec('message response'), path: 'data' } as const;
      interaction.originalId = createMessage(world, sent, originOf(world, interaction, body)).id;
      break;
    }
    case ResponseType.deferredMessage:
      refuse(
        problemsIn(
          () => checkMessage(body, { place: 'deferred', path: 'data' }),
          checkAgainstSpec(...spec('message response')),
        ),
      );
      interaction.originalId = createLoadingMessage(
        world,
        body.flags ?? 0,
        originOf(world, interaction, body),
      ).id;
      break;
    case ResponseType.deferredUpdate:
      refuse(checkAgainstSpec(...spec('update response')));
      interaction.originalId = sourceOf(world, interaction).id;
      break;
    case ResponseType.update: {
      const source = sourceOf(world, interaction);
      editMessage(world, source, { body, files, place: 'edit', spec: spec('update response'), path: 'data' });
      interaction.originalId = source.id;
      break;
    }
    case ResponseType.choices:
      interaction.choices = choicesOf(interaction, callback);
      break;
    case ResponseType.modal:
      interaction.modal = modalOf(callback);
      break;
  }
}

function choicesOf(interaction: InteractionState, callback: Json & Callback): ChoiceJson[] {
  const choices = (callback.data?.choices ?? []) as ChoiceJson[];
  const found = new Findings();
  const rules = () => {
    checkChoices(found, 'data.choices', choices, interaction.focusedType ?? OptionType.string);
    return found.problems;
  };
  refuse(problemsIn(rules, checkAgainstSpec('choices response', callback)));
  return choices;
}

function modalOf(callback: Json & Callback): ModalJson {
  const modal = callback.data as unknown as ModalJson;
  refuse(problemsIn(() => checkModal(modal), checkAgainstSpec('modal response', callback)));
  return withIds(modal);
}

/** Discord numbers the components of a modal too, and sends the numbers back. */
function withIds(modal: ModalJson): ModalJson {
  const copy = structuredClone(modal);
  let id = 0;
  for (const component of copy.components) {
    component.id ||= ++id;
    if (component.component) component.component.id ||= ++id;
  }
  return copy;
}

function sourceOf(world: World, interaction: InteractionState): MessageState {
  const source = world.messages.get(interaction.sourceId ?? '');
  if (!source || source.deleted) throw new ApiError('unknown_message');
  return source;
}

/** Where a message goes that answers this interaction, and what it says about where it came from. */
export function originOf(world: World, interaction: InteractionState, body: MessageBody): Origin {
  const { component } = InteractionType;
  const isReply = interaction.type === component && interaction.sourceId !== undefined;
  const reference = { type: 0, channel_id: interaction.channelId, message_id: interaction.sourceId };
  return {
    channelId: interaction.channelId,
    interactionId: interaction.id,
    ...(Boolean((body.flags ?? 0) & MessageFlag.ephemeral) && { onlyFor: interaction.userId }),
    extra: {
      type: messageTypeOf(interaction),
      application_id: world.applicationId,
      webhook_id: world.applicationId,
      interaction_metadata: metadataOf(world, interaction),
      ...(isReply && { message_reference: reference }),
    },
  };
}

function messageTypeOf(interaction: InteractionState): number {
  if (interaction.type !== InteractionType.command) return messageType.reply;
  const { type } = interaction.payload.data as { type: number };
  return type === 1 ? messageType.chatInput : messageType.contextMenu;
}

/** @see https://docs.discord.com/developers/resources/message#message-interaction-metadata-object */
function metadataOf(world: World, interaction: InteractionState): Json {
  const { type, sourceId, openedBy } = interaction;
  const opener = openedBy === undefined ? undefined : world.interactions.get(openedBy);
  return {
    id: interaction.id,
    type,
    user: userJson(world, interaction.userId),
    authorizing_integration_owners: interaction.payload.authorizing_integration_owners,
    ...(type === InteractionType.component && { interacted_message_id: sourceId }),
    ...(opener && { triggering_interaction_metadata: metadataOf(world, opener) }),
  };
}
