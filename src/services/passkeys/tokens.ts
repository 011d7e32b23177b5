import { createHash, randomBytes } from 'node:crypto';

/** A link's token: 256 random bits, of which only the hash is stored. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** What a token is stored as. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
