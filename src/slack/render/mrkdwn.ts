import type { MrkdwnElement } from '@slack/types';
import type { Inline, Text } from '#chat/screen.ts';
import { DATE_FORMATS, slackUser } from './rich-text.ts';
import { flat, instantText } from './text.ts';

/**
 * Markup of Slack's own (docs.slack.dev, "Formatting message text"), or what could be: there is no escaping for
 * `* _ ~`, so only text without them is ever put into mrkdwn. An underscore within a word, as in an email, is none.
 */
const MARKUP = /[*~`&<>:]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u;

/** Whether Slack can read nothing in it as markup. */
export function isHarmless(text: string): boolean {
  return !MARKUP.test(text);
}

/** `verbatim`: no address, channel or mention is looked for in it. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Mentions, instants in the reader's own zone, all else as it is; null where something could be read as markup. */
export function harmless(text: Text): string | null {
  const pieces = (typeof text === 'string' ? [text] : text).map((inline: Inline) => {
    if (typeof inline !== 'string' && inline.type === 'instant') {
      const { at, style } = inline;
      const seconds = Math.floor(at.getTime() / 1000);
      return `<!date^${seconds}^${DATE_FORMATS[style]}|${instantText(at, style)}>`;
    }
    if (typeof inline !== 'string' && inline.type === 'person') {
      const user = slackUser(inline.identities);
      if (user !== null) return `<@${user}>`;
    }
    const plain = flat([inline]);
    return isHarmless(plain) ? plain : null;
  });
  return pieces.includes(null) ? null : pieces.join('');
}
