import { expect, it } from 'vitest';
import { readSince } from '#domain/since.ts';
import { isZone } from '#domain/zone.ts';

const now = new Date('2026-11-08T10:00:00Z');

it.each([
  ['7d', 'UTC', '2026-11-01T10:00:00.000Z'],
  ['7d', 'Asia/Tokyo', '2026-11-01T10:00:00.000Z'],
  ['12H', 'UTC', '2026-11-07T22:00:00.000Z'],
  ['30m', 'UTC', '2026-11-08T09:30:00.000Z'],
  ['2w', 'UTC', '2026-10-25T10:00:00.000Z'],
  ['2026-11-01', 'UTC', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01 14:30', 'UTC', '2026-11-01T14:30:00.000Z'],
  ['2026-11-01T14:30', 'Asia/Kathmandu', '2026-11-01T08:45:00.000Z'],
  ['2026-11-03', 'Europe/Paris', '2026-11-02T23:00:00.000Z'],
  ['2026-07-14', 'Europe/Paris', '2026-07-13T22:00:00.000Z'],
  ['2026-11-03', 'America/Los_Angeles', '2026-11-03T08:00:00.000Z'],
  ['2026-11-03', 'Pacific/Kiritimati', '2026-11-02T10:00:00.000Z'],
  ['2026-11-03', 'Pacific/Pago_Pago', '2026-11-03T11:00:00.000Z'],
  // Days on which clocks change at night: their beginning is still by the old time, the next day's by the new one.
  ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z'],
  ['2026-10-05', 'Australia/Lord_Howe', '2026-10-04T13:00:00.000Z'],
  // A time that is skipped is when it would have been; of one that comes twice, the first.
  ['2026-03-29 02:30', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25 02:30', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
  // Midnight itself is skipped (Cairo), comes twice (Havana), or the whole day is (Samoa).
  ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
])('%s in %s is understood', (text, zone, moment) =>
  expect(readSince(text, now, zone)?.toISOString()).toBe(moment),
);

it.each([
  [''],
  ['d'],
  ['7'],
  ['-7d'],
  ['7 d'],
  ['99999d'],
  ['yesterday'],
  ['2026-02-30'],
  ['2026-11-01 24:00'],
  ['2026-11-01 9:30'],
  ['01.11.2026'],
  ['1M'],
])('"%s" is not', (text) => expect(readSince(text, now, 'Europe/Paris')).toBeNull());

it('knows zones from what only looks like one', () => {
  for (const name of ['UTC', 'Europe/Paris', 'America/Argentina/Ushuaia']) expect(isZone(name)).toBe(true);
  for (const name of ['', 'Mars/Base', '+02:00', '<b>', 'x'.repeat(5_000)]) expect(isZone(name)).toBe(false);
});
