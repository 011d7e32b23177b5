import { momentText } from '../moment.ts';
import { platformName } from '../platform-name.ts';
import { passkeyActions } from './passkeys.ts';

/** `done` stands between who and whom; `tried` is said of a refused attempt, whole. */
interface ActionWords {
  done: string;
  tried: string;
}

const actions = {
  'users add': { done: 'added', tried: 'tried to add a user' },
  'users roles': { done: 'changed the roles of', tried: 'tried to change the roles of a user' },
  'users enable': { done: 'enabled', tried: 'tried to enable a user' },
  'users disable': { done: 'disabled', tried: 'tried to disable a user' },
  'users resend': { done: 'sent a new confirmation email to', tried: 'tried to send a confirmation email' },
  'users undo': { done: 'undid a change to', tried: 'tried to undo a change' },
  'roles create': { done: 'created the role', tried: 'tried to create a role' },
  'roles rename': { done: 'renamed the role', tried: 'tried to rename a role' },
  'roles permissions': {
    done: 'changed the permissions of the role',
    tried: 'tried to change the permissions of a role',
  },
  'roles delete': { done: 'deleted the role', tried: 'tried to delete a role' },
  'requests new': { done: 'requested a role change for', tried: 'tried to request a role change' },
  'requests approved': { done: 'approved the role change for', tried: 'tried to approve a role change' },
  'requests denied': { done: 'denied the role change for', tried: 'tried to deny a role change' },
  'requests cancelled': { done: 'withdrew the request for', tried: 'tried to withdraw a request' },
  'requests expired': { done: 'let a request expire for', tried: 'tried to let a request expire' },
  'requests outdated': { done: 'closed an outdated request for', tried: 'tried to close a request' },
  'requests reopened': { done: 'reopened the request for', tried: 'tried to reopen a request' },
  confirm: { done: 'confirmed the account of', tried: 'tried to confirm an account' },
  /** What follows on changes made in Hexabot's own panel, or by its confirmation links; never tried by anybody. */
  'lockout ended': { done: 'returned the roles, after an activation in Hexabot, to', tried: '' },
  'lockout trusted': {
    done: 'returned the roles, after an activation in Hexabot by someone unknown, to',
    tried: '',
  },
  'lockout unseen': { done: 'disabled again, after an activation in Hexabot by someone unknown,', tried: '' },
  'lockout upheld': {
    done: 'disabled again, after an activation in Hexabot that no administrator did,',
    tried: '',
  },
  'lockout roles': { done: 'set aside the roles given in Hexabot to', tried: '' },
  detach: { done: 'returned the roles, before detaching, to', tried: '' },
  link: { done: 'linked a chat account to', tried: 'tried to link a chat account' },
  'link moved': { done: 'kept, as its workspace joined an Enterprise Grid, the chat account of', tried: '' },
  ...passkeyActions,
  unlink: { done: 'removed a chat account from', tried: 'tried to remove a link' },
} satisfies Record<string, ActionWords>;

export const audit = {
  title: 'Audit',
  /** Who, where no user is known. */
  operator: 'The operator',
  system: 'Hexabot users',
  unlinked: (platform: string, chatUser: string) =>
    `Someone not linked (${platformName(platform)} ${chatUser})`,
  actions,
  /** For an action that has no words of its own. */
  otherDone: (action: string) => `did "${action}" to`,
  otherTried: (action: string) => `tried "${action}"`,
  refused: (why: string) => `refused: ${why}`,
  reason: (reason: string) => `reason: ${reason}`,
  /** One changed value: short, as there are up to ten lines on a page. */
  changed: (label: string, before: string, after: string) => `${label} ${before} → ${after}`,
  set: (label: string, after: string) => `${label} ${after}`,
  counted: (label: string, gained: number, lost: number) => `${label} +${gained} −${lost}`,
  nothing: 'none',
  yes: 'yes',
  no: 'no',
  labels: {
    status: 'status',
    roles: 'roles',
    name: 'name',
    permissions: 'permissions',
    email: 'email',
    username: 'username',
    firstName: 'first name',
    lastName: 'last name',
  } as Record<string, string>,
  page: (first: number, last: number, total: number) => `${first}–${last} of ${total}, newest first`,
  since: (at: Date, zone: string) => `Since ${momentText('en-GB', at, zone)}`,
  nobody: 'Nothing here yet. Changes will show up as people make them.',
  nothingFound: 'Nothing matches. Leave out a filter to see more.',
  again: 'Repeat this search: ',
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
};

export const auditCommands = {
  audit: {
    summary: 'See who changed what, and what was refused',
    options: {
      user: 'Who it was done to: email, username, ID or @mention',
      by: 'Who did it: email, username, ID or @mention',
      since: '7d, 12h, or a day such as 2026-11-01, with a time or without',
      page: 'Page, from 1',
    },
  },
};
