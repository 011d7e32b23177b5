import type { ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
import { oneLine, shorten } from '#chat/clean-text.ts';
import type { Text, UserRow } from '#chat/screen.ts';
import { LIMITS } from '../limits.ts';
import { accessory, actionBlocks, disabledNotes } from './actions.ts';
import type { Frame } from './frame.ts';
import { inlines, richText, words } from './rich-text.ts';
import { escapeMarkup, flat, NOTHING, plain, shortenForEscaping } from './text.ts';

/** One user: who and how they are, then what can be done, at the right where a menu holds it. */
export function userRow(row: UserRow, frame: Frame): KnownBlock[] {
  const actions = row.actions ?? [];
  const corner = accessory(actions, frame);
  const avatar = avatarOf(row, frame.width);
  const text = plainRow(row, frame);
  if (corner !== null && escapeMarkup(text).length <= LIMITS.text) {
    // A section is the only block with a corner, and its text cannot be rich.
    const section: SectionBlock = { type: 'section', text: plain(text, LIMITS.text), accessory: corner };
    return [...avatar, section, ...disabledNotes(actions, frame)];
  }
  return [...avatar, ...described(row, frame), ...actionBlocks(actions, frame)];
}

function plainRow(row: UserRow, { width, colon }: Frame): string {
  const short = (text: Text): string => shortenForEscaping(oneLine(flat(text)), width);
  const facts = row.facts.map(({ label, value }) => `${short(label)}${colon} ${short(value)}`);
  return [`${short(row.name)} · ${oneLine(row.statusLabel)}`, ...facts].join('\n');
}

function described(row: UserRow, { width, colon }: Frame): KnownBlock[] {
  return richText([
    ...words(shorten(oneLine(row.name), width), { bold: true }),
    ...words(` · ${oneLine(row.statusLabel)}`),
    ...row.facts.flatMap(({ label, value }) => [
      ...words(`\n${shorten(oneLine(label), width)}${colon} `),
      ...inlines(value, {}, width),
    ]),
  ]);
}

/** Where names have to be shorter than this, the room that pictures take (150 characters) goes to them. */
const PICTURES_FROM = 42;

/** Slack fetches pictures from its own servers: only public https addresses show. */
function avatarOf(row: UserRow, width: number): ContextBlock[] {
  if (row.avatar === null || !isPublicImage(row.avatar) || width < PICTURES_FROM) return [];
  const name = shorten(oneLine(row.name), Math.min(width, LIMITS.image.alt)) || NOTHING;
  const picture: ContextBlock['elements'][number] = { type: 'image', image_url: row.avatar, alt_text: name };
  return [{ type: 'context', elements: [picture, plain(name, LIMITS.text)] }];
}

export function isPublicImage(url: string): boolean {
  if (url.length > LIMITS.image.url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && hostname.includes('.') && !PRIVATE_HOST.test(hostname);
}

const PRIVATE_HOST =
  /^(127|10|0|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^\[|\.(local|localhost|internal|test|invalid|example)$/;
