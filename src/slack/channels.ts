import { codeOf, type WebClient } from './web.ts';

export type Audience = { isOurs: boolean } | { code: string };

/**
 * Whether a channel is seen by our own people only (docs/design.md, section 9), asked before every post: a channel can
 * be shared with another organisation at any time. `is_org_shared` is our own grid, and an invitation to others that is
 * still open counts (docs.slack.dev, "Conversation object").
 */
export async function audienceOf(web: WebClient, channel: string): Promise<Audience> {
  try {
    const { channel: found } = await web.conversations.info({ channel });
    if (found === undefined) return { code: 'channel_not_found' };
    return { isOurs: found.is_ext_shared === false && !found.is_pending_ext_shared };
  } catch (error) {
    return { code: codeOf(error) };
  }
}
