import type { AuditEntry } from './audit.ts';
import type { ChatIdentity } from './chat-identity.ts';
import type { PanelEnables } from './lockout.ts';
import type { PermissionName } from './permission.ts';

/** In the order in which filters offer them. */
export const STATUSES = ['active', 'pending', 'disabled', 'inactive'] as const;

/** docs/design.md, section 2. `inactive`: switched off, and this installation does not know why. */
export type Status = (typeof STATUSES)[number];

/** A role, as far as lists and pickers need it. */
export interface Role {
  id: string;
  name: string;
}

/** A role of a user; set aside: theirs, but not in force until they are active (docs/design.md, section 6). */
export interface HeldRole extends Role {
  setAside: boolean;
}

/** A person who can sign in to the admin panel. Carries no secret. */
export interface User {
  id: string;
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  status: Status;
  roles: HeldRole[];
  /** Picture of the linked person in chat: a public https address, or null. */
  avatar: string | null;
  /** Two letters; the language of mails to this user. */
  language: string;
  createdAt: Date | null;
  updatedAt: Date | null;
}

/** The user behind a chat identity, with what their roles let them do, loaded for one invocation. */
export interface Actor extends User {
  permissions: ReadonlySet<PermissionName>;
  /**
   * Those of them that come from no role held for a time: they alone count for giving to others and for deciding
   * (docs/design.md, section 6).
   */
  lasting: ReadonlySet<PermissionName>;
}

/** First and last name, as people read it. */
export function fullName(user: { firstName: string; lastName: string }): string {
  return `${user.firstName} ${user.lastName}`;
}

/** A status from Hexabot's `state` column and what this installation wrote down about the user. */
export function statusOf(state: boolean | null, recorded: 'pending' | 'disabled' | null): Status {
  return state ? 'active' : (recorded ?? 'inactive');
}

/** What lists of users can be sorted by. */
export const USER_SORTS = ['name', 'email', 'created', 'updated'] as const;
export type UserSort = (typeof USER_SORTS)[number];

/** One page of users that fit; null: whatever it is. */
export interface UserQuery {
  /** Part of a first, last or full name, or of the email. */
  search: string | null;
  status: Status | null;
  /** Who has any of these roles. */
  roleIds: readonly string[] | null;
  /** Names and emails from a to z, times from newest to oldest. */
  sort: UserSort;
  /** From 0. */
  page: number;
  pageSize: number;
  /** How many are found, where that is known: they are not counted then. */
  total?: number | undefined;
}

/** One page of users. */
export interface UserPage {
  users: User[];
  /** How many users the query finds on all pages. */
  total: number;
}

/** A linked chat account, as cards and lists show it. */
export interface LinkInfo {
  identity: ChatIdentity;
  /** The name that the platform shows, where it is known. */
  name: string | null;
  linkedAt: Date;
  suspended: boolean;
  /** Its workspace is one that this app serves; elsewhere nobody can use it. */
  isServed: boolean;
}

/** A user with everything that a card shows. */
export interface UserDetail {
  /** What becomes of enabling this disabled user in the panel while Hexabot's audit is written elsewhere; null: it tells who did. */
  panelEnables: PanelEnables | null;
  user: User;
  permissions: ReadonlySet<PermissionName>;
  links: LinkInfo[];
  /** What the mail server said when it refused the last confirmation mail of a pending user; null: it did not. */
  mailRefusal: string | null;
  /** Which they made, or which are about them: disabling them withdraws those. */
  openRequests: number;
  /** The last five, newest first. */
  audit: AuditEntry[];
}
