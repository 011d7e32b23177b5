const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** What `since:` takes, for whoever typed something else. */
export const SINCE_EXAMPLES = ['30m', '12h', '7d', '2w', '2026-11-01'];

/** The moment that is meant: an age such as 7d or 12h before `now`, or the beginning of a day in UTC; else null. */
export function readSince(text: string, now: Date): Date | null {
  const age = /^(\d{1,4})([mhdw])$/.exec(text.toLowerCase());
  if (age !== null) return new Date(now.getTime() - Number(age[1]) * UNITS[age[2] as keyof typeof UNITS]);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return isReal ? day : null;
}
