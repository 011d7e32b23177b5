/** How a change shows in Hexabot's own audit: which of its rows it made, changed or deleted. */
export type Mirror =
  | 'user_created'
  | 'user_status'
  | 'user_roles'
  | 'role_links'
  | 'role_created'
  | 'role_updated'
  | 'role_permissions'
  | 'role_deleted';

/** What the affected user is told of it, and how; never in chat where the chat account itself is in doubt. */
interface Told {
  notice: 'status' | 'roles' | 'link' | 'passkey';
  ways: 'mail' | 'mail_and_chat';
  /** Also of what they did themselves. */
  own: boolean;
}

/** What has to be known of every change that is written down. */
interface AuditAction {
  /**
   * Who does it to a user is not approved by that user for 30 days: no puppets (docs/design.md, section 7). Switching off
   * somebody who was active, and on again, makes none.
   */
  makesPuppet: 'always' | 'unless_active_before' | 'never';
  /** What Undo gives back; null: it cannot be undone. */
  undo: 'status' | 'roles' | 'permissions' | null;
  /** Null: it touches no row of Hexabot's. */
  mirror: Mirror | null;
  /**
   * Who is told, apart from the audit channels: the affected user, those concerned by the request
   * (services/requests/request-notices.ts), or the full administrators (services/attached/lockout-sweep.ts).
   */
  tells: Told | 'concerned' | 'administrators' | null;
  /** When it takes a passkey (docs/design.md, section 12). Whatever may take one has a headline of its own in the words. */
  proof: 'always' | 'where_privileged' | 'where_others' | 'under_all' | 'never';
}

const toldOfStatus = { notice: 'status', ways: 'mail_and_chat', own: false } as const;
const toldOfLink = { notice: 'link', ways: 'mail', own: true } as const;
const ofPasskey = {
  makesPuppet: 'never',
  undo: null,
  mirror: null,
  tells: { notice: 'passkey', ways: 'mail', own: true },
  proof: 'always',
} as const;
const ofRequest = {
  makesPuppet: 'never',
  undo: null,
  mirror: null,
  tells: 'concerned',
  proof: 'never',
} as const;
/** Enabled in the panel, and judged here. */
const ofPanel = {
  makesPuppet: 'never',
  undo: null,
  mirror: 'user_status',
  tells: 'administrators',
  proof: 'never',
} as const;
const ofRole = { makesPuppet: 'never', undo: null, tells: null } as const;

/** The only list of changes that are written down, and everything that depends on which one it is. */
export const AUDIT_ACTIONS = {
  'users add': {
    makesPuppet: 'always',
    undo: null,
    mirror: 'user_created',
    tells: null,
    proof: 'where_privileged',
  },
  'users roles': {
    makesPuppet: 'always',
    undo: 'roles',
    mirror: 'user_roles',
    tells: { notice: 'roles', ways: 'mail_and_chat', own: false },
    proof: 'where_privileged',
  },
  'users enable': {
    makesPuppet: 'unless_active_before',
    undo: 'status',
    mirror: 'user_status',
    tells: toldOfStatus,
    proof: 'where_privileged',
  },
  'users disable': {
    makesPuppet: 'never',
    undo: 'status',
    mirror: 'user_status',
    tells: toldOfStatus,
    proof: 'where_privileged',
  },
  'users resend': { makesPuppet: 'never', undo: null, mirror: null, tells: null, proof: 'never' },
  'roles create': { ...ofRole, mirror: 'role_created', proof: 'where_privileged' },
  'roles rename': { ...ofRole, mirror: 'role_updated', proof: 'under_all' },
  'roles permissions': {
    ...ofRole,
    undo: 'permissions',
    mirror: 'role_permissions',
    proof: 'where_privileged',
  },
  'roles delete': { ...ofRole, mirror: 'role_deleted', proof: 'under_all' },
  /** The cards of a new request are how its approvers hear of it. */
  'requests new': { ...ofRequest, tells: null },
  'requests approved': { ...ofRequest, proof: 'where_privileged' },
  'requests denied': ofRequest,
  'requests cancelled': ofRequest,
  'requests expired': ofRequest,
  'requests outdated': ofRequest,
  /** Those that were withdrawn with somebody who was switched off, by an undo. */
  'requests reopened': ofRequest,
  confirm: { makesPuppet: 'never', undo: null, mirror: 'user_status', tells: null, proof: 'never' },
  'lockout ended': { makesPuppet: 'never', undo: null, mirror: 'user_status', tells: null, proof: 'never' },
  'lockout trusted': ofPanel,
  'lockout unseen': ofPanel,
  'lockout upheld': ofPanel,
  'lockout roles': { makesPuppet: 'never', undo: null, mirror: 'role_links', tells: null, proof: 'never' },
  detach: { makesPuppet: 'never', undo: null, mirror: 'role_links', tells: null, proof: 'never' },
  link: { makesPuppet: 'always', undo: null, mirror: null, tells: toldOfLink, proof: 'never' },
  /** The same account, by another key; nothing changes for its person. */
  'link moved': { makesPuppet: 'never', undo: null, mirror: null, tells: null, proof: 'never' },
  'passkeys add': ofPasskey,
  'passkeys remove': ofPasskey,
  unlink: { makesPuppet: 'never', undo: null, mirror: null, tells: toldOfLink, proof: 'where_others' },
} as const satisfies Record<string, AuditAction>;

export type AuditActionName = keyof typeof AUDIT_ACTIONS;

/** Those that may take a passkey. */
export type ProvenAction = {
  [A in AuditActionName]: (typeof AUDIT_ACTIONS)[A]['proof'] extends 'never' ? never : A;
}[AuditActionName];

/** What is known of the action of an entry; null for the name of a form or button, which only refusals carry. */
export function auditAction(name: string): AuditAction | null {
  return Object.hasOwn(AUDIT_ACTIONS, name) ? AUDIT_ACTIONS[name as AuditActionName] : null;
}

/** The names of all actions of which this is true. */
export function actionsWhere(is: (action: AuditAction) => boolean): AuditActionName[] {
  const names = Object.keys(AUDIT_ACTIONS) as AuditActionName[];
  return names.filter((name) => is(AUDIT_ACTIONS[name]));
}
