import { quotaOf } from '#domain/standing.ts';
import type { Role, User, UserPage } from '#domain/user.ts';
import type { Context } from '../context.ts';
import type { Action, Screen, UserRow, UsersTable } from '../screen.ts';
import { disabledBy, refusalOfCommand } from './closed.ts';
import { homeOverview } from './home-overview.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { quotaText } from './quota.ts';
import { requestLine, seesRolesOf } from './request-line.ts';
import { userActions } from './user-actions.ts';
import { userRow } from './user-row.ts';
import { upgrade } from './users-list.ts';
import type { UserFilter } from './users-query.ts';
import type { Waiting } from './waiting.ts';

/** One page of users with all that stands around them; `page` from 1. */
export interface UsersLooked extends UserPage {
  filter: UserFilter;
  page: number;
  pageSize: number;
  /** Null: not to be shown to who looks. */
  roles: readonly Role[] | null;
  waiting: Waiting;
}

/** The Users page as a table, for a surface that draws one (docs/design.md, section 1). */
export function usersPage(context: Context, looked: UsersLooked): Screen {
  const { actor, standing, words } = context;
  const { users: texts } = words.screens;
  const notes = [
    ...(actor.permissions.has('Role: read') ? [] : [texts.rolesHidden]),
    ...(standing.sso.enabled ? [texts.sso] : []),
  ];
  return {
    title: texts.title,
    tone: 'neutral',
    parts: [
      ...notes.map((text) => ({ type: 'text', text, style: 'note' }) as const),
      {
        type: 'users',
        rows: looked.users.map((user) => row(context, user)),
        table: tableOf(context, looked),
      },
    ],
    actions: openInHexabot(context),
  };
}

/** The same page for somebody who may not see the users: why, what waits for them, and what they can ask for. */
export function closedUsersPage(context: Context, waiting: Waiting): Screen {
  const overview = homeOverview(context, waiting);
  const ask: Action = {
    type: 'button',
    label: context.words.screens.requests.new,
    action: { name: 'requests.new' },
    style: 'primary',
    ...disabledBy(context, refusalOfCommand(context, 'requests new')),
  };
  return { ...overview, actions: [ask, ...(overview.actions ?? [])] };
}

function tableOf(context: Context, looked: UsersLooked): UsersTable {
  const { standing, words } = context;
  const { filter, total, page, pageSize, roles, waiting } = looked;
  const { search, status, role, sort } = filter;
  return {
    total,
    page,
    pageSize,
    filter: { search, status, role, sort },
    roles: roles === null ? null : roles.map(({ name }) => name),
    quota: quotaText(words, quotaOf(standing)),
    add: {
      type: 'button',
      label: words.screens.home.add,
      action: { name: 'users.add.open' },
      style: 'primary',
      ...disabledBy(context, refusalOfCommand(context, 'users add')),
    },
    upgrade: upgrade(context),
    waiting: waitingOf(context, waiting),
  };
}

function waitingOf({ actor, words }: Context, { total, requests }: Waiting): UsersTable['waiting'] {
  return {
    total,
    requests: requests.map((request) => ({
      text: requestLine(words, request, seesRolesOf(actor, request)),
      open: { name: 'requests.open', ids: [request.id] },
    })),
  };
}

function row(context: Context, user: User): UserRow {
  const { actor, words } = context;
  const seesRoles = actor.permissions.has('Role: read');
  const [toggle, ...others] = userActions(context, user, { asks: true });
  const open = { name: 'users.show', ids: [user.id] };
  return {
    ...userRow(context, user),
    actions: [{ type: 'button', label: words.screens.card.open, action: open }, ...others],
    details: {
      id: user.id,
      email: user.email,
      isYou: user.id === actor.id,
      roles: seesRoles ? user.roles.map(({ name, setAside }) => ({ name, setAside })) : null,
      created: user.createdAt,
      updated: user.updatedAt,
      toggle: toggle!,
    },
  };
}
