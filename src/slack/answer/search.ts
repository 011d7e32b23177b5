import type { Invocation } from '#chat/invocation.ts';
import { within } from '#timing/within.ts';
import { LIMITS } from '../limits.ts';
import { type PlainOption, plainOptions } from '../render/actions.ts';
import type { Tools } from './place.ts';

/** What a select offers for what was typed: at most 100, none where nothing was found or it took too long. */
export async function search({ dispatch, log }: Tools, invocation: Invocation): Promise<PlainOption[]> {
  try {
    const replies = await within(LIMITS.acknowledgeWithinMs, dispatch.answer(invocation));
    if (replies === 'late') {
      log.warn({ request: invocation.id }, 'a search took too long');
      return [];
    }
    const found = replies.flatMap((reply) => (reply.type === 'options' ? reply.options : []));
    return plainOptions(found.slice(0, LIMITS.select.options));
  } catch (error) {
    log.error({ request: invocation.id, err: error }, 'a search failed');
    return [];
  }
}
