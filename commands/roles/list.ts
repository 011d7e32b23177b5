import { z } from 'zod';
import { command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import { rolesScreen } from '#chat/views/roles-list.ts';
import { findRolesPage, findRolesPageOf } from './find-page.ts';
import { manageActions } from './manage.ts';

export default command({
  path: 'roles list',
  options: z.object({ search: option.text({ rest: true }), page: option.page() }),
  needs: { permissions: ['Role: read'], sso: 'closed' },
  changes: false,
  opens: 'screen',
  async run(context, { search = null, page = 1 }) {
    return [show(rolesScreen(context, await findRolesPage(context, search, page)))];
  },
  actions: {
    ...manageActions,
    /** ids: search, page. */
    'roles.page': {
      changes: false,
      opens: 'screen',
      async run(context, { ids }) {
        const found = await findRolesPageOf(context, ids);
        return [{ type: 'screen', screen: rolesScreen(context, found), as: 'in_place' }];
      },
    },
  },
});
