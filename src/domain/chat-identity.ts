/** Every platform, in the order in which they are told about. */
export const PLATFORMS = ['slack', 'discord', 'console'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Who somebody is in chat (docs/design.md, section 2): workspace is the team, enterprise or guild id. */
export interface ChatIdentity {
  platform: Platform;
  workspace: string;
  user: string;
}

/** A workspace in which people can act: its key in their chat identities, and every id that it has, or had before it joined a grid. */
export interface ServedWorkspace {
  key: string;
  ids: readonly string[];
}

/** Those of each platform, none where it is off. A platform that is missing has not said yet. */
export type ServedWorkspaces = ReadonlyMap<Platform, readonly ServedWorkspace[]>;

/** One string for maps and logs, for example `slack:T1:U1`. */
export function identityKey({ platform, workspace, user }: ChatIdentity): string {
  return `${platform}:${workspace}:${user}`;
}
