import { z } from 'zod';
import type { ActionHandler } from '#chat/command.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { refusalOfCommand } from '#chat/views/closed.ts';
import { refusalScreen } from '#chat/views/refusal.ts';
import { closedUsersPage, usersPage } from '#chat/views/users-page.ts';
import { bestMatches } from '#domain/text.ts';
import { STATUSES, USER_SORTS } from '#domain/user.ts';
import { findWaiting } from '../requests/find-page.ts';

/** What is wrong in an address that somebody typed or bookmarked long ago is left out. */
const looked = z.object({
  search: z.string().trim().min(1).nullable().catch(null).default(null),
  status: z.enum(STATUSES).nullable().catch(null).default(null),
  role: z.string().min(1).nullable().catch(null).default(null),
  sort: z.enum(USER_SORTS).catch('name').default('name'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1).default(1),
});

/** The Users page as a table: filter, sort and page come with the values, as the surface keeps them in its address. */
export const browse: ActionHandler = {
  needs: { until: 'workspace', quota: 'shown' },
  changes: false,
  opens: 'screen',
  async run(context, { values }) {
    const { services, setup, words } = context;
    const refusal = refusalOfCommand(context, 'users list');
    if (refusal !== null && refusal.code !== 'permission_missing')
      return onPage(refusalScreen(words, refusal, setup));
    if (refusal !== null) return onPage(closedUsersPage(context, await findWaiting(context)));
    const { page, ...filter } = looked.parse(values);
    const seesRoles = context.actor.permissions.has('Role: read');
    const query = { ...filter, role: seesRoles ? filter.role : null };
    const { pageSize } = context.invocation;
    const known = seesRoles ? services.roles.all() : Promise.resolve(null);
    const roleIds =
      query.role === null
        ? null
        : bestMatches((await known) ?? [], query.role, ({ name }) => name).map(({ id }) => id);
    const list = (at: number) => services.users.list({ ...query, roleIds, page: at - 1, pageSize });
    const [first, roles, waiting] = await Promise.all([list(page), known, findWaiting(context)]);
    // There were more pages when the address was made: the last one.
    const at = first.users.length > 0 ? page : Math.max(1, Math.ceil(first.total / pageSize));
    const found = at === page ? first : await list(at);
    return onPage(usersPage(context, { ...found, filter: query, page: at, pageSize, roles, waiting }));
  },
};

function onPage(screen: Screen): Reply[] {
  return [{ type: 'screen', screen, as: 'home' }];
}
