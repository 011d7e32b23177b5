import type { PermissionName } from './permission.ts';

export const STATUSES = ['active', 'pending', 'disabled', 'inactive'] as const;

/** Design section 2. `inactive`: switched off, and this installation does not know why. */
export type Status = (typeof STATUSES)[number];

export interface Role {
  id: string;
  name: string;
}

/** A person who can sign in to the admin panel. Carries no secret. */
export interface User {
  id: string;
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  status: Status;
  roles: Role[];
  /** Two letters; the language of mails to this user. */
  language: string;
  createdAt: Date | null;
  updatedAt: Date | null;
}

/** The user behind a chat identity, with what their roles let them do, loaded for one invocation. */
export interface Actor extends User {
  permissions: ReadonlySet<PermissionName>;
}

export function fullName(user: { firstName: string; lastName: string }): string {
  return `${user.firstName} ${user.lastName}`;
}

/** A status from Hexabot's `state` column and what this installation wrote down about the user. */
export function statusOf(state: boolean | null, recorded: 'pending' | 'disabled' | null): Status {
  return state ? 'active' : (recorded ?? 'inactive');
}
