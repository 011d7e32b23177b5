import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Invocation } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import { encodeReplyTo, liveReplyTo } from '../read/reply-to.ts';
import { Answer } from './answer.ts';
import type { Place, Tools } from './place.ts';
import { nowhere } from './places.ts';

/**
 * Where something was done, for an answer that comes later (`Invocation.place`): a view by its id, else a
 * response_url. That of a link's own press may take the place of the message with the link.
 */
export function encodePlace(body: BlockAction | SlashCommand | ViewSubmitAction, now: Date): string | null {
  if ('view' in body && body.view !== undefined)
    return body.view.type === 'modal' ? `view ${body.view.id}` : null;
  if (!('response_url' in body) || !body.response_url) return null;
  const isLink = 'actions' in body && body.actions.some((action: object) => 'url' in action);
  return `${isLink ? 'replace' : 'respond'} ${encodeReplyTo(body.response_url, now)}`;
}

function placeOf(invocation: Invocation, now: Date): Place {
  const [, way, rest = ''] = /^(view|replace|respond) (.+)$/.exec(invocation.place ?? '') ?? [];
  const place = nowhere(invocation);
  if (way !== 'view') {
    return { ...place, responseUrl: liveReplyTo(rest, now), isPrivateMessage: way === 'replace' };
  }
  const view = { id: rest, kind: 'modal', revision: 0, draft: null, isWaiting: true, below: null } as const;
  return { ...place, view: { ...view } };
}

/** Shows what came of an action that was confirmed on a page: where it was started, else in a direct message. */
export async function answerLater(
  tools: Tools,
  invocation: Invocation,
  replies: readonly Reply[],
): Promise<void> {
  const place = placeOf(invocation, tools.clock());
  const isShown = place.view !== null || place.responseUrl !== null;
  const answer = new Answer(tools, place);
  if (isShown)
    return answer.give(
      replies.map((reply) => (reply.type === 'screen' ? { ...reply, as: 'in_place' } : reply)),
    );
  return answer.give(replies);
}
