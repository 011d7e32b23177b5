import type { AuditEntry, AuditQuery, RefusalEntry } from '#domain/audit.ts';
import type { By } from '#domain/by.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Draft, RawValues } from '#domain/draft.ts';
import type { HexaError, Problem } from '#domain/errors.ts';
import type { HeldAction } from '#domain/held-action.ts';
import type { NewUser } from '#domain/new-user.ts';
import type { Passkey } from '#domain/passkey.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Quota } from '#domain/plan.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type {
  OfferedRole,
  PermissionDiff,
  PermissionsChanged,
  RoleDetail,
  RoleSummary,
} from '#domain/role.ts';
import type { Standing } from '#domain/standing.ts';
import type { StatusChange } from '#domain/status-change.ts';
import type { Undone } from '#domain/undone.ts';
import type { Actor, LinkInfo, Role, User, UserDetail, UserPage, UserQuery } from '#domain/user.ts';
import type { Invocation } from './invocation.ts';
import type { Profile } from './surfaces.ts';

/**
 * The use cases, as the core calls them: the shape of what `createServices` returns (src/services/index.ts), where each
 * name leads to the function that says what it promises and throws. The composition root brings the two together.
 */
export interface Services {
  standing(identity: ChatIdentity, served: boolean | null, quotaShown: boolean): Promise<Standing>;
  users: {
    list(query: UserQuery): Promise<UserPage>;
    find(query: string, identity: ChatIdentity): Promise<User>;
    findEach(queries: readonly string[], identity: ChatIdentity): Promise<User[]>;
    detail(id: string): Promise<UserDetail>;
    problems(actor: Actor, user: NewUser): Promise<Problem[]>;
    create(
      by: By,
      user: NewUser,
      password: string | null,
      marks?: readonly string[],
    ): Promise<{ user: User; quota: Quota }>;
    statusRefusals(
      actor: Actor,
      users: readonly User[],
      to: 'active' | 'disabled',
    ): Promise<(HexaError | null)[]>;
    setStatus(by: By, ids: readonly string[], to: 'active' | 'disabled'): Promise<StatusChange[]>;
    previewRoles(
      id: string,
      roleIds: readonly string[],
    ): Promise<{ diff: PermissionDiff; outdates: number; endsTimed: string[] }>;
    replaceRoles(
      by: By,
      id: string,
      roleIds: readonly string[],
      expected: readonly string[],
      options?: { shown?: PermissionDiff },
    ): Promise<{ user: User; diff: PermissionDiff; outdates: number; endsTimed: string[] }>;
    resendConfirmation(by: By, id: string): Promise<User>;
    undo(by: By, requestId: string): Promise<Undone[]>;
  };
  roles: {
    all(): Promise<Role[]>;
    offered(): Promise<OfferedRole[]>;
    list(): Promise<RoleSummary[]>;
    find(query: string): Promise<RoleDetail>;
    problems(
      actor: Actor,
      role: { id: string | null; name: string; users: number; diff: PermissionDiff },
    ): Promise<Problem[]>;
    create(by: By, role: { name: string; permissions: readonly PermissionName[] }): Promise<RoleDetail>;
    rename(by: By, id: string, name: string): Promise<RoleDetail>;
    changePermissions(
      by: By,
      id: string,
      wanted: PermissionDiff,
      shown?: { users: number },
    ): Promise<PermissionsChanged>;
    previewPermissions(id: string, wanted: PermissionDiff): Promise<{ outdates: number }>;
    undoPermissions(by: By, requestId: string): Promise<PermissionsChanged>;
    remove(by: By, id: string): Promise<{ role: Role; outdates: number }>;
    models(): Promise<string[]>;
  };
  requests: {
    make(
      by: By,
      wanted: {
        targetId: string;
        roleIds: readonly string[];
        reason: string;
        lastsMs: number | null;
        marks?: readonly string[] | undefined;
      },
    ): Promise<RoleChangeRequest>;
    decide(
      by: By,
      id: string,
      decision: 'approved' | 'denied',
      reason: string | null,
    ): Promise<RoleChangeRequest>;
    cancel(by: By, id: string): Promise<RoleChangeRequest>;
    /** `outdates`: open requests for the target that can’t be approved any more. */
    endAccess(by: By, id: string): Promise<{ request: RoleChangeRequest; outdates: number }>;
    get(id: string): Promise<RoleChangeRequest>;
    countOpenOf(userIds: readonly string[]): Promise<number>;
    hasCopy(id: string, identity: ChatIdentity, audience: 'channel' | 'person'): Promise<boolean>;
    list(query: {
      which: 'mine' | 'waiting' | 'all';
      userId: string;
      page: number;
      pageSize: number;
    }): Promise<{ requests: RoleChangeRequest[]; total: number }>;
  };
  links: {
    requestCode(identity: ChatIdentity, email: string): Promise<string>;
    enterCode(identity: ChatIdentity, requestId: string, code: string): Promise<User>;
    byEmail(identity: ChatIdentity, requestId: string, email: string): Promise<User>;
    remove(by: By, identity: ChatIdentity): Promise<boolean>;
    removeOwn(by: By): Promise<boolean>;
    list(query: { userId: string | null; page: number; pageSize: number }): Promise<{
      links: (LinkInfo & { userId: string; userName: string; isGone: boolean; avatar: string | null })[];
      total: number;
    }>;
  };
  passkeys: {
    list(userId: string): Promise<Passkey[]>;
    has(userId: string): Promise<boolean>;
    requestCode(by: By): Promise<void>;
    enterCode(by: By, code: string): Promise<string>;
    add(by: By): Promise<string>;
    remove(by: By, id: string): Promise<string>;
  };
  proofs: {
    hold(action: HeldAction<Invocation>): Promise<{ id: string; url: string }>;
    answerAt(identity: ChatIdentity, id: string, place: string): Promise<void>;
  };
  audit(query: AuditQuery): Promise<{ entries: AuditEntry[]; total: number }>;
  drafts: {
    save(identity: ChatIdentity, draft: Omit<Draft, 'id' | 'isTaken'>): Promise<string>;
    read(identity: ChatIdentity, id: string, form?: string): Promise<Draft | null>;
    take(identity: ChatIdentity, id: string): Promise<Draft | null>;
    rewrite(
      identity: ChatIdentity,
      id: string,
      values: RawValues,
      options?: { givesBack?: boolean },
    ): Promise<void>;
    saveFilter(form: string, values: RawValues): Promise<string>;
    readFilter(id: string, form: string): Promise<RawValues | null>;
  };
  firstDelivery(key: string): Promise<boolean>;
  saveProfile(identity: ChatIdentity, profile: Profile): Promise<void>;
  standingOf(userId: string, like: Standing): Promise<Standing>;
  auditRefusal(refusal: RefusalEntry): Promise<void>;
}
