import { clean, oneLine } from '#chat/clean-text.ts';
import type { Inline, Text } from '#chat/screen.ts';
import type { PageInline, PageText } from '../protocol.ts';

/** Only what a browser opens as a page: never `javascript:`. */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/** A text with its links checked and its instants as ISO 8601. */
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
