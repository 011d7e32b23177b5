import type { AuditEntry, AuditQuery } from '#domain/audit.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { HexaError, Problem } from '#domain/errors.ts';
import type { Ended } from '#domain/lockout.ts';
import type { NewUser } from '#domain/new-user.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Quota } from '#domain/plan.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { PermissionDiff, RoleDetail, RoleSummary } from '#domain/role.ts';
import type { Standing } from '#domain/standing.ts';
import type { Actor, LinkInfo, Role, User, UserDetail, UserQuery } from '#domain/user.ts';
import type { RawValues } from './invocation.ts';
import type { Profile } from './surfaces.ts';

/** Who does something, and in which invocation: what an audit entry needs to know. */
export interface By {
  actor: Actor;
  identity: ChatIdentity;
  requestId: string;
}

export interface UserPage {
  users: User[];
  /** How many users the query finds on all pages. */
  total: number;
}

export interface Draft {
  id: string;
  form: string;
  values: RawValues;
  replyTo: string | null;
  /** Its form is being run, or was. */
  isTaken: boolean;
}

/** What became of one user in a change of several; `refusal` null: done. */
export interface StatusChange {
  user: User;
  refusal: HexaError | null;
  /** What else came to an end, on Hexabot's own database; null where nothing had to. */
  ended: Ended | null;
}

