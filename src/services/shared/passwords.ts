import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';

/** Hashing and comparing, at most as many at once as docs/design.md, section 6 says. */
export interface Passwords {
  /** A `$2b$` hash, always, whatever the password looks like. */
  hash(password: string): Promise<string>;
  /** A hash that no password fits, for users who will set their own. */
  unusable(): Promise<string>;
  /**
   * Whether a password fits a hash. Where there is none (null) it takes as long as with a hash like this one, by default
   * one of our own: the time is not to tell who exists.
   */
  fits(password: string, hash: string | null, like?: string | null): Promise<boolean>;
}

/** How many passwords are hashed at the same time: one core is left for everything else. */
export const HASHES_AT_ONCE = Math.max(1, availableParallelism() - 1);

/**
 * Hashes at most `atOnce` passwords at the same time: bcrypt works in libuv's pool, and a full pool stops DNS
 * and files for everybody (docs/design.md, section 6). `cost`: SALT_LENGTH; work doubles with each step.
 */
export function createPasswords(cost: number, atOnce = HASHES_AT_ONCE): Passwords {
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
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn();
    try {
      return await work();
    } finally {
      done();
    }
  };
  const hash = (password: string): Promise<string> => inTurn(() => bcrypt.hash(password, cost));
  const unusable = (): Promise<string> => hash(randomBytes(32).toString('base64url'));
  /** By cost, made when first needed. */
  const nobodys = new Map<number, Promise<string>>();
  const hashOfNobody = (like: string | null): Promise<string> => {
    const its = costOf(like) ?? cost;
    const known = nobodys.get(its);
    if (known !== undefined) return known;
    const made = inTurn(() => bcrypt.hash(randomBytes(32).toString('base64url'), its));
    nobodys.set(its, made);
    return made;
  };
  return {
    hash,
    unusable,
    async fits(password, known, like = null) {
      const isHash = costOf(known) !== null;
      const compared = isHash ? known! : await hashOfNobody(like);
      const isSame = await inTurn(() => bcrypt.compare(password, compared));
      return isSame && isHash;
    },
  };
}

/** The cost of a bcrypt hash; null for anything else. */
function costOf(hash: string | null): number | null {
  const cost = /^\$2[aby]\$(\d\d)\$/.exec(hash ?? '')?.[1];
  return cost === undefined ? null : Number(cost);
}
