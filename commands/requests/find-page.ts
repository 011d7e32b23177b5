import type { Context } from '#chat/context.ts';
import { judge, type Needs, refusalOf } from '#chat/gate.ts';
import type { RequestsFound, Which } from '#chat/views/request-list.ts';
import { WAITING_SHOWN, type Waiting } from '#chat/views/waiting.ts';

/** docs/design.md, section 5, deciding a request. */
export const DECIDE: Needs = { permissions: ['User: update', 'Role: read'], sso: 'closed' };

/** The page, from 1; the last one where there are fewer. */
export async function findPage(context: Context, which: Which, page: number): Promise<RequestsFound> {
  const { pageSize } = context.invocation;
  const userId = context.actor.id;
  const list = (at: number) => context.services.requests.list({ which, userId, page: at - 1, pageSize });
  let at = page;
  let found = await list(at);
  if (found.requests.length === 0 && found.total > 0) {
    at = Math.ceil(found.total / pageSize);
    found = await list(at);
  }
  return { ...found, which, page: at };
}

/** What waits for this person's decision; nothing, and no question asked, where they may not decide. */
export async function findWaiting({ actor, services, standing }: Context): Promise<Waiting> {
  if (refusalOf(judge(standing, DECIDE)) !== null) return { requests: [], total: 0 };
  return services.requests.list({ which: 'waiting', userId: actor.id, page: 0, pageSize: WAITING_SHOWN });
}
