import { clean, oneLine, shorten } from '#chat/clean-text.ts';
import type { Inline, Text } from '#chat/screen.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';

/** What is shown where there is nothing to show: Discord refuses empty texts. */
export const NOTHING = '–';

/** A label of a button, select or field, where Discord shows no markdown; never empty. */
export function label(text: string, max: number): string {
  return shorten(oneLine(text), max) || NOTHING;
}

/**
 * Text as it is, with a backslash before all that Discord would read as markdown (support.discord.com, "Markdown Text
 * 101"; docs.discord.com, "Message Formatting"): emphasis, code, spoilers, quotes, masked and automatic
 * links, mentions, timestamps and emoji in angle brackets or colons, and at the start of a line headings, subtext and lists.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_~|<>[\]]/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/@(?=everyone|here)/gi, '\\@')
    .replace(/^(\s*)([-+#])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}

/** People's text on one line, at most `width` characters before escaping; never empty. */
export function plain(text: string, width: number): string {
  return escapeMarkdown(shorten(oneLine(text), width)) || NOTHING;
}

/** The same in bold. */
export function bold(text: string, width: number): string {
  return `**${plain(text, width)}**`;
}

/** There is no escaping inside code, so a backtick becomes its look-alike. */
export function withoutBackticks(text: string): string {
  return text.replaceAll('`', '\u02cb');
}

/** Text with its inline parts as Discord's markdown; `width` shortens it as a whole. */
export function markdown(text: Text, width = Number.POSITIVE_INFINITY): string {
  let left = width;
  let made = '';
  for (const inline of typeof text === 'string' ? [text] : text) {
    if (left <= 0) break;
    const { shown, length } = inlineOf(inline, left);
    made += shown;
    left -= length;
  }
  return made.trim() === '' ? '' : made;
}

const STYLES = { date: 'd', time: 'f', relative: 'R' } as const;
const SNOWFLAKE = /^\d{15,22}$/;

function inlineOf(inline: Inline, width: number): { shown: string; length: number } {
  const literal = (text: string) => {
    const short = shorten(text, width);
    return { shown: escapeMarkdown(short), length: short.length };
  };
  if (typeof inline === 'string') return literal(clean(inline));
  switch (inline.type) {
    case 'strong':
      return { shown: bold(inline.text, width), length: Math.min(inline.text.length, width) };
    case 'code': {
      const text = shorten(withoutBackticks(oneLine(inline.text)), width) || NOTHING;
      return { shown: `\`${text}\``, length: text.length };
    }
    case 'person':
      // Shown as a name; nobody is told, as `allowed_mentions` is empty wherever this goes.
      return mention(inline.identities) ?? literal(oneLine(inline.name) || NOTHING);
    case 'instant':
      return { shown: `<t:${Math.floor(inline.at.getTime() / 1000)}:${STYLES[inline.style]}>`, length: 12 };
    case 'link': {
      const url = linkUrl(inline.url);
      if (url === null) return literal(clean(inline.text));
      const short = shorten(oneLine(inline.text), width) || NOTHING;
      return { shown: `[${escapeMarkdown(short)}](${url})`, length: short.length };
    }
  }
}

function mention(identities: readonly ChatIdentity[]): { shown: string; length: number } | null {
  const own = identities.find(({ platform, user }) => platform === 'discord' && SNOWFLAKE.test(user));
  return own === undefined ? null : { shown: `<@${own.user}>`, length: 12 };
}

/** An address as it may stand in a masked link, or null where Discord would make none of it. */
function linkUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  if (!/^https?:$/.test(protocol) || href.length > 500) return null;
  return href.replace(/[()<>\\`*_~|[\]]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Text without its inline parts, where no markdown is read: descriptions of options and pictures. */
export function flat(text: Text): string {
  if (typeof text === 'string') return clean(text);
  return text
    .map((inline) => {
      if (typeof inline === 'string') return clean(inline);
      if (inline.type === 'person') return oneLine(inline.name);
      if (inline.type === 'instant') return `${inline.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
      return clean(inline.text);
    })
    .join('');
}
