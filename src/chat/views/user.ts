import { fullName, type User } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import { isCut } from '#words/listed.ts';
import type { Fact, Inline, Text } from '../screen.ts';
import { listFact } from './list-fact.ts';

/** Role names are shown only to those who hold Role: read (docs/design.md, section 5). */
export interface Sight {
  words: Words;
  seesRoles: boolean;
}

/** Names of the roles, those set aside behind the others. */
export function rolesFact({ words, seesRoles }: Sight, user: User): Fact {
  const { common, user: labels } = words.screens;
  if (!seesRoles) return { label: labels.roles, value: common.hidden };
  const names = (isAside: boolean): string[] =>
    user.roles.filter(({ setAside }) => setAside === isAside).map(({ name }) => name);
  const [inForce, aside] = [names(false), names(true)];
  const whole = [...inForce, ...aside.map((name) => labels.setAside(name))];
  if (isCut(whole) || aside.length === 0) return listFact(words, labels.roles, whole);
  return { label: labels.roles, value: [...inForce, labels.setAside(aside.join(', '))].join(', ') };
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
    rolesFact(sight, user),
    { label: labels.created, value: dateText(sight.words, user.createdAt) },
    { label: labels.updated, value: dateText(sight.words, user.updatedAt) },
    { label: labels.id, value: [{ type: 'code', text: user.id }] },
  ];
}
