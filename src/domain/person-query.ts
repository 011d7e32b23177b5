/** Whom somebody means by what they typed. */
export type PersonQuery =
  /** A mention of a chat account. */
  | { by: 'mention'; account: string }
  /** `@siobhan`, without the id that a mention chosen from the list carries: only a username can be meant. */
  | { by: 'username'; username: string }
  /** A mention of a role or a group of people. */
  | { by: 'group' }
  /** An id, email, name or username. */
  | { by: 'text'; text: string };

const MENTION = /^<@!?([A-Z0-9]+)(?:\|[^>]*)?>$/;
const GROUP = /^<(?:@&|!subteam\^)[^>]*>$/;

/** Reads one of the people that a command was given. */
export function readPerson(typed: string): PersonQuery {
  const text = typed.trim();
  const account = MENTION.exec(text)?.[1];
  if (account !== undefined) return { by: 'mention', account };
  if (GROUP.test(text)) return { by: 'group' };
  const username = /^@([^@]+)$/.exec(text)?.[1];
  return username === undefined ? { by: 'text', text } : { by: 'username', username };
}
