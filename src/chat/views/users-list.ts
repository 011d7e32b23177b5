import { fullName, type User } from '#domain/user.ts';
import type { Context } from '../context.ts';
import type { Action, Part, Screen } from '../screen.ts';
import type { UserPage } from '../services.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { quotaText } from './quota.ts';
import { dateText, rolesText, type Sight } from './user.ts';
import { EVERYBODY_ID, listCommand, type UserFilter } from './users-query.ts';

/** One page of users, found by a filter that is kept under `id`; `page` from 1. */
export interface UsersFound extends UserPage {
  filter: UserFilter;
  id: string;
  page: number;
}

type Asked = Pick<Context, 'actor' | 'invocation' | 'setup' | 'standing' | 'words'>;

/** The list as a table, with the command that shows it again. `shared`: for everybody in a channel. */
export function usersScreen(context: Asked, found: UsersFound, { shared = false } = {}): Screen {
  const { actor, words } = context;
  const { users: texts } = words.screens;
  const again: Part = {
    type: 'text',
    text: [texts.again, { type: 'code', text: listCommand(found.filter, found.page) }],
    style: 'note',
  };
  return {
    title: texts.title,
    tone: 'neutral',
    parts: [
      { type: 'text', text: summary(context, found), style: 'note' },
      ...usersTable(context, found),
      again,
      ...(shared ? [{ type: 'text', text: texts.shared(fullName(actor)), style: 'note' } as const] : []),
    ],
    actions: [
      ...openSelect(context, found.users),
      ...pageButtons(context, found, 'users.page'),
      button(texts.refresh, 'users.page', found.id, found.page),
      ...(shared ? [] : [shareButton(context, found)]),
      ...openInHexabot(context),
    ],
  };
}

/** Quota, what is shown of how many, and what is hidden or closed, and why. */
export function summary({ actor, standing, words, invocation }: Asked, found: UsersFound): string {
  const { users: texts } = words.screens;
  const first = (found.page - 1) * invocation.pageSize + 1;
  const notes = [
    `${quotaText(words, standing.quota)}.`,
    ...(found.id === EVERYBODY_ID ? [] : [texts.found(found.total)]),
    ...(found.total > found.users.length
      ? [texts.page(first, first + found.users.length - 1, found.total)]
      : []),
    ...(actor.permissions.has('Role: read') ? [] : [texts.rolesHidden]),
    ...(standing.sso.enabled ? [texts.sso] : []),
  ];
  return notes.join(' ');
}

function usersTable({ actor, words }: Asked, { users, id }: UsersFound): Part[] {
  const { users: texts, user: labels } = words.screens;
  if (users.length === 0) {
    return [{ type: 'text', text: id === EVERYBODY_ID ? texts.nobody : texts.nobodyFound }];
  }
  const sight = { words, seesRoles: actor.permissions.has('Role: read') };
  const { name, email, roles, status, created, updated } = labels;
  const columns = [labels.id, name, email, roles, status, created, updated];
  return [{ type: 'table', columns, rows: users.map((user) => row(sight, user)) }];
}

function row(sight: Sight, user: User) {
  return [
    user.id,
    fullName(user),
    user.email,
    rolesText(sight, user),
    sight.words.screens.common.status[user.status],
    dateText(sight.words, user.createdAt),
    dateText(sight.words, user.updatedAt),
  ];
}

function openSelect({ words }: Asked, users: readonly User[]): Action[] {
  if (users.length === 0) return [];
  const options = users.map((user) => ({ value: user.id, label: fullName(user), description: user.email }));
  return [{ type: 'select', label: words.screens.users.open, action: { name: 'users.show' }, options }];
}

/** Previous and Next, each where there is such a page. */
export function pageButtons({ invocation, words }: Asked, found: UsersFound, action: string): Action[] {
  const { previous, next } = words.screens.users;
  const { id, page, total } = found;
  return [
    ...(page > 1 ? [button(previous, action, id, page - 1)] : []),
    ...(page * invocation.pageSize < total ? [button(next, action, id, page + 1)] : []),
  ];
}

function button(label: string, name: string, id: string, page: number): Action {
  return { type: 'button', label, action: { name, ids: [id, String(page)] } };
}

function shareButton({ words }: Asked, { id, page }: UsersFound): Action {
  const { users: texts, common } = words.screens;
  return {
    type: 'button',
    label: texts.share,
    action: { name: 'users.share', ids: [id, String(page)] },
    confirm: { ...texts.shareConfirm, cancel: common.cancel },
  };
}
