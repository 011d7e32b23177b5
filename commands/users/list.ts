import { z } from 'zod';
import { command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import { usersScreen } from '#chat/views/users-list.ts';
import { STATUSES, USER_SORTS } from '#domain/user.ts';
import { browse } from './browse.ts';
import { findPage, findPageOf } from './find-page.ts';

export default command({
  path: 'users list',
  options: z.object({
    search: option.text({ rest: true }),
    status: option.choice(STATUSES),
    role: option.role(),
    sort: option.choice(USER_SORTS),
    page: option.page(),
  }),
  needs: { permissions: ['User: read'], quota: 'shown' },
  changes: false,
  opens: 'screen',
  async run(context, { search = null, status = null, role = null, sort = 'name', page = 1 }) {
    const found = await findPage(context, { search, status, role, sort }, page);
    return [show(usersScreen(context, found))];
  },
  actions: {
    'users.browse': browse,
    /** ids: filter, page. On a shared message the platform shows it privately. */
    'users.page': {
      changes: false,
      opens: 'screen',
      async run(context, { ids }) {
        const found = await findPageOf(context, ids);
        return [{ type: 'screen', screen: usersScreen(context, found), as: 'in_place' }];
      },
    },
    'users.share': {
      changes: false,
      opens: 'screen',
      async run(context, { ids }) {
        const screen = usersScreen(context, await findPageOf(context, ids), { shared: true });
        return [{ type: 'screen', screen, as: 'new', shared: true }];
      },
    },
  },
});
