import type { Context } from '#chat/context.ts';
import { type Needs, refusalFor } from '#chat/gate.ts';
import { findPageWithin } from '#chat/pages.ts';
import type { RequestsFound, Which } from '#chat/views/request-list.ts';
import { WAITING_SHOWN, type Waiting } from '#chat/views/waiting.ts';

/** docs/design.md, section 5, deciding a request. */
export const DECIDE: Needs = { permissions: ['User: update', 'Role: read'], sso: 'closed' };

/** The page, from 1; the last one where there are fewer. */
export async function findPage(context: Context, which: Which, page: number): Promise<RequestsFound> {
  const { pageSize } = context.invocation;
  const userId = context.actor.id;
  const found = await findPageWithin(page, pageSize, (at) =>
    context.services.requests.list({ which, userId, page: at, pageSize }),
  );
  return { ...found, which };
}

/** What waits for this person's decision; nothing, and no question asked, where they may not decide. */
export async function findWaiting({ actor, services, standing }: Context): Promise<Waiting> {
  if (refusalFor(standing, DECIDE) !== null) return { requests: [], total: 0 };
  return services.requests.list({ which: 'waiting', userId: actor.id, page: 0, pageSize: WAITING_SHOWN });
}
