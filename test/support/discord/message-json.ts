import { walk } from './check/message-components.ts';
import { payload } from './fixtures.ts';
import { userJson } from './json-of.ts';
import {
  type ComponentJson,
  ComponentType,
  type FileUpload,
  type Json,
  type MessageBody,
  MessageFlag,
  type MessageJson,
} from './wire.ts';
import type { World } from './world.ts';

/** A new message by the bot, as the API returns it. */
export function newMessage(world: World, channelId: string, extra: Json): MessageJson {
  return payload('message', {
    id: world.ids.next(),
    channel_id: channelId,
    author: userJson(world, world.botId),
    timestamp: new Date(world.clock.now()).toISOString(),
    ...extra,
  }) as unknown as MessageJson;
}

/** The message with what `body` says laid over it; what `body` leaves out stays. */
export function withBody(
  world: World,
  message: MessageJson,
  body: MessageBody,
  files: readonly FileUpload[],
): MessageJson {
  const next = { ...message };
  if (body.content !== undefined) next.content = body.content ?? '';
  if (body.embeds !== undefined)
    next.embeds = (body.embeds ?? []).map((embed) => ({ type: 'rich', ...embed }));
  if (body.components !== undefined) next.components = withDefaults(world, body.components ?? []);
  if (body.flags) next.flags = (next.flags & ~MessageFlag.suppressEmbeds) | body.flags;
  if (body.attachments !== undefined || files.length > 0)
    next.attachments = attachmentsOf(world, next, body, files);
  next.mentions = mentionsOf(world, next, body);
  return next;
}

export function isEmpty(message: MessageJson): boolean {
  const { content, embeds, components, attachments } = message;
  return content === '' && embeds.length + components.length + attachments.length === 0;
}

/** Fills in what Discord fills in: ids one after the other, and every default. */
function withDefaults(world: World, sent: readonly ComponentJson[]): ComponentJson[] {
  const components = structuredClone([...sent]);
  const placed = [...walk(components, '')].map(({ component }) => component);
  const taken = new Set(placed.map(({ id }) => id).filter(Boolean));
  let id = 0;
  for (const component of placed) {
    if (!component.id) {
      do id += 1;
      while (taken.has(id));
      component.id = id;
    }
    Object.assign(component, { ...defaultsOf(component), ...component });
    for (const media of [
      component.media,
      component.file,
      ...(component.items ?? []).map((item) => item.media),
    ])
      if (media) Object.assign(media, unfurled(world, media.url));
    for (const item of component.items ?? [])
      Object.assign(item, { description: null, spoiler: false, ...item });
  }
  return components;
}

function defaultsOf({ type }: ComponentJson): Partial<ComponentJson> {
  if (type === ComponentType.container) return { accent_color: null, spoiler: false };
  if (type === ComponentType.separator) return { spacing: 1, divider: true };
  if (type === ComponentType.thumbnail) return { description: null, spoiler: false };
  if (type === ComponentType.button) return { disabled: false };
  if (type >= ComponentType.stringSelect && type <= ComponentType.channelSelect)
    return { min_values: 1, max_values: 1, disabled: false };
  return {};
}

/** @see https://docs.discord.com/developers/components/reference#unfurled-media-item */
function unfurled(world: World, url: string): Json & { url: string } {
  return {
    id: world.ids.next(),
    url,
    proxy_url: `https://images-ext-1.discordapp.net/external/${encodeURIComponent(url)}`,
    width: 128,
    height: 128,
    content_type: 'image/png',
  };
}

function attachmentsOf(
  world: World,
  message: MessageJson,
  body: MessageBody,
  files: readonly FileUpload[],
): Json[] {
  const listed = new Set((body.attachments ?? []).map(({ id }) => id));
  const kept = body.attachments
    ? message.attachments.filter(({ id }) => listed.has(id))
    : message.attachments;
  const added = files.map((file) => {
    const id = world.ids.next();
    const url = `https://cdn.discordapp.com/attachments/${message.channel_id}/${id}/${file.name}`;
    return { id, filename: file.name, size: file.size, content_type: file.type, url, proxy_url: url };
  });
  return [...kept, ...added];
}

/** Who would be told: those named in the text whom `allowed_mentions` lets through. */
function mentionsOf(world: World, message: MessageJson, body: MessageBody): Json[] {
  const texts = [...walk(message.components, '')].map(({ component }) => component.content ?? '');
  const text = [message.content, ...texts].join('\n');
  return (body.allowed_mentions?.users ?? [])
    .filter((id) => world.users.has(id) && (text.includes(`<@${id}>`) || text.includes(`<@!${id}>`)))
    .map((id) => userJson(world, id));
}
