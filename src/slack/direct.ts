import type { Screen } from '#chat/screen.ts';
import { type RenderedMessage, renderMessage } from './render/screen.ts';
import { codeOf, type Outcome, type WebClient } from './web.ts';

/** A message of the app's, by channel and timestamp. */
export interface Sent {
  channel: string;
  message: string;
}
export type Sending = { ok: true; sent: Sent } | Exclude<Outcome, { ok: true }>;

/** Posts to a channel. What the renderer throws stays thrown; what Slack refuses comes as a code. */
export async function sendTo(web: WebClient, channel: string, screen: Screen): Promise<Sending> {
  const content = contentOf(screen);
  try {
    const { channel: where, ts } = await web.chat.postMessage({ channel, ...content });
    return { ok: true, sent: { channel: where ?? channel, message: ts ?? '' } };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}

/** Sends a direct message, in the same way. */
export async function sendDirect(web: WebClient, userId: string, screen: Screen): Promise<Sending> {
  try {
    const { channel } = await web.conversations.open({ users: userId });
    if (channel?.id !== undefined) return await sendTo(web, channel.id, screen);
    return { ok: false, code: 'channel_not_found' };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}

/** Replaces what a message shows. */
export async function replace(web: WebClient, sent: Sent, screen: Screen): Promise<Sending> {
  const { text, blocks } = renderMessage(screen);
  try {
    await web.chat.update({ channel: sent.channel, ts: sent.message, text, blocks, parse: 'none' });
    return { ok: true, sent };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}

/** The text is for notifications and holds names of people: nothing in it is parsed or fetched. */
function contentOf(
  screen: Screen,
): RenderedMessage & Record<'mrkdwn' | 'unfurl_links' | 'unfurl_media', false> {
  return { ...renderMessage(screen), mrkdwn: false, unfurl_links: false, unfurl_media: false };
}
