import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';

export interface Passwords {
  /** A `$2b$` hash, always, whatever the password looks like. */
  hash(password: string): Promise<string>;
  /** A hash that no password fits, for users who will set their own. */
  unusable(): Promise<string>;
}

/**
 * Hashes at most `atOnce` passwords at the same time: bcrypt works in libuv's pool, and a full pool stops DNS
 * and files for everybody (design section 6). `cost`: SALT_LENGTH; work doubles with each step.
 */
export function createPasswords(cost: number, atOnce = Math.max(1, availableParallelism() - 1)): Passwords {
  const waiting: (() => void)[] = [];
  let running = 0;

  const turn = async (): Promise<void> => {
    if (running < atOnce) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const hash = async (password: string): Promise<string> => {
    await turn();
    try {
      return await bcrypt.hash(password, cost);
    } finally {
      done();
    }
  };
  return { hash, unusable: () => hash(randomBytes(32).toString('base64url')) };
}
