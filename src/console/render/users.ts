import { encodeAction } from '#chat/action-ref.ts';
import { oneLine } from '#chat/clean-text.ts';
import type { UserDetails, UsersTable } from '#chat/screen.ts';
import type { PageTable, PageUserDetails } from '../protocol.ts';
import { pageActions, pageButton } from './actions.ts';

/** A user's columns. */
export function pageDetails({
  id,
  email,
  isYou,
  roles,
  created,
  updated,
  toggle,
}: UserDetails): PageUserDetails {
  return {
    id,
    email: oneLine(email),
    isYou,
    roles: roles?.map(({ name, setAside }) => ({ name: oneLine(name), setAside })) ?? null,
    created: created?.toISOString() ?? null,
    updated: updated?.toISOString() ?? null,
    toggle: pageButton(toggle),
  };
}

/** What stands around the table; the filter as it is in the address of the page. */
export function pageTable({
  total,
  page,
  pageSize,
  filter,
  roles,
  quota,
  add,
  upgrade,
  waiting,
}: UsersTable): PageTable {
  return {
    total,
    pageSize,
    filter: {
      search: filter.search ?? '',
      status: filter.status ?? '',
      role: filter.role ?? '',
      sort: filter.sort,
      page,
    },
    roles: roles?.map(oneLine) ?? null,
    quota: oneLine(quota),
    add: pageButton(add),
    upgrade: pageActions(upgrade),
    waiting: {
      total: waiting.total,
      requests: waiting.requests.map(({ text, open }) => ({
        text: oneLine(text),
        open: encodeAction(open),
      })),
    },
  };
}
