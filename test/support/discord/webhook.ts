import { ApiError } from './api-error.ts';
import { originOf } from './interactions.ts';
import { createMessage, deleteMessage, editMessage } from './messages.ts';
import { type FileUpload, type MessageBody, MessageFlag, ResponseType } from './wire.ts';
import type { InteractionState, MessageState, World } from './world.ts';

/** A further message. Directly after a deferred response it becomes that response, as Discord has it. */
export function followUp(
  world: World,
  interaction: InteractionState,
  body: MessageBody,
  files: readonly FileUpload[],
): MessageState {
  const original = world.messages.get(interaction.originalId ?? '');
  const isLoading = Boolean((original?.json.flags ?? 0) & MessageFlag.loading);
  if (
    interaction.first?.type === ResponseType.deferredMessage &&
    original &&
    isLoading &&
    !original.deleted
  ) {
    const { flags, ...rest } = body;
    const edit = flags ? { ...rest, flags: flags & ~MessageFlag.ephemeral } : rest;
    return editByToken(world, interaction, '@original', edit, files);
  }
  const sent = { body, files, place: 'response', spec: ['follow-up', body] } as const;
  const message = createMessage(world, sent, originOf(world, interaction, body));
  interaction.followUps.push(message.id);
  interaction.settledAt ??= world.clock.now();
  return message;
}

export function editByToken(
  world: World,
  interaction: InteractionState,
  messageId: string,
  body: MessageBody,
  files: readonly FileUpload[],
): MessageState {
  const message = messageByToken(world, interaction, messageId);
  editMessage(world, message, { body, files, place: 'edit', spec: ['edit response', body] });
  interaction.settledAt ??= world.clock.now();
  return message;
}

export function deleteByToken(world: World, interaction: InteractionState, messageId: string): void {
  deleteMessage(messageByToken(world, interaction, messageId));
  interaction.settledAt ??= world.clock.now();
}

/** `@original`, or a message that was made through this token. */
export function messageByToken(world: World, interaction: InteractionState, messageId: string): MessageState {
  const id = messageId === '@original' ? interaction.originalId : messageId;
  const message = world.messages.get(id ?? '');
  const ours =
    message && (message.id === interaction.originalId || interaction.followUps.includes(message.id));
  if (!message || message.deleted || !ours) throw new ApiError('unknown_message');
  return message;
}
