import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { clean, oneLine, shorten } from '#chat/clean-text.ts';
import { hasPublicHost } from '#chat/public-host.ts';
import type { Inline, Text } from '#chat/screen.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { LIMITS } from '../limits.ts';
import { instantText, NOTHING } from './text.ts';

/**
 * People's text goes into rich text, not into mrkdwn: its `text` elements are literal, so no name can
 * format, mention, link or show an emoji, which no escaping in mrkdwn achieves (there is none for * _ ~ `;
 * docs.slack.dev, "Rich text block" and "Formatting message text").
 */
type Style = { bold?: true; italic?: true; code?: true };

/** Slack shows these in the reader's own time zone. */
export const DATE_FORMATS = {
  date: '{date_short}',
  time: '{date_short} {time}',
  relative: '{ago}',
} as const;
const SLACK_USER = /^[UW][A-Z0-9]{2,}$/;

/** Literal text; none where there is nothing, as Slack refuses empty elements. */
export function literal(text: string, style: Style = {}): RichTextElement[] {
  if (text === '') return [];
  return [Object.keys(style).length === 0 ? { type: 'text', text } : { type: 'text', text, style }];
}

/** Text as elements; `width` shortens it as a whole, where it is a name, a label or a cell. */
export function inlines(text: Text, style: Style = {}, width = Number.POSITIVE_INFINITY): RichTextElement[] {
  let left = width;
  const elements: RichTextElement[] = [];
  for (const inline of typeof text === 'string' ? [text] : text) {
    if (left <= 0) break;
    const made = element(inline, style, left);
    elements.push(...made);
    left -= made.reduce((sum, one) => sum + lengthOf(one), 0);
  }
  return elements;
}

function element(inline: Inline, style: Style, width: number): RichTextElement[] {
  if (typeof inline === 'string') return literal(shorten(clean(inline), width), style);
  switch (inline.type) {
    case 'strong':
      return literal(shorten(clean(inline.text), width), { ...style, bold: true });
    case 'code':
      return literal(shorten(oneLine(inline.text), width), { ...style, code: true });
    case 'person': {
      const user = slackUser(inline.identities);
      return user === null
        ? literal(shorten(oneLine(inline.name), width), style)
        : [{ type: 'user', user_id: user }];
    }
    case 'instant':
      return [
        {
          type: 'date',
          timestamp: Math.floor(inline.at.getTime() / 1000),
          format: DATE_FORMATS[inline.style],
          fallback: instantText(inline.at, inline.style),
        },
      ];
    case 'link':
      return (inline.url.startsWith('mailto:') || hasPublicHost(inline.url)) &&
        inline.url.length <= LIMITS.button.url
        ? [{ type: 'link', url: inline.url, text: shorten(oneLine(inline.text), width) || inline.url }]
        : literal(shorten(clean(inline.text), width) || NOTHING, style);
  }
}

/** Whom a mention in Slack means; null: nobody there. */
export function slackUser(identities: readonly ChatIdentity[]): string | null {
  return identities.find(({ platform, user }) => platform === 'slack' && SLACK_USER.test(user))?.user ?? null;
}

/** How many characters of text an element counts. */
export function lengthOf(one: RichTextElement): number {
  if (one.type === 'text') return one.text.length;
  if (one.type === 'link') return (one.text ?? one.url).length;
  return 12;
}

/** One or more rich text blocks, none with more characters of text than a section may have. */
export function richText(elements: readonly RichTextElement[]): RichTextBlock[] {
  const blocks: RichTextElement[][] = [[]];
  let size = 0;
  for (const one of joined(elements).flatMap(splitLong)) {
    if (size + lengthOf(one) > LIMITS.text) {
      blocks.push([]);
      size = 0;
    }
    blocks.at(-1)!.push(one);
    size += lengthOf(one);
  }
  return blocks
    .filter((part) => part.length > 0)
    .map((part) => block([{ type: 'rich_text_section', elements: part }]));
}

/** Fixed-width lines, in as many blocks as needed. */
export function preformatted(lines: readonly string[]): RichTextBlock[] {
  const chunks: string[] = [];
  for (const line of lines.flatMap((one) => splitText(one))) {
    const last = chunks.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= LIMITS.text)
      chunks[chunks.length - 1] = `${last}\n${line}`;
    else chunks.push(line);
  }
  return chunks.map((text) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || NOTHING }] }],
  }));
}

/** A block of these elements. */
export function block(elements: RichTextSection[]): RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Neighbours of the same style as one: a message has no room for many small ones. */
function joined(elements: readonly RichTextElement[]): RichTextElement[] {
  const all: RichTextElement[] = [];
  for (const one of elements) {
    const last = all.at(-1);
    const isSame = JSON.stringify(last?.style) === JSON.stringify(one.style);
    if (last?.type === 'text' && one.type === 'text' && isSame) {
      all[all.length - 1] = { ...last, text: last.text + one.text };
    } else all.push(one);
  }
  return all;
}

function splitLong(one: RichTextElement): RichTextElement[] {
  if (one.type !== 'text' || one.text.length <= LIMITS.text) return [one];
  return splitText(one.text).map((text) => ({ ...one, text }));
}

/** Pieces of at most a section's length, cut at a space where there is one, never inside a character. */
function splitText(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > LIMITS.text) {
    const space = rest.lastIndexOf(' ', LIMITS.text - 1);
    const hard = /[\ud800-\udbff]/.test(rest[LIMITS.text - 1]!) ? LIMITS.text - 1 : LIMITS.text;
    const at = space > LIMITS.text / 2 ? space + 1 : hard;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}
