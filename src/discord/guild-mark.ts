import { createHash } from 'node:crypto';

/**
 * The guild that a direct message is about, as the id of its container: a component's id is any positive 32-bit number
 * that is unique in the message (docs.discord.com, "Component Reference", Anatomy of a Component), comes
 * back with every press, and takes no room in custom ids. A hash, as a guild's own id has 64 bits; beyond a
 * million, as Discord numbers the other components from 1.
 */
export function guildMark(guildId: string): number {
  const hash = createHash('sha256').update(guildId).digest().readUInt32BE(0);
  return 1_000_000 + (hash % 2_000_000_000);
}

/** The guild of those served whose mark this is. */
export function guildOfMark(mark: number | undefined, guildIds: readonly string[]): string | null {
  return guildIds.find((id) => guildMark(id) === mark) ?? null;
}
