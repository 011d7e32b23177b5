import type { Context } from '../context.ts';
import type { Part, Screen } from '../screen.ts';
import { disabledBy, refusalOfCommand } from './closed.ts';
import { type RolesFound, rolePages, roleSelect, rolesSummary } from './roles-list.ts';

type Asked = Pick<Context, 'catalogue' | 'invocation' | 'standing' | 'words'>;

/** The Roles screen that is pushed on top of a half-filled form; every action carries that form's draft. */
export function manageScreen(context: Asked, found: RolesFound, draft: string): Screen {
  const { roles: texts, common } = context.words.screens;
  const adjust = disabledBy(context, refusalOfCommand(context, 'roles permissions')).disabled;
  const closed: Part[] =
    adjust === undefined
      ? []
      : [{ type: 'text', text: `${texts.permissions}${common.colon} ${adjust}`, style: 'note' }];
  return {
    title: texts.manageTitle,
    tone: 'neutral',
    parts: [
      { type: 'text', text: texts.manageText },
      {
        type: 'facts',
        facts: found.roles.map(({ name, users }) => ({ label: name, value: texts.people(users) })),
      },
      { type: 'text', text: rolesSummary(context, found), style: 'note' },
      ...closed,
    ],
    actions: [
      {
        type: 'button',
        label: texts.create,
        action: { name: 'roles.manage.new', ids: [draft] },
        style: 'primary',
        ...disabledBy(context, refusalOfCommand(context, 'roles create')),
      },
      ...(adjust === undefined
        ? roleSelect(found.roles, texts.adjust, { name: 'roles.manage.adjust', ids: [draft] })
        : []),
      ...rolePages(context, found, (page) => ({ name: 'roles.manage.page', ids: [draft, String(page)] })),
    ],
  };
}
