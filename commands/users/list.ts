import { z } from 'zod';
import { command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import type { Part } from '#chat/screen.ts';
import type { UserPage } from '#chat/services.ts';
import { openInHexabot } from '#chat/views/links.ts';
import { quotaText } from '#chat/views/quota.ts';
import { dateText, rolesText } from '#chat/views/user.ts';
import { fullName } from '#domain/user.ts';

export default command({
  path: 'users list',
  options: z.object({ search: option.text({ rest: true }) }),
  needs: { permissions: ['User: read'] },
  changes: false,
  opens: 'screen',
  async run(context, { search = null }) {
    const { pageSize } = context.invocation;
    const page = await context.services.users.list({ search, page: 0, pageSize });
    return [
      show({
        title: context.words.screens.users.title,
        tone: 'neutral',
        parts: parts(context, search, page),
        actions: openInHexabot(context),
      }),
    ];
  },
});

function parts({ actor, standing, words }: Context, search: string | null, page: UserPage): Part[] {
  const { users: texts, user: labels, common } = words.screens;
  const sight = { words, seesRoles: actor.permissions.has('Role: read') };
  const notes = [
    quotaText(words, standing.quota),
    ...(search !== null && page.total > 0 ? [texts.found(search, page.total)] : []),
    ...(page.users.length < page.total ? [texts.firstPage(page.users.length, page.total)] : []),
    ...(sight.seesRoles ? [] : [texts.rolesHidden]),
  ];
  const summary: Part = { type: 'text', text: notes.join(' '), style: 'note' };
  if (page.users.length === 0) {
    return [{ type: 'text', text: search === null ? texts.nobody : texts.nobodyFound(search) }, summary];
  }
  return [
    summary,
    {
      type: 'table',
      columns: [
        labels.id,
        labels.name,
        labels.email,
        labels.roles,
        labels.status,
        labels.created,
        labels.updated,
      ],
      rows: page.users.map((user) => [
        user.id,
        fullName(user),
        user.email,
        rolesText(sight, user),
        common.status[user.status],
        dateText(words, user.createdAt),
        dateText(words, user.updatedAt),
      ]),
    },
  ];
}
