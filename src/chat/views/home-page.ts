import { bestMatches } from '#domain/text.ts';
import { type Role, STATUSES } from '#domain/user.ts';
import type { Context } from '../context.ts';
import type { Action, Field, Screen } from '../screen.ts';
import { disabledBy, refusalOfCommand } from './closed.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { pageButtons, summary, type UsersFound, upgrade, usersPart } from './users-list.ts';
import { EVERYBODY_ID } from './users-query.ts';
import { type Waiting, waitingParts } from './waiting.ts';

/** Stands for no filter, as a select cannot be emptied again in Slack. */
const ANY = 'any';

/**
 * The Users page itself, for the Home tab: what waits first, then the users. Its fields belong to no form: they come
 * back with the press of Search. `roles` null: this actor may not see them.
 */
export function homePage(
  context: Context,
  found: UsersFound,
  { roles, waiting }: { roles: readonly Role[] | null; waiting: Waiting },
): Screen {
  const { actor, words } = context;
  const { home } = words.screens;
  const search: Action[] = [
    { type: 'button', label: home.search, action: { name: 'home.search' } },
    ...(found.id === EVERYBODY_ID
      ? []
      : [{ type: 'button', label: home.clear, action: { name: 'home.open' } } as const]),
  ];
  return {
    title: home.greeting(actor.firstName),
    tone: 'neutral',
    shows: { name: 'home.page', ids: [found.id, String(found.page)] },
    parts: [
      ...waitingParts(context, waiting),
      { type: 'actions', actions: search, fields: true },
      ...summary(context, found),
      usersPart(context, found),
    ],
    fields: filterFields(context, found, roles),
    actions: [
      addButton(context),
      ...pageButtons(context, found, 'home.page'),
      ...upgrade(context),
      ...openInHexabot(context),
    ],
  };
}

function filterFields({ words }: Context, { filter }: UsersFound, roles: readonly Role[] | null): Field[] {
  const { home, common } = words.screens;
  const statuses = STATUSES.map((status) => ({ value: status, label: common.status[status] }));
  const known = (roles ?? []).map(({ name, id }) => ({ value: id, label: name }));
  const [chosen] = bestMatches(roles ?? [], filter.role ?? '', ({ name }) => name);
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

function addButton(context: Context): Action {
  return {
    type: 'button',
    label: context.words.screens.home.add,
    action: { name: 'users.add.open' },
    style: 'primary',
    ...disabledBy(context, refusalOfCommand(context, 'users add')),
  };
}
