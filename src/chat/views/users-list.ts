import { quotaReached } from '#domain/plan.ts';
import { quotaOf } from '#domain/standing.ts';
import type { UserPage } from '#domain/user.ts';
import { fullName } from '#domain/user.ts';
import { COMMAND_SHOWN, shorten } from '../clean-text.ts';
import type { Context } from '../context.ts';
import type { Action, Part, Screen, Text } from '../screen.ts';
import { licenceActions } from './licence.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { quotaText } from './quota.ts';
import { userRow } from './user-row.ts';
import { EVERYBODY_ID, listCommand, type UserFilter } from './users-query.ts';

/** One page of users, found by a filter that is saved under `id`; `page` from 1. */
export interface UsersFound extends UserPage {
  filter: UserFilter;
  id: string;
  page: number;
}

type Asked = Pick<Context, 'actor' | 'catalogue' | 'invocation' | 'setup' | 'standing' | 'words'>;

/** The list, with the command that shows it again. `shared`: for everybody in a channel. */
export function usersScreen(context: Asked, found: UsersFound, { shared = false } = {}): Screen {
  const { actor, words } = context;
  const { users: texts } = words.screens;
  return {
    title: texts.title,
    tone: 'neutral',
    parts: [
      ...summary(context, found),
      usersPart(context, found, { shared }),
      note([
        texts.again,
        { type: 'code', text: shorten(listCommand(found.filter, found.page), COMMAND_SHOWN) },
      ]),
      ...(shared ? [note(texts.shared(fullName(actor)))] : []),
    ],
    actions: [
      ...pageButtons(context, found, 'users.page'),
      button(texts.refresh, 'users.page', found.id, found.page),
      ...(shared || context.invocation.isDirect ? [] : [shareButton(context, found)]),
      ...upgrade(context),
      ...openInHexabot(context),
    ],
  };
}

/** Quota and what is shown of how many in one line; then what is hidden or closed, and why. */
export function summary({ actor, standing, words, invocation }: Asked, found: UsersFound): Part[] {
  const { users: texts } = words.screens;
  const first = (found.page - 1) * invocation.pageSize + 1;
  const isPaged = found.total > found.users.length;
  const counts = [
    quotaText(words, quotaOf(standing)),
    ...(found.id === EVERYBODY_ID ? [] : [texts.found(found.total)]),
    ...(isPaged ? [texts.page(first, first + found.users.length - 1, found.total)] : []),
  ];
  return [
    note(counts.join(' · ')),
    ...(actor.permissions.has('Role: read') ? [] : [note(texts.rolesHidden)]),
    ...(standing.sso.enabled ? [note(texts.sso)] : []),
  ];
}

/** The users of the page, or what to do where there are none. */
export function usersPart(context: Asked, { users, id }: UsersFound, { shared = false } = {}): Part {
  const { users: texts } = context.words.screens;
  if (users.length > 0)
    return { type: 'users', rows: users.map((user) => userRow(context, user, { shared })) };
  return { type: 'text', text: id === EVERYBODY_ID ? texts.nobody : texts.nobodyFound };
}

/** How to make room, where the quota is used up. */
export function upgrade({ setup, standing, words }: Asked): Action[] {
  return quotaReached(quotaOf(standing)) ? licenceActions(words, setup) : [];
}

function note(text: Text): Part {
  return { type: 'text', text, style: 'note' };
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
