import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Problem } from '#domain/errors.ts';
import type { NewUser } from '#domain/new-user.ts';
import type { Quota } from '#domain/plan.ts';
import type { Actor, Role, User } from '#domain/user.ts';
import type { RawValues } from './invocation.ts';
import type { Standing } from './standing.ts';
import type { Profile } from './surfaces.ts';

/** Who does something, and in which invocation: what an audit entry needs to know. */
export interface By {
  actor: Actor;
  identity: ChatIdentity;
  requestId: string;
}

export interface UserQuery {
  search: string | null;
  page: number;
  pageSize: number;
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
}

/** What the core needs of the use cases; `src/services` fulfils it, `main.ts` brings them together. */
export interface Services {
  standing(identity: ChatIdentity, served: boolean): Promise<Standing>;
  users: {
    list(query: UserQuery): Promise<UserPage>;
    /** By id, email, username, else part of a name. Throws `user_not_found`, `user_ambiguous`. */
    find(query: string): Promise<User>;
    /** Problems that only the database knows, each beside its field. */
    problems(actor: Actor, user: NewUser): Promise<Problem[]>;
    /** Throws `invalid`, `quota_reached`. The password is hashed before the transaction opens. */
    create(by: By, user: NewUser, password: string | null): Promise<{ user: User; quota: Quota }>;
  };
  roles: { all(): Promise<Role[]> };
  drafts: {
    save(identity: ChatIdentity, draft: Omit<Draft, 'id'>): Promise<string>;
    /** Takes the draft for one submission: null when it is somebody else's, gone, or already taken. */
    take(identity: ChatIdentity, id: string): Promise<Draft | null>;
    /** Gives a taken draft back, with what was typed. */
    giveBack(id: string, values: RawValues): Promise<void>;
  };
  /** True the first time that a delivery of this key comes, false ever after (kept a day). */
  firstDelivery(key: string): Promise<boolean>;
  /** Keeps what a platform told about a person. */
  saveProfile(identity: ChatIdentity, profile: Profile): Promise<void>;
  /** Writes the entry of a refused attempt. */
  auditRefusal(refusal: {
    identity: ChatIdentity;
    actor: Actor | null;
    requestId: string;
    action: string;
    code: string;
    data: object;
  }): Promise<void>;
}
