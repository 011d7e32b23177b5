import type { Context } from '#chat/context.ts';
import { refusalFor } from '#chat/gate.ts';
import { findPageWithin, readPage } from '#chat/pages.ts';
import type { UsersFound } from '#chat/views/users-list.ts';
import {
  EVERYBODY,
  EVERYBODY_ID,
  filterValues,
  isEverybody,
  readFilter,
  type UserFilter,
} from '#chat/views/users-query.ts';
import { HexaError } from '#domain/errors.ts';
import { bestMatches } from '#domain/text.ts';
import type { Role } from '#domain/user.ts';

/** The form that filters of lists have in chatops.queries. */
const SAVED_AS = 'users.list';

/**
 * The page of users (from 1; the last one where there are fewer), with its filter saved for the buttons. `roles`:
 * where they are known already. Throws `permission_missing`, `role_not_found`.
 */
export async function findPage(
  context: Context,
  filter: UserFilter,
  page: number,
  { savedId, roles }: { savedId?: string; roles?: readonly Role[] | null } = {},
): Promise<UsersFound> {
  const { services, standing, invocation } = context;
  if (filter.role !== null) {
    // Who has a role is told only to those who may see roles.
    const refusal = refusalFor(standing, { permissions: ['Role: read'] });
    if (refusal !== null) throw refusal;
  }
  const { pageSize } = invocation;
  const roleIds = filter.role === null ? null : idsOfRole(filter.role, roles ?? (await services.roles.all()));
  // Everybody was counted for the quota already.
  const total = isEverybody(filter) ? standing.quota?.used : undefined;
  const found = await findPageWithin(page, pageSize, (at) =>
    services.users.list({ ...filter, roleIds, page: at, pageSize, total }),
  );
  return { ...found, filter, id: savedId ?? (await saved(context, filter)) };
}

/** The page that the ids of a button name: filter and page. Throws `outdated`. */
export async function findPageOf(context: Context, ids: readonly string[]): Promise<UsersFound> {
  const [id = EVERYBODY_ID, page = '1'] = ids;
  const filter =
    id === EVERYBODY_ID ? EVERYBODY : readFilter(await context.services.drafts.readFilter(id, SAVED_AS));
  if (filter === null) throw new HexaError('outdated', {});
  return findPage(context, filter, readPage(page), { savedId: id });
}

async function saved({ services }: Context, filter: UserFilter): Promise<string> {
  const values = filterValues(filter);
  return Object.keys(values).length === 0 ? EVERYBODY_ID : services.drafts.saveFilter(SAVED_AS, values);
}

function idsOfRole(name: string, roles: readonly Role[]): string[] {
  const named = bestMatches(roles, name, (role) => role.name);
  if (named.length > 0) return named.map(({ id }) => id);
  throw new HexaError('role_not_found', { query: name, known: roles.map((role) => role.name) });
}
