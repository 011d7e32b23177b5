import type { Problem } from '../api-error.ts';
import { type EmbedJson, type MessageBody, MessageFlag } from '../wire.ts';
import { Findings, lengthOf } from './findings.ts';
import { limits } from './limits.ts';
import { checkMessageComponents } from './message-components.ts';

const { suppressEmbeds, suppressNotifications, ephemeral, componentsV2 } = MessageFlag;

/** Where a message goes decides which flags it may set. */
const settable = {
  channel: suppressEmbeds | suppressNotifications | componentsV2,
  response: suppressEmbeds | suppressNotifications | componentsV2 | ephemeral,
  edit: suppressEmbeds | componentsV2,
  /** "The only valid message flag you may use is EPHEMERAL." */
  deferred: ephemeral,
} as const;

export type Place = keyof typeof settable;

export interface AboutMessage {
  place: Place;
  /** The message that is edited already has IS_COMPONENTS_V2. */
  wasV2?: boolean;
  /** What the message that is edited already holds, and CV2 cannot: must be emptied to switch over. */
  had?: { content: boolean; embeds: boolean };
  files?: readonly string[];
  path?: string;
}

/**
 * What Discord would refuse in a message, and one rule of our own: every message and edit says
 * `allowed_mentions` with `parse: []`, because what it leaves unsaid Discord decides itself (docs/design.md, section 9).
 * @see https://docs.discord.com/developers/resources/message#create-message
 */
export function checkMessage(body: MessageBody, about: AboutMessage): Problem[] {
  const found = new Findings();
  const path = about.path === undefined ? '' : `${about.path}.`;
  const flags = body.flags ?? 0;
  const forbidden = flags & ~settable[about.place];
  if (forbidden)
    found.add(
      `${path}flags`,
      'MESSAGE_FLAGS_NOT_SETTABLE',
      `Flags ${forbidden} cannot be set here (${about.place})`,
    );
  if (about.place === 'deferred') return found.problems;

  checkMentions(found, `${path}allowed_mentions`, body);
  const v2 = Boolean(flags & componentsV2) || about.wasV2 === true;
  if (about.wasV2 && body.flags !== undefined && body.flags !== null && !(flags & componentsV2))
    found.add(
      `${path}flags`,
      'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
      'IS_COMPONENTS_V2 cannot be removed',
    );
  if (v2) checkNoLegacyFields(found, path, body, about);
  else checkClassic(found, path, body);
  checkMessageComponents(found, `${path}components`, body.components ?? [], {
    v2,
    files: new Set(about.files ?? []),
  });
  return found.problems;
}

function checkMentions(found: Findings, path: string, body: MessageBody): void {
  const parse = body.allowed_mentions?.parse;
  if (!Array.isArray(parse) || parse.length > 0)
    found.add(
      path,
      'ALLOWED_MENTIONS_MUST_BE_EMPTY',
      'Every message and edit must send allowed_mentions with parse: []',
    );
}

/** @see https://docs.discord.com/developers/components/reference (first section) */
function checkNoLegacyFields(found: Findings, path: string, body: MessageBody, about: AboutMessage): void {
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  const say = (field: string) =>
    `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
  for (const field of ['content', 'embeds', 'poll', 'sticker_ids']) {
    const value = body[field];
    const emptied = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    const leftover = value === undefined && (field === 'content' || field === 'embeds') && about.had?.[field];
    if ((value !== undefined && !emptied) || leftover) found.add(`${path}${field}`, code, say(field));
  }
}

function checkClassic(found: Findings, path: string, body: MessageBody): void {
  found.text(`${path}content`, body.content, limits.message.content);
  const embeds = body.embeds ?? [];
  found.count(`${path}embeds`, embeds.length, 0, limits.message.embeds);
  const text = embeds.reduce((sum, embed) => sum + embedText(embed), 0);
  if (text > limits.message.embedText)
    found.add(
      `${path}embeds`,
      'MAX_EMBED_SIZE_EXCEEDED',
      `Embed size exceeds maximum size of ${limits.message.embedText}`,
    );
}

function embedText({ title, description, footer, author, fields }: EmbedJson): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(fields ?? []).flatMap((f) => [f.name, f.value]),
  ];
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}
