import type { ChatIdentity } from './chat-identity.ts';
import type { PermissionName } from './permission.ts';
import type { LicenceStatus, Plan } from './plan.ts';

/** What can be wrong with one field of a form; `words/` makes the sentence. */
export interface ProblemData {
  required: Record<never, never>;
  too_long: { max: number };
  has_control_characters: Record<never, never>;
  email_invalid: Record<never, never>;
  email_taken: Record<never, never>;
  username_taken: Record<never, never>;
  password_short: { min: number };
  password_long: { maxBytes: number };
  password_mismatch: Record<never, never>;
  role_required: Record<never, never>;
  role_unknown: { names: string[] };
  role_exceeds: { roles: string[]; permissions: PermissionName[] };
}
export type ProblemCode = keyof ProblemData;
export type Problem = { [C in ProblemCode]: { field: string; code: C; data: ProblemData[C] } }[ProblemCode];

export function problem<C extends ProblemCode>(field: string, code: C, data: ProblemData[C]): Problem {
  return { field, code, data } as Problem;
}

/** What each refusal carries; `words/` is the only place where a code becomes a sentence. */
export interface ErrorData {
  /** Gate, in the order of its questions (design section 5). */
  stranger: Record<never, never>;
  not_linked: ChatIdentity;
  account_not_active: Record<never, never>;
  plan_locked: { plan: Plan; status: LicenceStatus };
  permission_missing: { missing: PermissionName[] };
  sso_closed: Record<never, never>;
  quota_reached: { used: number; limit: number; upgradeTo: Plan | null };
  /** What was typed. */
  unknown_command: { typed: string; nearest: string | null };
  unknown_option: { option: string; known: string[] };
  unexpected_text: { text: string; usage: string };
  option_missing: { option: string; usage: string };
  option_invalid: { option: string; value: string; allowed: string[] };
  password_typed: { usage: string };
  invalid: { problems: Problem[] };
  user_not_found: { query: string };
  already_linked: { name: string };
  user_ambiguous: { query: string; candidates: { id: string; name: string; email: string }[] };
  /** What was pressed or sent. */
  outdated: Record<never, never>;
  already_handled: Record<never, never>;
  too_many_invocations: Record<never, never>;
}
export type ErrorCode = keyof ErrorData;

/** A refusal that people are told; anything else that is thrown is a bug (design section 4). */
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
