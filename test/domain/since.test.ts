import { expect, it } from 'vitest';
import { readSince } from '#domain/since.ts';

const now = new Date('2026-11-08T10:00:00Z');

it.each([
  ['7d', '2026-11-01T10:00:00.000Z'],
  ['12H', '2026-11-07T22:00:00.000Z'],
  ['30m', '2026-11-08T09:30:00.000Z'],
  ['2w', '2026-10-25T10:00:00.000Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
])('%s is understood', (text, moment) => expect(readSince(text, now)?.toISOString()).toBe(moment));

it.each([
  [''],
  ['d'],
  ['7'],
  ['-7d'],
  ['7 d'],
  ['99999d'],
  ['yesterday'],
  ['2026-02-30'],
  ['01.11.2026'],
  ['1M'],
])('"%s" is not', (text) => expect(readSince(text, now)).toBeNull());
