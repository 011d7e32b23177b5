/** @see https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const bits = {
  Administrator: 1n << 3n,
  ManageGuild: 1n << 5n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ModerateMembers: 1n << 40n,
  UseApplicationCommands: 1n << 31n,
} as const;

export type PermissionName = keyof typeof bits;

/** What every member may do unless told otherwise. */
const usual = bits.ViewChannel | bits.SendMessages | bits.UseApplicationCommands;

export function permissionsOf(names: readonly PermissionName[] | bigint): bigint {
  return typeof names === 'bigint' ? names : names.reduce((set, name) => set | bits[name], usual);
}

/** Whether the client shows a command: administrators see all, the rest what they hold every permission for. */
export function mayUse(permissions: bigint, needed: string | null): boolean {
  if (permissions & bits.Administrator || needed === null) return true;
  const set = BigInt(needed);
  return set !== 0n && (permissions & set) === set;
}
