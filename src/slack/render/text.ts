import type { PlainTextElement } from '@slack/types';
import { clean, oneLine } from '#chat/clean-text.ts';
import type { Inline, Text } from '#chat/screen.ts';

/** Where something is shown: the three surfaces of Block Kit differ in what they take. */
export type Surface = 'message' | 'modal' | 'home';

/** What a block or text object gets where there is nothing to show: Slack refuses empty texts. */
export const NOTHING = '–';

/**
 * Slack's control characters as entities, as "Formatting message text" (docs.slack.dev) demands for text
 * objects; nothing else is an entity there. Rich text is literal and must not be escaped.
 */
export function escapeMarkup(text: string): string {
  // Most texts have none of them, and every name and label comes by here.
  if (!/[&<>]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What Slack's entities stand for, in texts that come back from it: typed ones, labels, and names. */
export function unescapeMarkup(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Escaped and at most `max` characters long, entities whole. */
export function escapeWithin(text: string, max: number): string {
  return escapeMarkup(shortenForEscaping(text, max));
}

/** Not escaped yet, and at most `max` characters long when it is. */
export function shortenForEscaping(text: string, max: number): string {
  if (escapeMarkup(text).length <= max) return text;
  let length = 0;
  let end = 0;
  let endWithDots = 0;
  for (const character of text) {
    length += escapeMarkup(character).length;
    if (length > max) return `${text.slice(0, endWithDots).trimEnd()}…`;
    end += character.length;
    if (length < max) endWithDots = end;
  }
  return text;
}

/**
 * A `plain_text` object: no markup, no mention, no link; never empty. `emoji: false` keeps `:smile:` as it is;
 * it is said only where there is a colon, as a message of many buttons has no room for it.
 */
export function plain(text: string, max: number): PlainTextElement {
  const shown = escapeWithin(text, max).trim() || NOTHING;
  return { type: 'plain_text', text: shown, ...(shown.includes(':') && { emoji: false }) };
}

/** A name or label as `plain_text`: on one line. */
export function label(text: string, max: number): PlainTextElement {
  return plain(oneLine(text), max);
}

/** What an instant reads like where only plain text can be shown: UTC, as no reader's zone is known. */
export function instantText(at: Date, style: 'date' | 'time' | 'relative'): string {
  // toISOString takes four times as long, and a list has each date twice.
  const date = `${digits(at.getUTCFullYear(), 4)}-${digits(at.getUTCMonth() + 1)}-${digits(at.getUTCDate())}`;
  return style === 'date' ? date : `${date} ${digits(at.getUTCHours())}:${digits(at.getUTCMinutes())} UTC`;
}

function digits(value: number, count = 2): string {
  return String(value).padStart(count, '0');
}

/** Text without its markup, for alternatives, notifications and cells. */
export function flat(text: Text): string {
  return typeof text === 'string' ? clean(text) : text.map(flatInline).join('');
}

function flatInline(inline: Inline): string {
  if (typeof inline === 'string') return clean(inline);
  switch (inline.type) {
    case 'strong':
    case 'code':
      return clean(inline.text);
    case 'person':
      return oneLine(inline.name);
    case 'instant':
      return instantText(inline.at, inline.style);
    case 'link':
      return `${clean(inline.text)} (${inline.url})`;
  }
}
