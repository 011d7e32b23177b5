import { fullName, type User } from '#domain/user.ts';
import type { Context } from '../context.ts';
import type { Action, UserRow } from '../screen.ts';
import { dateText, rolesFact, type Sight } from './user.ts';
import { userActions } from './user-actions.ts';

type Asked = Pick<Context, 'actor' | 'catalogue' | 'setup' | 'standing' | 'words'>;

/** How much of an ID a list shows; it is whole on the card. */
const ID_CHARACTERS = 8;

/**
 * A user in a list, led by the name. What is closed for everybody on the page is said once above it; the card says it
 * for one user. `shared`: for others too, so that only what anybody may press is offered.
 */
export function userRow(context: Asked, user: User, { shared = false } = {}): UserRow {
  const { actor, words } = context;
  const { card, common, user: labels } = words.screens;
  const sight: Sight = { words, seesRoles: actor.permissions.has('Role: read') };
  const open: Action = { type: 'button', label: card.open, action: { name: 'users.show', ids: [user.id] } };
  const possible = shared
    ? []
    : userActions(context, user, { asks: true }).flatMap((action) => {
        // The main deed of a page is none of those on one of its rows.
        const { style: _style, ...plain } = action;
        return action.disabled === undefined ? [plain] : [];
      });
  return {
    name: fullName(user),
    status: user.status,
    statusLabel: common.status[user.status],
    avatar: user.avatar,
    facts: [{ label: labels.email, value: user.email }, rolesFact(sight, user)],
    smallPrint: [
      { label: labels.id, value: user.id.slice(0, ID_CHARACTERS) },
      { label: labels.created, value: dateText(words, user.createdAt) },
      { label: labels.updated, value: dateText(words, user.updatedAt) },
    ],
    actions: [open, ...possible],
  };
}
