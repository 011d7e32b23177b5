import type { ChatIdentity } from './chat-identity.ts';
import type { PermissionName } from './permission.ts';
import type { PersonQuery } from './person-query.ts';
import type { LicenceStatus, Plan } from './plan.ts';
import type { Ineligible, RequestStatus } from './request.ts';
import type { RequestReason } from './role-policy.ts';
import type { Status } from './user.ts';

/** What can be wrong with one field of a form; `words/` makes the sentence. */
export interface ProblemData {
  required: Record<never, never>;
  too_long: { max: number };
  has_control_characters: Record<never, never>;
  email_invalid: Record<never, never>;
  email_taken: Record<never, never>;
  /** A subscriber of the chatbot has it. */
  email_subscriber: Record<never, never>;
  username_taken: Record<never, never>;
  /** It is another user's email. */
  username_is_email: Record<never, never>;
  password_short: { min: number };
  password_long: { maxBytes: number };
  password_mismatch: Record<never, never>;
  role_required: Record<never, never>;
  own_admin_role: Record<never, never>;
  role_unknown: { names: string[] };
  name_taken: Record<never, never>;
  /** Taken for another name that it is not, by letters of other scripts or what nobody sees. */
  name_looks_like: { name: string };
  role_needs_approval: { permissions: PermissionName[] };
  permissions_need_approval: { permissions: PermissionName[] };
  reason_required: Record<never, never>;
  duration_invalid: Record<never, never>;
  code_wrong: { left: number };
  /** These roles, since the form showed them; `gained` and `lost`: by the change, as of now; `marks`: of now, to be kept. */
  roles_differ: { roles: string[]; gained: PermissionName[]; lost: PermissionName[]; marks: string[] };
  role_exceeds: { roles: string[]; permissions: PermissionName[] };
}
export type ProblemCode = keyof ProblemData;
/** One thing that is wrong in a form, with the field that it belongs to. */
export type Problem = { [C in ProblemCode]: { field: string; code: C; data: ProblemData[C] } }[ProblemCode];

/** A problem of this field; the code says which data it takes. */
export function problem<C extends ProblemCode>(field: string, code: C, data: ProblemData[C]): Problem {
  return { field, code, data } as Problem;
}

/** What each refusal carries; `words/` is the only place where a code becomes a sentence. */
export interface ErrorData {
  /** Gate, in the order of its questions (docs/design.md, section 5). */
  stranger: Record<never, never>;
  /** The platform does not say whether the person belongs to a workspace that is served. */
  membership_unknown: Record<never, never>;
  not_linked: ChatIdentity;
  account_not_active: Record<never, never>;
  plan_locked: { plan: Plan; status: LicenceStatus };
  permission_missing: { missing: PermissionName[] };
  sso_closed: Record<never, never>;
  quota_reached: { used: number; limit: number; upgradeTo: Plan | null };
  /** What was typed. */
  unknown_command: { typed: string; nearest: string | null };
  unknown_option: { option: string; known: string[]; nearest: string | null };
  unexpected_text: { text: string; usage: string };
  option_missing: { option: string; usage: string };
  /** `least` and `most`: where it is a length of time. */
  option_invalid: { option: string; value: string; allowed: string[]; least?: string; most?: string };
  password_typed: { usage: string };
  /** Several people where one can be named. */
  only_one_person: { named: number };
  too_many_people: { named: number; most: number };
  invalid: { problems: Problem[] };
  /** `by`: as what it was read; as a text where nothing is said. */
  user_not_found: { query: string; by?: PersonQuery['by'] | undefined };
  already_linked: { name: string };
  user_ambiguous: {
    query: string;
    by?: PersonQuery['by'];
    candidates: { id: string; name: string; email: string }[];
  };
  /** Of several users named in one command, those that fit nobody (no candidates) or several. */
  users_unclear: { unclear: ErrorData['user_ambiguous'][] };
  role_not_found: { query: string; known: string[] | null };
  /** Several roles differ only by case or marks, and none is named exactly so. */
  role_ambiguous: { query: string; names: string[] };
  /** Rules of the domain (docs/design.md, section 6). */
  own_account: Record<never, never>;
  own_admin_role: Record<never, never>;
  own_role: { role: string };
  last_admin: { name: string };
  status_unchanged: { name: string; status: Status };
  roles_changed: { name: string; present: string[] };
  /** What the roles allow, between the review and saving. */
  review_changed: { name: string };
  /** The same for the review of a role: what the change gives and takes, or how many have the role. */
  role_review_changed: { name: string };
  role_protected: { role: string };
  role_in_use: { role: string; users: number };
  not_pending: { name: string; status: Status };
  mail_off: Record<never, never>;
  undo_too_late: Record<never, never>;
  undo_overtaken: { name: string };
  /** A change that policy does not let through directly (docs/design.md, section 7). */
  approval_needed: { why: RequestReason['why'] | 'enabling'; permissions: PermissionName[] };
  request_unchanged: { name: string };
  request_only_adds: Record<never, never>;
  request_open: { name: string };
  /** So many open at once, or so many a day. */
  request_limit: { per: 'open' | 'day'; limit: number };
  /** `permissions` null: for who may not know which roles exist, of which one may not. */
  nobody_can_approve: { permissions: PermissionName[] | null };
  request_not_found: Record<never, never>;
  request_decided: { status: RequestStatus; by: string | null };
  not_eligible: { why: Ineligible };
  not_yours: Record<never, never>;
  /** Linking (docs/design.md, section 9). */
  link_limit: Record<never, never>;
  link_code_wrong: { left: number };
  link_code_dead: Record<never, never>;
  link_mail_off: ChatIdentity;
  /** Passkeys (docs/design.md, section 12). */
  passkeys_unavailable: Record<never, never>;
  passkey_mail_off: { email: string };
  passkey_limit: Record<never, never>;
  passkey_code_dead: Record<never, never>;
  passkeys_full: { most: number };
  passkey_gone: Record<never, never>;
  passkey_unknown: Record<never, never>;
  proof_invalid: Record<never, never>;
  proof_outdated: { name: string };
  /** The link of a pending action or an enrolment: unknown, used and expired look alike. */
  proof_gone: Record<never, never>;
  proof_disowned: Record<never, never>;
  /** Another change of the same rows is under way. */
  busy: Record<never, never>;
  /** A channel that is, or may be, shared with another organisation. */
  channel_shared: Record<never, never>;
  not_in_channel: Record<never, never>;
  /** What was pressed or sent. */
  outdated: Record<never, never>;
  already_handled: Record<never, never>;
  too_many_invocations: Record<never, never>;
}
export type ErrorCode = keyof ErrorData;

/** A refusal that people are told; anything else that is thrown is a bug (docs/design.md, section 4). */
export class HexaError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly data: ErrorData[C];

  constructor(code: C, data: ErrorData[C]) {
    super(code);
    this.name = 'HexaError';
    this.code = code;
    this.data = data;
  }
}

/** Narrows to one code, with its data. */
export function isHexaError<C extends ErrorCode>(error: unknown, code: C): error is HexaError<C> {
  return error instanceof HexaError && error.code === code;
}
