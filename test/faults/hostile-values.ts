import type { Random } from './random.ts';

const TEXTS = [
  '',
  ' ',
  '\u0000',
  '\u202e<!channel> <@U0ANN>',
  "' OR 1=1; DROP TABLE users; --",
  '../../../../etc/passwd',
  '{{constructor.constructor("return process")()}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '😀'.repeat(300),
  'NaN',
  '-1',
  '1e309',
  '%00%ff%fe',
  '\ud800',
];

/** A text that nobody expects there, of at most `longest` characters. */
export function hostileText(random: Random, longest = 20_000): string {
  return random.pick([
    () => random.pick(TEXTS),
    () => random.word(1 + random.below(200)),
    () => random.bytes(random.below(64)).toString('latin1'),
    () => 'x'.repeat(random.below(longest)),
  ])();
}

/** A value that nobody expects there. */
export function hostileValue(random: Random): unknown {
  return random.pick<() => unknown>([
    () => null,
    () => hostileText(random),
    () => hostileText(random),
    () => random.below(2 ** 31) - 2 ** 30,
    () => Number.MAX_VALUE,
    () => random.chance(0.5),
    () => [],
    () => ({}),
    () => deep(random.below(2_000)),
    () => JSON.parse(`{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"x": 1}}}`) as unknown,
    () => Array.from({ length: random.below(300) }, () => random.word(3)),
  ])();
}

/** A copy in which up to three things, wherever they stand, gave way to such a value, or are gone. */
export function mutated(value: unknown, random: Random): unknown {
  const copy = structuredClone(value);
  for (let times = random.below(4); times > 0; times -= 1) change(copy, random);
  return copy;
}

function change(value: unknown, random: Random): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>;
  const keys = Object.keys(holder);
  if (keys.length === 0) return;
  const key = random.pick(keys);
  if (typeof holder[key] === 'object' && holder[key] !== null && random.chance(0.6))
    change(holder[key], random);
  else if (random.chance(0.2)) delete holder[key];
  else holder[key] = hostileValue(random);
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
