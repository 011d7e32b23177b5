import { z } from 'zod';
import type { RawValues } from '#domain/draft.ts';
import { STATUSES, USER_SORTS, type UserQuery } from '#domain/user.ts';
import { quoted } from '../reading/quotes.ts';

/** What a list of users is narrowed and sorted by, apart from its pages. */
export interface UserFilter extends Omit<UserQuery, 'page' | 'pageSize' | 'roleIds' | 'total'> {
  /** Name of a role, without regard to case. */
  role: string | null;
}

/** The filter that leaves nobody out. */
export const EVERYBODY: UserFilter = { search: null, status: null, role: null, sort: 'name' };

/** Whether the filter leaves nobody out, however it sorts. */
export function isEverybody({ search, status, role }: UserFilter): boolean {
  return search === null && status === null && role === null;
}

/** The id of the filter that is not narrowed: nothing is saved for it. */
export const EVERYBODY_ID = '-';

const saved = z.object({
  search: z.string().optional(),
  status: z.enum(STATUSES).optional(),
  role: z.string().optional(),
  sort: z.enum(USER_SORTS).optional(),
});

/** As a row of chatops.queries holds it: only what differs from everybody. */
export function filterValues({ search, status, role, sort }: UserFilter): RawValues {
  return {
    ...(search === null ? {} : { search }),
    ...(status === null ? {} : { status }),
    ...(role === null ? {} : { role }),
    ...(sort === 'name' ? {} : { sort }),
  };
}

/** Null for anything but what `filterValues` made. */
export function readFilter(values: RawValues | null): UserFilter | null {
  const read = saved.safeParse(values);
  if (!read.success) return null;
  const { search = null, status = null, role = null, sort = 'name' } = read.data;
  return { search, status, role, sort };
}

/** The command that shows the same; `page` from 1. */
export function listCommand(filter: UserFilter, page: number): string {
  const { search, ...rest } = filterValues(filter);
  const named = { ...rest, ...(page > 1 ? { page: String(page) } : {}) };
  return [
    '/hexa users list',
    ...(search === undefined ? [] : [searchText(String(search))]),
    ...Object.entries(named).map(([name, value]) => `${name}:${quoted(String(value))}`),
  ].join(' ');
}

/** Plain words need no name; a colon would make an option of them. */
function searchText(search: string): string {
  return /^[\p{L}\p{N}@.'_-]+(?: [\p{L}\p{N}@.'_-]+)*$/u.test(search) ? search : `search:${quoted(search)}`;
}
