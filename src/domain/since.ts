import { readLength } from './duration.ts';
import { momentIn } from './zone.ts';

/** What `since:` takes, for whoever typed something else. */
export const SINCE_EXAMPLES = ['30m', '12h', '7d', '2w', '2026-11-01', '2026-11-01 14:30'];

/**
 * The moment that is meant: an age such as 7d or 12h before `now`, or a day, from its beginning or from a time of it, on
 * the clocks of `zone`; else null.
 */
export function readSince(text: string, now: Date, zone: string): Date | null {
  const ageMs = readLength(text);
  if (ageMs !== null) return new Date(now.getTime() - ageMs);
  const [, day, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/.exec(text) ?? [];
  if (day === undefined) return null;
  const wall = new Date(`${day}T${time}:00Z`);
  const isReal = !Number.isNaN(wall.getTime()) && wall.toISOString().startsWith(`${day}T${time}`);
  return isReal ? momentIn(zone, wall) : null;
}
