import { readLength } from './duration.ts';

/** What `since:` takes, for whoever typed something else. */
export const SINCE_EXAMPLES = ['30m', '12h', '7d', '2w', '2026-11-01'];

/** The moment that is meant: an age such as 7d or 12h before `now`, or the beginning of a day in UTC; else null. */
export function readSince(text: string, now: Date): Date | null {
  const ageMs = readLength(text);
  if (ageMs !== null) return new Date(now.getTime() - ageMs);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return isReal ? day : null;
}
