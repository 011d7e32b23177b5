import { isOnlyOurs } from './shared-channel.ts';
import { codeOf, type WebClient } from './web.ts';

/** Whether only our own organisation reads a channel; `code`: Slack's reason for not telling. */
export type Audience = { isOurs: boolean } | { code: string };

/** Asked before every post: a channel can be shared with another organisation at any time. */
export async function audienceOf(web: WebClient, channel: string): Promise<Audience> {
  try {
    const { channel: found } = await web.conversations.info({ channel });
    if (found === undefined) return { code: 'channel_not_found' };
    return { isOurs: isOnlyOurs(found) };
  } catch (error) {
    return { code: codeOf(error) };
  }
}
