import type { Failure, Surfaces } from '#chat/surfaces.ts';
import type { Platform } from '#domain/chat-identity.ts';

/** The platforms that are on. */
export type PlatformSurfaces = Partial<Record<Platform, Surfaces>>;

/**
 * Channels are named `slack:C…` or `discord:…` (CHATOPS_AUDIT_CHANNEL); each call goes to its platform. One that is off
 * here may be on in another process on this database, or after the next start: `failed`, not `gone`.
 */
export function joinSurfaces(platforms: PlatformSurfaces): Surfaces {
  const off = (platform: string): Failure => ({ result: 'failed', reason: `${platform} is off` });
  return {
    direct: async (identity, screen, key) =>
      (await platforms[identity.platform]?.direct(identity, screen, key)) ?? off(identity.platform),
    post: async (channel, screen, key) => {
      const [platform = '', id = ''] = channel.split(':');
      return (await platforms[platform as Platform]?.post(id, screen, key)) ?? off(platform);
    },
    update: async (posted, screen) =>
      (await platforms[posted.platform]?.update(posted, screen)) ?? off(posted.platform),
    isMember: async (identity) => (await platforms[identity.platform]?.isMember(identity)) ?? null,
    profile: async (identity) => (await platforms[identity.platform]?.profile(identity)) ?? null,
  };
}
