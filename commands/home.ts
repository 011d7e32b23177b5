import { z } from 'zod';
import { type ActionHandler, command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { refusalOfCommand } from '#chat/views/closed.ts';
import { homeOverview } from '#chat/views/home-overview.ts';
import { homePage } from '#chat/views/home-page.ts';
import { refusalScreen } from '#chat/views/refusal.ts';
import type { UsersFound } from '#chat/views/users-list.ts';
import { EVERYBODY } from '#chat/views/users-query.ts';
import { isHexaError } from '#domain/errors.ts';
import { type Role, STATUSES } from '#domain/user.ts';
import { findWaiting } from './requests/find-page.ts';
import { findPage, findPageOf } from './users/find-page.ts';

const searched = z.object({
  search: z.string().trim().min(1).nullable().catch(null).default(null),
  status: z.enum(STATUSES).nullable().catch(null).default(null),
  role: z.string().nullable().catch(null).default(null),
});

export default command({
  path: 'home',
  options: z.object({}),
  needs: { until: 'link', quota: 'shown' },
  changes: false,
  opens: 'screen',
  run: async (context) => [show(homeOverview(context, await findWaiting(context)))],
  actions: {
    'home.open': onHome((context, _input, roles) => findPage(context, EVERYBODY, 1, { roles })),
    // A search that was swept meanwhile gives way to everybody.
    'home.page': onHome((context, { ids }, roles) =>
      findPageOf(context, ids).catch((error: unknown) => {
        if (!isHexaError(error, 'outdated')) throw error;
        return findPage(context, EVERYBODY, 1, { roles });
      }),
    ),
    'home.search': onHome((context, { values }, roles) => {
      const { search, status, role: roleId } = searched.parse(values);
      // The select carries ids, as a role's name can be longer than a select takes; the filter has names.
      const role = roles?.find(({ id }) => id === roleId)?.name ?? null;
      return findPage(context, { ...EVERYBODY, search, status, role }, 1, { roles });
    }),
  },
});

type Find = (
  context: Context,
  input: Parameters<ActionHandler['run']>[1],
  roles: readonly Role[] | null,
) => Promise<UsersFound>;

/** The Home tab is there for everybody: whoever may not see the users is told why and what to do. */
function onHome(find: Find): ActionHandler {
  return {
    needs: { until: 'workspace', quota: 'shown' },
    changes: false,
    opens: 'screen',
    async run(context, input) {
      const refusal = refusalOfCommand(context, 'users list');
      if (refusal !== null && refusal.code !== 'permission_missing')
        return onTab(refusalScreen(context.words, refusal, context.setup));
      const waiting = await findWaiting(context);
      if (refusal !== null) return onTab(homeOverview(context, waiting));
      const seesRoles = context.actor.permissions.has('Role: read');
      const roles = seesRoles ? await context.services.roles.all() : null;
      return onTab(homePage(context, await find(context, input, roles), { roles, waiting }));
    },
  };
}

function onTab(screen: Screen): Reply[] {
  return [{ type: 'screen', screen, as: 'home' }];
}
