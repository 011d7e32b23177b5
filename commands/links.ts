import { z } from 'zod';
import { command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { type Needs, requireNeeds } from '#chat/gate.ts';
import { option } from '#chat/option.ts';
import { findPageWithin, readPage } from '#chat/pages.ts';
import { show } from '#chat/reply.ts';
import { EVERYBODYS_LINKS, type LinksFound, linksScreen, workspaceOf } from '#chat/views/links-list.ts';

/** docs/design.md, section 5, links of others. One's own are there for everybody who is linked. */
const OF_OTHERS: Needs = { permissions: ['User: update'] };
const OWN: Needs = { until: 'account' };

export default command({
  path: 'links',
  options: z.object({ user: option.user({ rest: true }), page: option.page() }),
  needs: ({ user }) => (user === undefined ? OWN : OF_OTHERS),
  changes: false,
  opens: 'screen',
  async run(context, { user, page = 1 }) {
    const { services, invocation, actor } = context;
    const seesAll = actor.permissions.has('User: update');
    const query = user === undefined ? null : (await services.users.find(user, invocation.identity)).id;
    const userId = query ?? (seesAll ? null : actor.id);
    requireNeeds(context, needsOf(context, userId));
    return [show(linksScreen(context, await findPage(context, userId, page)))];
  },
  actions: {
    /** ids: the user, or everybody; page. */
    'links.page': {
      needs: OWN,
      changes: false,
      opens: 'screen',
      async run(context, { ids: [user = '', page = ''] }) {
        const userId = user === EVERYBODYS_LINKS ? null : user;
        const at = readPage(page);
        requireNeeds(context, needsOf(context, userId));
        const found = await findPage(context, userId, at);
        return [{ type: 'screen', screen: linksScreen(context, found), as: 'in_place' }];
      },
    },
    /** ids: whose link, and in which workspace. */
    'links.remove': {
      needs: OWN,
      changes: true,
      opens: 'screen',
      async run(context, { ids: [userId = '', workspace = ''] }) {
        requireNeeds(context, needsOf(context, userId));
        const { links: texts } = context.words.screens;
        const { links } = await context.services.links.list({ userId, page: 0, pageSize: 100 });
        const link = links.find(({ identity }) => workspaceOf(identity) === workspace);
        const removed =
          link !== undefined && (await context.services.links.remove(context.by, link.identity));
        const note = removed ? texts.removed(link.userName) : texts.gone;
        const found = await findPage(
          context,
          context.actor.permissions.has('User: update') ? null : userId,
          1,
        );
        return [{ type: 'screen', screen: linksScreen(context, found, [note]), as: 'in_place' }];
      },
    },
  },
});

function needsOf({ actor }: Context, userId: string | null): Needs {
  return userId === actor.id ? OWN : OF_OTHERS;
}

/** The page, from 1; the last one where there are fewer. */
async function findPage(context: Context, userId: string | null, page: number): Promise<LinksFound> {
  const { pageSize } = context.invocation;
  const found = await findPageWithin(page, pageSize, (at) =>
    context.services.links.list({ userId, page: at, pageSize }),
  );
  return { ...found, userId };
}
