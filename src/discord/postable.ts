/** A channel, the roles of its guild and what the bot holds, as Discord's REST API has them. */
export interface Postable {
  channel: { type: number; permission_overwrites?: readonly Overwrite[] };
  guildId: string;
  roles: readonly { id: string; permissions: string }[];
  bot: { id: string; roles: readonly string[] };
}

interface Overwrite {
  id: string;
  allow: string;
  deny: string;
}

/** "Channel Resource", Channel Types: text, voice, announcement, its threads, public and private threads, stage. */
const TAKES_MESSAGES: ReadonlySet<number> = new Set([0, 2, 5, 10, 11, 12, 13]);

const NEEDED = { 'View Channel': 1n << 10n, 'Send Messages': 1n << 11n } as const;
const ADMINISTRATOR = 1n << 3n;

/** Whether a channel of this type takes messages at all. */
export function takesMessages({ type }: Postable['channel']): boolean {
  return TAKES_MESSAGES.has(type);
}

/** Which of the permissions that posting needs the bot lacks there ("Permissions", Permission Overwrites). */
export function lackingPermissions({ channel, guildId, roles, bot }: Postable): string[] {
  const held = [guildId, ...bot.roles];
  const base = roles
    .filter(({ id }) => held.includes(id))
    .reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  if ((base & ADMINISTRATOR) !== 0n) return [];
  const overwrites = channel.permission_overwrites ?? [];
  // Each stage overrides the one before: everybody, all roles together, the bot itself.
  const stages = [[guildId], bot.roles, [bot.id]].map((ids) =>
    overwrites.filter(({ id }) => ids.includes(id)),
  );
  const permissions = stages.reduce((before, stage) => {
    const denied = stage.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = stage.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (before & ~denied) | allowed;
  }, base);
  return Object.entries(NEEDED).flatMap(([name, bit]) => ((permissions & bit) === 0n ? [name] : []));
}
