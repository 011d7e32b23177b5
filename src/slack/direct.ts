import type { Screen } from '#chat/screen.ts';
import {
  type RenderedMessage,
  renderMessage,
  summary,
  type WrittenMessage,
  writeMessage,
} from './render/screen.ts';
import { type Outcome, refusedBy, type WebClient } from './web.ts';

/** A message of the app's, by channel and timestamp. */
export interface Sent {
  channel: string;
  message: string;
}
/** A message that was sent, or Slack's refusal. */
export type Sending = { ok: true; sent: Sent } | Exclude<Outcome, { ok: true }>;

/** A message of text alone, in which Slack finds nothing to refuse. */
export function onlyText(screen: Screen): Content {
  return { ...quiet, text: summary(screen), blocks: [] };
}

/**
 * Posts to a channel. What the renderer throws stays thrown; what Slack refuses comes as a code. `make`: how the screen
 * becomes a message.
 */
export async function sendTo(
  web: WebClient,
  channel: string,
  screen: Screen,
  make = contentOf,
): Promise<Sending> {
  const content = make(screen);
  try {
    const { channel: where, ts } = await web.chat.postMessage({ channel, ...content });
    return { ok: true, sent: { channel: where ?? channel, message: ts ?? '' } };
  } catch (error) {
    return refusedBy(error);
  }
}

/** Sends a direct message, in the same way. */
export async function sendDirect(
  web: WebClient,
  userId: string,
  screen: Screen,
  make = contentOf,
): Promise<Sending> {
  try {
    const { channel } = await web.conversations.open({ users: userId });
    if (channel?.id !== undefined) return await sendTo(web, channel.id, screen, make);
    return { ok: false, code: 'channel_not_found' };
  } catch (error) {
    return refusedBy(error);
  }
}

/** Replaces what a message shows. */
export async function replace(
  web: WebClient,
  sent: Sent,
  screen: Screen,
  make = contentOf,
): Promise<Sending> {
  const { text, blocks } = make(screen);
  try {
    await web.chat.update({ channel: sent.channel, ts: sent.message, text, blocks, parse: 'none' });
    return { ok: true, sent };
  } catch (error) {
    return refusedBy(error);
  }
}

/** The text is for notifications and holds names of people: nothing in it is parsed or fetched. */
const quiet = { mrkdwn: false, unfurl_links: false, unfurl_media: false } as const;
type Content = RenderedMessage & typeof quiet;

/** A screen as a message that pings nobody and loads nothing. */
export function contentOf(screen: Screen): Content {
  return { ...renderMessage(screen), ...quiet };
}

/** The same with its blocks as JSON. */
export function writtenContentOf(screen: Screen): WrittenMessage & typeof quiet {
  return { ...writeMessage(screen), ...quiet };
}
