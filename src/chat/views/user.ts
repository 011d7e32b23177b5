import { fullName, type User } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import type { Fact, Inline, Text } from '../screen.ts';

/** Role names are shown only to those who hold Role: read (docs/design.md, section 5). */
export interface Sight {
  words: Words;
  seesRoles: boolean;
}

/** Names of the roles, those set aside behind the others. */
export function rolesText({ words, seesRoles }: Sight, user: User): string {
  const { common, user: labels } = words.screens;
  if (!seesRoles) return common.hidden;
  const names = (isAside: boolean): string[] =>
    user.roles.filter(({ setAside }) => setAside === isAside).map(({ name }) => name);
  const [inForce, aside] = [names(false), names(true)];
  const parts = [...inForce, ...(aside.length === 0 ? [] : [labels.setAside(aside.join(', '))])];
  return parts.length === 0 ? common.none : parts.join(', ');
}

/** A date, or that there was none. */
export function dateText(words: Words, at: Date | null): Text {
  return at === null
    ? words.screens.common.never
    : ([{ type: 'instant', at, style: 'date' }] satisfies Inline[]);
}

/** Everything about a user, label by label. */
export function userFacts(sight: Sight, user: User): Fact[] {
  const { user: labels, common } = sight.words.screens;
  return [
    { label: labels.name, value: fullName(user) },
    { label: labels.status, value: common.status[user.status] },
    { label: labels.email, value: user.email },
    { label: labels.username, value: user.username },
    { label: labels.roles, value: rolesText(sight, user) },
    { label: labels.id, value: [{ type: 'code', text: user.id }] },
    { label: labels.created, value: dateText(sight.words, user.createdAt) },
    { label: labels.updated, value: dateText(sight.words, user.updatedAt) },
  ];
}
