import { HexaError } from '#domain/errors.ts';
import { missingPermissions, type PermissionName } from '#domain/permission.ts';
import { includesUserManagement, quotaReached, upgradeFrom } from '#domain/plan.ts';
import type { Standing } from '#domain/standing.ts';

/** The questions of docs/design.md, section 5, in the order in which they are asked. */
export const QUESTIONS = ['workspace', 'link', 'account', 'plan', 'permissions', 'sso', 'quota'] as const;
export type Question = (typeof QUESTIONS)[number];

/** What a command declares that it needs; only the gate asks. */
export interface Needs {
  /** The last question asked; `help`, `whoami` and their like stop early. Default: all. */
  until?: 'workspace' | 'link' | 'account';
  permissions?: readonly PermissionName[];
  /** `closed` under SSO; `strict`: closed only when CHATOPS_SSO_STRICT is true. Default: open. */
  sso?: 'closed' | 'strict';
  /** `free`: a user is created, and the plan must have room for one. `shown`: the screen says how many there are. */
  quota?: 'free' | 'shown';
}

/** What came of one question of the gate. */
export interface Outcome {
  question: Question;
  /** Null: passed. */
  refusal: HexaError | null;
}

type Ask = (standing: Standing, needs: Needs) => HexaError | null;

const ASK: Record<Question, Ask> = {
  workspace: ({ served, link }) => {
    if (served === null) return link === null ? new HexaError('membership_unknown', {}) : null;
    return served ? null : new HexaError('stranger', {});
  },
  link: ({ actor, identity }) => (actor !== null ? null : new HexaError('not_linked', identity)),
  account: ({ actor, link }) =>
    actor?.status === 'active' && link?.suspended === false ? null : new HexaError('account_not_active', {}),
  plan: ({ licence }) =>
    includesUserManagement(licence)
      ? null
      : new HexaError('plan_locked', { plan: licence.plan, status: licence.status }),
  permissions: ({ actor }, needs) => {
    const missing = missingPermissions(actor?.permissions ?? new Set(), needs.permissions ?? []);
    return missing.length === 0 ? null : new HexaError('permission_missing', { missing });
  },
  sso: ({ sso }, needs) => {
    const closed = sso.enabled && (needs.sso === 'closed' || (needs.sso === 'strict' && sso.strict));
    return closed ? new HexaError('sso_closed', {}) : null;
  },
  quota: ({ quota, licence }, needs) =>
    needs.quota === 'free' && quota !== null && quota.limit !== null && quotaReached(quota)
      ? new HexaError('quota_reached', {
          used: quota.used,
          limit: quota.limit,
          upgradeTo: upgradeFrom(licence.plan),
        })
      : null,
};

/** Every question that applies, each with its outcome, for `why`. */
export function judge(standing: Standing, needs: Needs): Outcome[] {
  return QUESTIONS.slice(0, countOf(needs)).map((question) => ({
    question,
    refusal: ASK[question](standing, needs),
  }));
}

/** The first refusal in the order of the questions, or null. A list asks it of every button of every user. */
export function refusalFor(standing: Standing, needs: Needs): HexaError | null {
  const count = countOf(needs);
  for (let at = 0; at < count; at += 1) {
    const refusal = ASK[QUESTIONS[at]!](standing, needs);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** For handlers whose needs depend on whom they are about. Throws the first refusal. */
export function requireNeeds({ standing }: { standing: Standing }, needs: Needs): void {
  const refusal = refusalFor(standing, needs);
  if (refusal !== null) throw refusal;
}

function countOf({ until }: Needs): number {
  return until === undefined ? QUESTIONS.length : QUESTIONS.indexOf(until) + 1;
}
