import { randomBytes } from 'node:crypto';

/** An id that looks like Slack's: a letter for the kind, then random capitals and digits. */
export function newId(prefix: string): string {
  return `${prefix}0${randomBytes(6).toString('hex').toUpperCase().slice(0, 9)}`;
}

/** Random letters, as Slack makes up for a `block_id`, an `action_id` or the end of a trigger. */
export function newToken(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}
