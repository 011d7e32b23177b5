import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { afterEach, expect, it, vi } from 'vitest';
import { createPasswords } from '#services/shared/passwords.ts';

afterEach(() => void vi.restoreAllMocks());

it('hashes and compares as many passwords at once as there are cores, less one, and at least one', async () => {
  let running = 0;
  let most = 0;
  /** The real one, counted. */
  const counted =
    <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> => {
      running += 1;
      most = Math.max(most, running);
      return work(...given).finally(() => {
        running -= 1;
      });
    };
  const { hash, compare } = bcrypt;
  vi.spyOn(bcrypt, 'hash').mockImplementation(counted<[string | Buffer, string | number], string>(hash));
  vi.spyOn(bcrypt, 'compare').mockImplementation(counted<[string | Buffer, string], boolean>(compare));
  const passwords = createPasswords(4);
  const known = await passwords.hash('correct horse');
  const cores = availableParallelism();
  const asked = Array.from({ length: cores + 2 }, () => [
    passwords.hash('correct horse'),
    passwords.fits('correct horse', known),
  ]);
  const done = await Promise.all(asked.flat());
  expect(done.filter((one) => one === true)).toHaveLength(cores + 2);
  expect(most).toBe(Math.max(1, cores - 1));
});
