const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Timed access is neither shorter nor longer than this. */
const LEAST_MS = UNITS.m;
const MOST_MS = 90 * UNITS.d;

/** What `for:` takes, for whoever typed something else. */
export const DURATION_EXAMPLES = ['30m', '8h', '7d'];

/** The same length as somebody would type it, in the largest unit that it is a whole number of. */
export function durationText(ms: number): string {
  const [unit, size] = (['d', 'h', 'm'] as const)
    .map((each) => [each, UNITS[each]] as const)
    .find(([, each]) => ms % each === 0) ?? ['m', UNITS.m];
  return `${Math.round(ms / size)}${unit}`;
}

/** A length such as 30m, 8h or 7d in milliseconds; null for anything else, and beyond a minute or 90 days. */
export function readDuration(text: string): number | null {
  const match = /^(\d{1,6})\s*([mhd])$/.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const ms = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  return ms >= LEAST_MS && ms <= MOST_MS ? ms : null;
}
