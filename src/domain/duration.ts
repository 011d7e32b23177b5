const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNITS;

/** Timed access is neither shorter nor longer than this. */
const LEAST_MS = UNITS.m;
const MOST_MS = 90 * UNITS.d;

/** What `for:` takes, for whoever typed something else. */
export const DURATION_EXAMPLES = ['30m', '8h', '7d', '2w'];

/** The least and the most that `for:` takes, as somebody would type them. */
export const DURATION_LIMITS = { least: '1m', most: '90d' };

/** The same length as somebody would type it, in the largest unit up to days that it is a whole number of. */
export function durationText(ms: number): string {
  const [unit, size] = (['d', 'h', 'm'] as const)
    .map((each) => [each, UNITS[each]] as const)
    .find(([, each]) => ms % each === 0) ?? ['m', UNITS.m];
  return `${Math.round(ms / size)}${unit}`;
}

/** Any length such as 30m, 8h, 7d or 2w in milliseconds; null for anything else, also for `1M`, which may mean a month. */
export function readLength(text: string): number | null {
  const match = /^(\d{1,4})([mhdwHDW])$/.exec(text.trim());
  return match === null ? null : Number(match[1]) * UNITS[match[2]!.toLowerCase() as Unit];
}

/** The length of timed access in milliseconds; null beyond a minute or 90 days too. */
export function readDuration(text: string): number | null {
  const ms = readLength(text);
  return ms !== null && ms >= LEAST_MS && ms <= MOST_MS ? ms : null;
}
