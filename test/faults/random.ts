/** Chance that can be had again: the same seed gives the same sequence (mulberry32). */
export interface Random {
  /** From 0 up to, not including, 1. */
  unit(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
  chance(share: number): boolean;
  /** So many random bytes. */
  bytes(count: number): Buffer;
  /** Letters and digits. */
  word(length: number): string;
  /** Another sequence, of its own, that depends on this seed and `part` only. */
  part(part: number): Random;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(unit() * limit);
  return {
    unit,
    below,
    pick: (from) => from[below(from.length)]!,
    chance: (share) => unit() < share,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
    word: (length) => Array.from({ length }, () => ALPHABET[below(ALPHABET.length)]).join(''),
    part: (part) => randomFrom(Math.imul(seed ^ 0x9e3779b9, part + 1) ^ part),
  };
}
