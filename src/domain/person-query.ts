/** Whom somebody means by what they typed. */
export type PersonQuery =
  /** A mention of a chat account. */
  | { by: 'mention'; account: string }
  /** `@siobhan`, without the id that a mention chosen from the list carries: only a username can be meant. */
  | { by: 'username'; username: string }
  /** A mention of many: a role of Discord, a group of Slack with its name, where that was told, or all in a channel. */
  | { by: 'role' | 'group' | 'everyone'; name: string | null }
  /** An id, email, name or username. */
  | { by: 'text'; text: string };

const MENTION = /^<@!?([A-Z0-9]+)(?:\|[^>]*)?>$/;
const ROLE = /^<@&[^>]*>$/;
const GROUP = /^<!subteam\^[^|>]*(?:\|([^>]*))?>$/;
const EVERYONE = /^@(?:here|channel|everyone)$/i;

/** Reads one of the people that a command was given. */
export function readPerson(typed: string): PersonQuery {
  const text = typed.trim();
  const account = MENTION.exec(text)?.[1];
  if (account !== undefined) return { by: 'mention', account };
  if (ROLE.test(text)) return { by: 'role', name: null };
  const group = GROUP.exec(text);
  if (group !== null) return { by: 'group', name: group[1] || null };
  if (EVERYONE.test(text)) return { by: 'everyone', name: text };
  const username = /^@([^@]+)$/.exec(text)?.[1];
  return username === undefined ? { by: 'text', text } : { by: 'username', username };
}

/** What was typed as it is shown again. */
export function shownQuery(typed: string): string {
  const read = readPerson(typed);
  return 'name' in read && read.name !== null ? read.name : typed;
}
