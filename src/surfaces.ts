import type { Surfaces } from '#chat/surfaces.ts';
import type { Platform } from '#domain/chat-identity.ts';

/** The platforms that are on. */
export type PlatformSurfaces = Partial<Record<Platform, Surfaces>>;

/** One `Surfaces` for all: each call goes to the platform of the identity; a platform that is off is `gone`. */
export function joinSurfaces(platforms: PlatformSurfaces): Surfaces {
  return {
    direct: async (identity, screen) =>
      (await platforms[identity.platform]?.direct(identity, screen)) ?? {
        result: 'gone',
        reason: `${identity.platform} is off`,
      },
    profile: async (identity) => (await platforms[identity.platform]?.profile(identity)) ?? null,
  };
}
