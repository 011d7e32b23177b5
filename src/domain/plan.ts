/** From the smallest to the largest. */
export const PLANS = ['community', 'starter', 'pro', 'unlimited'] as const;
export type Plan = (typeof PLANS)[number];

/** Users a plan allows; Hexabot's numbers (docs/hexabot.md, Licence), `unlimited` is a plan's name. */
const USER_LIMITS: Record<Plan, number> = { community: 1, starter: 1, pro: 10, unlimited: 25 };

/** How a licence can stand; `none`: no key was entered. */
export const LICENCE_STATUSES = [
  'active',
  'none',
  'inactive',
  'expired',
  'disabled',
  'invalid',
  'unreachable',
] as const;
export type LicenceStatus = (typeof LICENCE_STATUSES)[number];

/** What the licence allows, as last known. */
export interface Licence {
  plan: Plan;
  status: LicenceStatus;
  /** `null`: no limit. */
  userLimit: number | null;
  /** The licence service does not answer; what it said last holds until then. */
  graceUntil?: Date;
}

/** Users there are and may be. */
export interface Quota {
  used: number;
  /** `null`: no limit. */
  limit: number | null;
}

/** How many users the plan allows. */
export function planUserLimit(plan: Plan): number {
  return USER_LIMITS[plan];
}

/** The plan to buy when this one is not enough, or null when there is none above it. */
export function upgradeFrom(plan: Plan): Plan | null {
  if (plan === 'unlimited') return null;
  return plan === 'pro' ? 'unlimited' : 'pro';
}

/** User management needs an active licence of plan pro or higher (docs/design.md, section 5, question 4). */
export function includesUserManagement(licence: Licence): boolean {
  return licence.status === 'active' && (licence.plan === 'pro' || licence.plan === 'unlimited');
}

/** Whether no further user fits. */
export function quotaReached(quota: Quota): boolean {
  return quota.limit !== null && quota.used >= quota.limit;
}
