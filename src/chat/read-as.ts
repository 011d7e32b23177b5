import type { RawValues } from '#domain/draft.ts';
import { readPerson } from '#domain/person-query.ts';
import type { Words } from '#words/index.ts';
import { optionsOf } from './catalogue.ts';
import type { Command } from './command.ts';
import { readPeople } from './reading/lists.ts';
import type { Screen } from './screen.ts';

/** Of the people whom a command was given, those typed as `@siobhan`, which can be a username only, as they were typed. */
export function usernamesIn(command: Command, options: RawValues): string[] {
  return optionsOf(command)
    .filter(({ kind }) => kind === 'user' || kind === 'users')
    .flatMap(({ name }) => readPeople(String(options[name] ?? '')))
    .filter((typed) => readPerson(typed).by === 'username');
}

/** The same screen, which says first as what they were read. */
export function withReading(words: Words, usernames: readonly string[], screen: Screen): Screen {
  if (usernames.length === 0) return screen;
  const text = words.screens.common.readAsUsernames(usernames);
  return { ...screen, parts: [{ type: 'text', text, style: 'note', whole: usernames }, ...screen.parts] };
}
