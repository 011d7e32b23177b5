import { fullName, type Role, STATUSES, type User } from '#domain/user.ts';
import type { Context } from '../context.ts';
import type { Action, Field, Part, Screen, UserRow } from '../screen.ts';
import { disabledBy, refusalOfCommand } from './closed.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { rolesText, type Sight } from './user.ts';
import { userActions } from './user-actions.ts';
import { pageButtons, summary, type UsersFound } from './users-list.ts';

/** Stands for no filter, as a select cannot be emptied again in Slack. */
const ANY = 'any';

/**
 * The Users page itself, for the Home tab. Its fields belong to no form: they come back with the press of Search,
 * and stand above the users. `roles` null: this actor may not see them.
 */
export function homePage(context: Context, found: UsersFound, roles: readonly Role[] | null): Screen {
  const { actor, words } = context;
  const { home, users: texts } = words.screens;
  const sight = { words, seesRoles: actor.permissions.has('Role: read') };
  const list: Part =
    found.users.length === 0
      ? { type: 'text', text: found.total === 0 ? texts.nobodyFound : texts.nobody }
      : { type: 'users', rows: found.users.map((user) => row(context, sight, user)) };
  const search: Action[] = [
    { type: 'button', label: home.search, action: { name: 'home.search' }, style: 'primary' },
    { type: 'button', label: home.clear, action: { name: 'home.open' } },
  ];
  return {
    title: home.title,
    tone: 'neutral',
    parts: [
      { type: 'actions', actions: search },
      { type: 'text', text: summary(context, found), style: 'note' },
      { type: 'divider' },
      list,
    ],
    fields: filterFields(context, found, roles),
    actions: [...pageButtons(context, found, 'home.page'), addButton(context), ...openInHexabot(context)],
  };
}

function filterFields({ words }: Context, { filter }: UsersFound, roles: readonly Role[] | null): Field[] {
  const { home, common } = words.screens;
  const statuses = STATUSES.map((status) => ({ value: status, label: common.status[status] }));
  const known = (roles ?? []).map(({ name, id }) => ({ value: id, label: name }));
  const chosen = roles?.find(({ name }) => name.toLowerCase() === filter.role?.toLowerCase());
  return [
    {
      name: 'search',
      type: 'text',
      label: home.search,
      hint: home.searchHint,
      required: false,
      ...(filter.search === null ? {} : { initial: filter.search }),
    },
    {
      name: 'status',
      type: 'choice',
      label: home.status,
      required: false,
      options: [{ value: ANY, label: home.anyStatus }, ...statuses],
      initial: filter.status ?? ANY,
    },
    ...(roles === null
      ? []
      : [
          {
            name: 'role',
            type: 'choice',
            label: home.role,
            required: false,
            options: [{ value: ANY, label: home.anyRole }, ...known],
            initial: chosen?.id ?? ANY,
          } satisfies Field,
        ]),
  ];
}

/** What is closed for everybody on the page is said once above; the card says it for one user. */
function row(context: Context, sight: Sight, user: User): UserRow {
  const { card, common, user: labels } = context.words.screens;
  const open: Action = { type: 'button', label: card.open, action: { name: 'users.show', ids: [user.id] } };
  const possible = userActions(context, user, { asks: true }).filter(
    ({ disabled }) => disabled === undefined,
  );
  return {
    name: fullName(user),
    status: user.status,
    statusLabel: common.status[user.status],
    avatar: user.avatar,
    facts: [
      { label: labels.email, value: user.email },
      { label: labels.roles, value: rolesText(sight, user) },
    ],
    actions: [open, ...possible],
  };
}

function addButton(context: Context): Action {
  return {
    type: 'button',
    label: context.words.screens.home.add,
    action: { name: 'users.add.open' },
    style: 'primary',
    ...disabledBy(context, refusalOfCommand(context, 'users add')),
  };
}