/** What the core needs of the use cases; `src/services` fulfils it, the composition root brings them together. */
export interface Services {
  standing(identity: ChatIdentity, served: boolean): Promise<Standing>;
  users: {
    list(query: UserQuery): Promise<UserPage>;
    /**
     * By mention of a linked person (`<@U1>`), id, email, username, full name, else part of a name. Throws
     * `user_not_found`, `user_ambiguous`.
     */
    find(query: string, identity: ChatIdentity): Promise<User>;
    /** The same for several in one statement; throws for the first that is not one user. */
    findEach(queries: readonly string[], identity: ChatIdentity): Promise<User[]>;
    /** With links and the last audit entries. Throws `user_not_found`. */
    detail(id: string): Promise<UserDetail>;
    /** Problems that only the database knows, each beside its field. */
    problems(actor: Actor, user: NewUser): Promise<Problem[]>;
    /** Throws `invalid`, `quota_reached`. The password is hashed before the transaction opens. */
    create(by: By, user: NewUser, password: string | null): Promise<{ user: User; quota: Quota }>;
    /**
     * Why `setStatus` would refuse each of these users as things are (`own_account`, `status_unchanged`,
     * `approval_needed`), in their order; null where only the act itself can tell. Changes nothing.
     */
    statusRefusals(
      actor: Actor,
      users: readonly User[],
      to: 'active' | 'disabled',
    ): Promise<(HexaError | null)[]>;
    /**
     * Switches each of these users on or off, each in its own transaction, and tells them. A refusal of one
     * (`own_account`, `approval_needed`, `last_admin`, `status_unchanged`, `user_not_found`, `busy`) leaves the others
     * done.
     */
    setStatus(by: By, ids: readonly string[], to: 'active' | 'disabled'): Promise<StatusChange[]>;
    /** What replacing the roles would give and take, for this user; changes nothing. */
    previewRoles(id: string, roleIds: readonly string[]): Promise<PermissionDiff>;
    /**
     * Replaces the list of roles. `expected`: the list that the form opened with. Throws `roles_changed`,
     * `own_admin_role`, `approval_needed`, `last_admin`, `invalid`, `user_not_found`, `busy`.
     */
    replaceRoles(
      by: By,
      id: string,
      roleIds: readonly string[],
      expected: readonly string[],
    ): Promise<{ user: User; diff: PermissionDiff }>;
    /** Kills old links and mails a new one. Throws `not_pending`, `mail_off`. */
    resendConfirmation(by: By, id: string): Promise<User>;
    /**
     * Takes back what this actor did in that request within the last five minutes, where it still stands. Throws
     * `undo_too_late`, `undo_overtaken`, and what the inverse changes throw.
     */
    undo(by: By, requestId: string): Promise<User[]>;
  };
  roles: {
    all(): Promise<Role[]>;
    list(): Promise<RoleSummary[]>;
    /** By id or name without regard to case. Throws `role_not_found`. */
    find(query: string): Promise<RoleDetail>;
    /** What would be wrong with a role of this name (`id` null: a new one) that gains and loses these; as the writers say it. */
    problems(
      actor: Actor,
      role: { id: string | null; name: string; users: number; diff: PermissionDiff },
    ): Promise<Problem[]>;
    /** Throws `invalid` (fields `name`, `permissions`). */
    create(by: By, role: { name: string; permissions: readonly PermissionName[] }): Promise<RoleDetail>;
    /** Throws `invalid`, `role_protected`, `role_not_found`. */
    rename(by: By, id: string, name: string): Promise<RoleDetail>;
    /**
     * Gives the role some permissions and takes others; answers with those that it did not, or did, hold. Throws
     * `invalid` (field `permissions`), `last_admin`, `role_not_found`, `busy`.
     */
    changePermissions(
      by: By,
      id: string,
      wanted: PermissionDiff,
    ): Promise<{ role: RoleDetail; diff: PermissionDiff }>;
    /** Throws `role_in_use`, `own_role`, `role_protected`, `role_not_found`, `busy`. */
    remove(by: By, id: string): Promise<Role>;
    /** Names of all models, in Hexabot's order of creation. */
    models(): Promise<string[]>;
  };
  requests: {
    /**
     * Throws `invalid` (fields `roles`, `reason`), `user_not_found`, `request_unchanged`, `request_only_adds`,
     * `request_open`, `nobody_can_approve`.
     */
    make(
      by: By,
      wanted: { targetId: string; roleIds: readonly string[]; reason: string; lastsMs: number | null },
    ): Promise<RoleChangeRequest>;
    /**
     * The first decision wins. Answers `outdated` where the target's roles changed meanwhile. Throws `request_decided`,
     * `not_eligible`, `last_admin`, `request_not_found`, `busy`.
     */
    decide(
      by: By,
      id: string,
      decision: 'approved' | 'denied',
      reason: string | null,
    ): Promise<RoleChangeRequest>;
    /** Throws `not_yours`, `request_decided`, `request_not_found`. */
    cancel(by: By, id: string): Promise<RoleChangeRequest>;
    /** Takes timed access back before its end. Throws `request_not_found`, `last_admin`, `busy`. */
    endAccess(by: By, id: string): Promise<RoleChangeRequest>;
    get(id: string): Promise<RoleChangeRequest>;
    list(query: {
      which: 'mine' | 'waiting' | 'all';
      userId: string;
      page: number;
      pageSize: number;
    }): Promise<{ requests: RoleChangeRequest[]; total: number }>;
  };
  links: {
    /** Mails a code where a user has the address; says nothing of whether. Throws `link_mail_off`, `link_limit`. */
    requestCode(identity: ChatIdentity, email: string): Promise<string>;
    /** Throws `link_code_wrong`, `link_code_dead`, `already_linked`. */
    enterCode(identity: ChatIdentity, requestId: string, code: string): Promise<User>;
    /** With an email that the platform has confirmed. Throws `user_not_found`, `already_linked`. */
    byEmail(identity: ChatIdentity, requestId: string, email: string): Promise<User>;
    /** Of one's own user, or of others with User: update. False when there was no such link. Throws `permission_missing`, `busy`. */
    remove(by: By, identity: ChatIdentity): Promise<boolean>;
    /** The link that one acts by, also where the account is not active. False when there was none. Throws `busy`. */
    removeOwn(by: By): Promise<boolean>;
    list(query: {
      userId: string | null;
      page: number;
      pageSize: number;
    }): Promise<{ links: (LinkInfo & { userId: string; userName: string })[]; total: number }>;
  };
  audit(query: AuditQuery): Promise<{ entries: AuditEntry[]; total: number }>;
  drafts: {
    save(identity: ChatIdentity, draft: Omit<Draft, 'id' | 'isTaken'>): Promise<string>;
    /** The draft as it is, not taken by this; null when it is somebody else's, gone, or of another form than `form`. */
    read(identity: ChatIdentity, id: string, form?: string): Promise<Draft | null>;
    /** Takes the draft for one submission: null when it is somebody else's, gone, or already taken. */
    take(identity: ChatIdentity, id: string): Promise<Draft | null>;
    /** Keeps what was typed; nothing where the draft is taken, as its form is being run. */
    keep(identity: ChatIdentity, id: string, values: RawValues): Promise<void>;
    /** Gives a draft that was taken back to be submitted again, with these values. */
    giveBack(identity: ChatIdentity, id: string, values: RawValues): Promise<void>;
    /** Keeps a query that buttons of shared messages carry too: anybody may read it. Equal queries have one id. */
    keepQuery(form: string, values: RawValues): Promise<string>;
    readQuery(id: string, form: string): Promise<RawValues | null>;
  };
  /** True the first time that a delivery of this key comes, false ever after (kept a day). */
  firstDelivery(key: string): Promise<boolean>;
  /** Keeps what a platform told about a person. */
  saveProfile(identity: ChatIdentity, profile: Profile): Promise<void>;
  /** The standing of a linked user other than who asks, for `why … for:`. */
  standingOf(userId: string, like: Standing): Promise<Standing>;
  /** Writes the entry of a refused attempt. */
  auditRefusal(refusal: {
    identity: ChatIdentity;
    actor: Actor | null;
    requestId: string;
    action: string;
    code: string;
    data: object;
    /** Whom it was about, where that is known. */
    target?: { type: 'user' | 'role' | 'request' | 'link'; id: string; name: string };
  }): Promise<void>;
}
