import type { Inline, Text } from '#chat/screen.ts';
import type { PageInline, PageText } from '../protocol.ts';

/** Control characters but line breaks, and those that turn the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]+/g;
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text from anybody, without the characters that could reorder or break what stands around it. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, ' ').replace(DIRECTIONS, '').toWellFormed();
}

/** The same on one line, for names, labels and cells. */
export function oneLine(text: string): string {
  return clean(text).replaceAll('\n', ' ').trim();
}

/** Only what a browser opens as a page: never `javascript:`. */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

export function pageText(text: Text): PageText {
  return typeof text === 'string' ? [{ type: 'plain', text: clean(text) }] : text.map(pageInline);
}

function pageInline(inline: Inline): PageInline {
  if (typeof inline === 'string') return { type: 'plain', text: clean(inline) };
  switch (inline.type) {
    case 'strong':
    case 'code':
      return { type: inline.type, text: clean(inline.text) };
    case 'person':
      return { type: 'person', text: oneLine(inline.name) };
    case 'instant':
      return { type: 'instant', at: inline.at.toISOString(), style: inline.style };
    case 'link': {
      const url = webAddress(inline.url);
      const text = clean(inline.text);
      return url === null ? { type: 'plain', text } : { type: 'link', text, url };
    }
  }
}

/** The words alone, for one line of an error. */
export function flat(text: Text): string {
  return pageText(text)
    .map((inline) => (inline.type === 'instant' ? inline.at : inline.text))
    .join('');
}
