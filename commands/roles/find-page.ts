import type { Context } from '#chat/context.ts';
import { readPage } from '#chat/pages.ts';
import { ALL_ROLES_ID, pageOfRoles, type RolesFound } from '#chat/views/roles-list.ts';
import { HexaError } from '#domain/errors.ts';

/** The form that searches of lists have in chatops.queries. */
const SAVED_AS = 'roles.list';

/** The page of roles (from 1; the last one where there are fewer), with its search saved for the buttons. */
export async function findRolesPage(
  { services, invocation }: Context,
  search: string | null,
  page: number,
  savedId?: string,
): Promise<RolesFound> {
  const all = await services.roles.list();
  const id =
    savedId ?? (search === null ? ALL_ROLES_ID : await services.drafts.saveFilter(SAVED_AS, { search }));
  return pageOfRoles(all, { search, id, page }, invocation.pageSize);
}

/** The page that the ids of a button name: search and page. Throws `outdated`. */
export async function findRolesPageOf(context: Context, ids: readonly string[]): Promise<RolesFound> {
  const [id = ALL_ROLES_ID, page = '1'] = ids;
  const search = id === ALL_ROLES_ID ? null : await readSearch(context, id);
  return findRolesPage(context, search, readPage(page), id);
}

async function readSearch({ services }: Context, id: string): Promise<string> {
  const values = await services.drafts.readFilter(id, SAVED_AS);
  if (typeof values?.search !== 'string') throw new HexaError('outdated', {});
  return values.search;
}
