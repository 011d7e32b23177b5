import type { RoleSummary } from '#domain/role.ts';
import { comparisonKey } from '#domain/text.ts';
import { COMMAND_SHOWN, shorten } from '../clean-text.ts';
import type { Context } from '../context.ts';
import { pageWithin } from '../pages.ts';
import { quoted } from '../reading/quotes.ts';
import type { Action, ActionRef, Part, Screen } from '../screen.ts';
import { disabledBy, refusalOfCommand } from './closed.ts';

/** The id of the list that is not searched: nothing is saved for it. */
export const ALL_ROLES_ID = '-';

/** One page of roles, found by a search that is saved under `id`; `page` from 1. */
export interface RolesFound {
  roles: readonly RoleSummary[];
  total: number;
  search: string | null;
  id: string;
  page: number;
}

type Asked = Pick<Context, 'catalogue' | 'invocation' | 'standing' | 'words'>;

/** One page of these roles; the last one where there are fewer pages. */
export function pageOfRoles(
  all: readonly RoleSummary[],
  { search, id, page }: Pick<RolesFound, 'search' | 'id' | 'page'>,
  pageSize: number,
): RolesFound {
  const key = comparisonKey(search ?? '');
  const found = all.filter(({ name }) => comparisonKey(name).includes(key));
  const at = pageWithin(page, found.length, pageSize);
  const roles = found.slice((at - 1) * pageSize, at * pageSize);
  return { roles, total: found.length, search, id, page: at };
}

/** Every role with its number of users, and the command that shows the list again. */
export function rolesScreen(context: Asked, found: RolesFound): Screen {
  const { words } = context;
  const { roles: texts } = words.screens;
  const again: Part = {
    type: 'text',
    text: [texts.again, { type: 'code', text: shorten(listCommand(found), COMMAND_SHOWN) }],
    style: 'note',
  };
  return {
    title: texts.title,
    tone: 'neutral',
    parts: [
      { type: 'text', text: rolesSummary(context, found), style: 'note' },
      table(context, found),
      again,
    ],
    actions: [
      ...roleSelect(found.roles, texts.open, { name: 'roles.show' }),
      ...rolePages(context, found, (page) => ({ name: 'roles.page', ids: [found.id, String(page)] })),
      {
        type: 'button',
        label: texts.create,
        action: { name: 'roles.new' },
        style: 'primary',
        ...disabledBy(context, refusalOfCommand(context, 'roles create')),
      },
      {
        type: 'button',
        label: texts.refresh,
        action: { name: 'roles.page', ids: [found.id, String(found.page)] },
      },
    ],
  };
}

function table({ words }: Asked, { roles }: RolesFound): Part {
  const { roles: texts } = words.screens;
  if (roles.length === 0) return { type: 'text', text: texts.nobodyFound };
  const rows = roles.map(({ name, users }) => [name, texts.people(users)]);
  return { type: 'table', columns: [texts.name, texts.users], rows };
}

/** How many there are, and which of them are shown. */
export function rolesSummary({ words, invocation }: Asked, { roles, total, page }: RolesFound): string {
  const { roles: texts } = words.screens;
  if (roles.length === total) return texts.count(total);
  const first = (page - 1) * invocation.pageSize + 1;
  return texts.page(first, first + roles.length - 1, total);
}

/** A select with the roles of this page; none where there is nothing to select. */
export function roleSelect(roles: readonly RoleSummary[], label: string, action: ActionRef): Action[] {
  if (roles.length === 0) return [];
  return [
    { type: 'select', label, action, options: roles.map(({ id, name }) => ({ value: id, label: name })) },
  ];
}

/** Previous and Next, each where there is such a page. */
export function rolePages(
  { words, invocation }: Asked,
  { page, total }: RolesFound,
  to: (page: number) => ActionRef,
): Action[] {
  const { previous, next } = words.screens.roles;
  return [
    ...(page > 1 ? [{ type: 'button', label: previous, action: to(page - 1) } as const] : []),
    ...(page * invocation.pageSize < total
      ? [{ type: 'button', label: next, action: to(page + 1) } as const]
      : []),
  ];
}

function listCommand({ search, page }: RolesFound): string {
  return [
    '/hexa roles list',
    ...(search === null ? [] : [`search:${quoted(search)}`]),
    ...(page > 1 ? [`page:${page}`] : []),
  ].join(' ');
}
