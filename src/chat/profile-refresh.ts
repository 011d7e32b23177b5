import { identityKey } from '#domain/chat-identity.ts';
import type { Services } from './services.ts';
import type { Standing } from './standing.ts';
import type { Surfaces } from './surfaces.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Asks the platform about a person whose cached profile is absent or older than a day, beside the invocation and
 * never before its answer: a form must open within seconds. Failures change nothing and are logged.
 */
export function createProfileRefresh(options: {
  services: Pick<Services, 'saveProfile'>;
  surfaces: Pick<Surfaces, 'profile'>;
  log: { error(data: object, message: string): void };
}): (standing: Standing, now: Date) => void {
  const underWay = new Set<string>();
  return ({ identity, profile }, now) => {
    const key = identityKey(identity);
    if (underWay.has(key)) return;
    if (profile !== null && now.getTime() - profile.fetchedAt.getTime() < DAY_MS) return;
    underWay.add(key);
    options.surfaces
      .profile(identity)
      .then((found) => (found === null ? undefined : options.services.saveProfile(identity, found)))
      .catch((error: unknown) => options.log.error({ err: error }, 'a profile could not be refreshed'))
      .finally(() => underWay.delete(key));
  };
}
