import { z } from 'zod';
import { type Licence, type LicenceStatus, type Plan, planUserLimit } from './plan.ts';

const HOUR_MS = 60 * 60 * 1000;
/** The licence service is asked at most this often about one key. */
export const ASK_EVERY_MS = HOUR_MS;
/** How long the last verdict holds while the service cannot be reached. */
export const GRACE_MS = 24 * HOUR_MS;

/** What the service said of a key: a status that it can know, and the plan where that is active. */
export interface LicenceVerdict {
  status: Exclude<LicenceStatus, 'none' | 'unreachable'>;
  plan: Plan;
}

/** What is known of the licence of an attached installation. */
export interface LicenceSnapshot {
  hasKey: boolean;
  /** The last verdict on the present key; null before the first. */
  verdict: (LicenceVerdict & { at: Date }) | null;
  /** The service did not respond when it was asked last. */
  failing: boolean;
}

/** Lemon Squeezy's response to `licenses/validate`, as far as it is looked at; refusals have the same shape. */
const responseSchema = z.object({
  valid: z.boolean(),
  license_key: z.object({ status: z.string() }).nullish(),
  instance: z.object({ id: z.unknown() }).nullish(),
  meta: z.object({ product_name: z.string().nullish() }).nullish(),
});

/** The plan that is sold under this name, without regard to case (docs/hexabot.md, Licence). */
export function planOfProduct(product: string): Plan {
  const name = product.toLowerCase();
  return (['starter', 'pro', 'unlimited'] as const).find((plan) => name.includes(plan)) ?? 'community';
}

/** Null for what is no response of a licence service. Only an active key with an instance counts. */
export function readVerdict(json: unknown): LicenceVerdict | null {
  const result = responseSchema.safeParse(json);
  if (!result.success) return null;
  const status = statusOf(result.data);
  const plan = status === 'active' ? planOfProduct(result.data.meta?.product_name ?? '') : 'community';
  return { status, plan };
}

function statusOf({ valid, license_key, instance }: z.output<typeof responseSchema>) {
  switch (license_key?.status) {
    case 'active':
      return valid && instance ? 'active' : 'inactive';
    case 'inactive':
    case 'expired':
    case 'disabled':
      return license_key.status;
    default:
      return 'invalid';
  }
}

/** What the licence is at this moment: without a key, without a verdict, or by the last one while it holds. */
export function licenceAt({ hasKey, verdict, failing }: LicenceSnapshot, now: Date): Licence {
  if (!hasKey) return community('none');
  if (verdict === null) return community('unreachable');
  const graceUntil = new Date(verdict.at.getTime() + GRACE_MS);
  if (graceUntil <= now) return community('unreachable');
  const { status, plan } = verdict;
  const licence = { status, plan, userLimit: planUserLimit(plan) };
  return failing ? { ...licence, graceUntil } : licence;
}

function community(status: LicenceStatus): Licence {
  return { plan: 'community', status, userLimit: planUserLimit('community') };
}
