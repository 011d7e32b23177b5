import { LRUCache } from 'lru-cache';
import { identityKey } from '#domain/chat-identity.ts';
import type { Standing } from '#domain/standing.ts';
import type { Services } from './services.ts';
import type { Surfaces } from './surfaces.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const MOST_UNKNOWN = 10_000;

/**
 * Asks the platform about a person whose cached profile is absent or older than a day, beside the invocation and
 * never before its answer: a form must open within seconds. Failures change nothing and are logged; whoever the
 * platform tells nothing about is asked for again after an hour.
 */
export function createProfileRefresh(options: {
  services: Pick<Services, 'saveProfile'>;
  surfaces: Pick<Surfaces, 'profile'>;
  log: { error(data: object, message: string): void };
}): (standing: Standing, now: Date) => void {
  const underWay = new Set<string>();
  const notBefore = new LRUCache<string, number>({ max: MOST_UNKNOWN });
  return ({ identity, profile }, now) => {
    const key = identityKey(identity);
    if (underWay.has(key)) return;
    if (profile !== null && now.getTime() - profile.fetchedAt.getTime() < DAY_MS) return;
    if ((notBefore.get(key) ?? 0) > now.getTime()) return;
    underWay.add(key);
    options.surfaces
      .profile(identity)
      .then(async (found) => {
        if (found === null) notBefore.set(key, now.getTime() + HOUR_MS);
        else await options.services.saveProfile(identity, found);
      })
      .catch((error: unknown) => options.log.error({ err: error }, 'a profile could not be refreshed'))
      .finally(() => underWay.delete(key));
  };
}
