const DAY_MS = 86_400_000;

/** Whether this names a time zone, such as `Europe/Paris`. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The first moment at which clocks in `zone` show this time or a later one. `wall`: as `2026-11-01T00:00:00Z` would be in
 * UTC. So a day whose midnight is skipped or comes twice has one beginning.
 */
export function momentIn(zone: string, wall: Date): Date {
  const offsets = [-DAY_MS, DAY_MS].map((around) => offsetMs(zone, new Date(wall.getTime() + around)));
  const moments = offsets.map((offset) => new Date(wall.getTime() - offset));
  const fitting = moments.filter((at) => at.getTime() + offsetMs(zone, at) >= wall.getTime());
  return new Date(Math.min(...fitting.map(Number)));
}

/** By how much clocks in `zone` are ahead of UTC at this moment. */
function offsetMs(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(at.getTime() / 1_000) * 1_000;
}
