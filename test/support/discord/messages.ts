import { ApiError, refuse } from './api-error.ts';
import { checkMessage, type Place } from './check/message.ts';
import { problemsIn } from './check/sound.ts';
import { checkAgainstSpec, type SpecName } from './check/spec.ts';
import { isEmpty, newMessage, withBody } from './message-json.ts';
import { type FileUpload, type Json, type MessageBody, MessageFlag } from './wire.ts';
import type { MessageState, World } from './world.ts';

export interface Sent {
  body: MessageBody;
  files: readonly FileUpload[];
  place: Place;
  /** What the message is a part of, and what that is called. */
  spec: readonly [SpecName, whole: unknown];
  /** Where in the whole the message stands. */
  path?: string;
}

export interface Origin {
  channelId: string;
  onlyFor?: string;
  interactionId?: string;
  /** Further keys: type, webhook_id, interaction_metadata and so on. */
  extra?: Json;
}

/** Throws 50035 with everything that is wrong, or 50006. */
export function createMessage(world: World, sent: Sent, origin: Origin): MessageState {
  const { body, files, place, path } = sent;
  const about = { place, files: files.map((file) => file.name), ...(path && { path }) };
  refuse(problemsIn(() => checkMessage(body, about), checkAgainstSpec(...sent.spec)));
  const json = withBody(world, newMessage(world, origin.channelId, origin.extra ?? {}), body, files);
  if (isEmpty(json)) throw new ApiError('empty_message');
  return keep(world, json, origin);
}

/** "Hexabot is thinking…": a message that shows nothing until it is edited. */
export function createLoadingMessage(world: World, flags: number, origin: Origin): MessageState {
  const json = newMessage(world, origin.channelId, { ...origin.extra, flags: flags | MessageFlag.loading });
  return keep(world, json, origin);
}

/** Lays an edit over a message, with Discord's rules of what an edit may change. Throws 50035 or 50006. */
export function editMessage(world: World, message: MessageState, sent: Sent): void {
  const { body, files, path } = sent;
  const { flags, content, embeds, attachments } = message.json;
  const kept = attachments.map(({ filename }) => String(filename));
  const about = {
    place: 'edit',
    wasV2: Boolean(flags & MessageFlag.componentsV2),
    had: { content: content !== '', embeds: embeds.length > 0 },
    files: [...files.map((file) => file.name), ...kept],
    ...(path && { path }),
  } as const;
  refuse(problemsIn(() => checkMessage(body, about), checkAgainstSpec(...sent.spec)));
  const next = withBody(world, message.json, body, files);
  next.flags &= ~MessageFlag.loading;
  if (isEmpty(next)) throw new ApiError('empty_message');
  next.edited_timestamp = new Date(world.clock.now()).toISOString();
  message.json = next;
  message.versions.push(next);
}

export function deleteMessage(message: MessageState): void {
  message.deleted = true;
}

function keep(world: World, json: MessageState['json'], origin: Origin): MessageState {
  const message: MessageState = {
    id: json.id,
    channelId: origin.channelId,
    ...(origin.onlyFor !== undefined && { onlyFor: origin.onlyFor }),
    ...(origin.interactionId !== undefined && { interactionId: origin.interactionId }),
    json,
    deleted: false,
    versions: [json],
  };
  world.messages.set(message.id, message);
  return message;
}
