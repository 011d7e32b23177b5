import leven from 'leven';
import { HexaError } from '#domain/errors.ts';
import { type Catalogue, type NamedOption, optionsOf, usageOf } from './catalogue.ts';
import type { Command } from './command.ts';
import type { Declarations } from './declared.ts';
import { named, nearestName } from './reading/names.ts';
import { hasPassword } from './reading/passwords.ts';
import { joined, pieces } from './reading/quotes.ts';

/** What was typed, as a command and its options. */
export interface TypedCommand {
  command: Command;
  /** By option, as typed; lists still with their quotes. */
  options: Record<string, string>;
}

/** What was typed, cut at the names of options. */
interface Cut {
  head: string;
  named: { key: string; text: string }[];
}

/**
 * Reads what was typed after `/hexa`: the longest path that fits, then options. Nothing typed is `home`. What stands
 * after `name:` belongs to that option until the next name. Throws `unknown_command`, `unknown_option`,
 * `unexpected_text`, `password_typed`.
 */
export function parseTyped(catalogue: Catalogue, text: string): TypedCommand {
  const cut = cutAtNames(catalogue, text);
  // Before all other mistakes, whose words say again what was typed.
  if (hasPassword(text)) throw new HexaError('password_typed', { usage: usageBefore(catalogue, cut.head) });
  const { command, rest } = findCommand(catalogue, cut.head);
  return { command, options: readOptions(command, rest, cut.named) };
}

/** What was typed without `/hexa`, which may be left out where there are no other commands. */
export function withoutHexa(text: string): string {
  return text.trim().replace(/^(?:\/?hexa(?:\s+|$)|\/)/iu, '');
}

/** The command that this begins with, as in `users roles ann@example.com`. Throws `unknown_command`. */
export function commandAt<C extends Declarations>(catalogue: C, text: string): C['commands'][number] {
  return findCommand(catalogue, cutAtNames(catalogue, withoutHexa(text)).head).command;
}

/** A word and a colon, in any script, also with a space between; an address such as https://… is none. */
const NAME = /(?<=^|[\s,;])([\p{L}][\p{L}\p{M}’'-]*)(\s*)[:：](?!\/\/)/gu;

function cutAtNames(catalogue: Declarations, text: string): Cut {
  // Most name no option.
  if (!/[:：]/.test(text)) return { head: text, named: [] };
  const known = [
    ...new Set(catalogue.commands.flatMap((command) => optionsOf(command).map(({ name }) => name))),
  ];
  const found = pieces(text)
    .filter(({ isQuoted }) => !isQuoted)
    .flatMap(({ text: piece, from }) =>
      [...piece.matchAll(NAME)].map((match) => ({
        key: match[1]!,
        isApart: match[2] !== '',
        from: from + match.index,
        to: from + match.index + match[0].length,
      })),
    )
    // `great :tada:` is no option, but `status :active` and `rôle : admin` are.
    .filter(
      ({ key, isApart, to }) =>
        !isApart || /^(?:\s|["“„«]|$)/u.test(text.slice(to)) || named(known, key) !== null,
    );
  const ends = [...found.slice(1).map(({ from }) => from), text.length];
  return {
    head: text.slice(0, found[0]?.from ?? text.length),
    named: found.map(({ key, to }, at) => ({ key, text: text.slice(to, ends[at]).trim() })),
  };
}

/** What to type instead of what has a password in it: its command, if it begins with one. */
function usageBefore(catalogue: Declarations, head: string): string {
  try {
    return `/hexa ${findCommand(catalogue, head).command.path}`;
  } catch {
    return '/hexa';
  }
}

const LONGEST_PATH = 3;

function findCommand<C extends Declarations>(
  catalogue: C,
  head: string,
): { command: C['commands'][number]; rest: string } {
  const parts = [...(head.trim() === '' ? 'home' : head).matchAll(/\S+/gu)].slice(0, LONGEST_PATH);
  for (let length = parts.length; length > 0; length -= 1) {
    const command = catalogue.command(pathOf(parts.slice(0, length)));
    const last = parts[length - 1]!;
    if (command !== null) return { command, rest: head.slice(last.index + last[0].length).trim() };
  }
  const typed = pathOf(parts.slice(0, 2)).slice(0, 100);
  throw new HexaError('unknown_command', { typed, nearest: nearestPath(catalogue, typed) });
}

function pathOf(parts: readonly RegExpExecArray[]): string {
  return parts.map(([part]) => part.toLowerCase()).join(' ');
}

/** The path with the fewest letters to change in as many parts, when that is at most two fifths of them (or one letter). */
function nearestPath(catalogue: Declarations, typed: string): string | null {
  const parts = typed.split(' ');
  const [best] = catalogue.commands
    .map(({ path }) => {
      const beginning = parts.slice(0, path.split(' ').length).join(' ');
      return {
        path,
        distance: leven(path, beginning),
        most: Math.max(1, Math.ceil(beginning.length * 0.4)),
      };
    })
    .filter(({ distance, most }) => distance <= most)
    .sort((a, b) => a.distance / a.path.length - b.distance / b.path.length);
  return best?.path ?? null;
}

function readOptions(command: Command, head: string, given: Cut['named']): Record<string, string> {
  const typable = optionsOf(command).filter(({ ask }) => ask === 'option');
  const names = typable.map(({ name }) => name);
  const options: Record<string, string> = {};
  for (const { key, text } of given) {
    const option = typable.find(({ name }) => name === named(names, key));
    if (option === undefined) {
      throw new HexaError('unknown_option', { option: key, known: names, nearest: nearestName(names, key) });
    }
    const before = options[option.name];
    options[option.name] = !isList(option)
      ? oneValue(option, text)
      : before === undefined
        ? text
        : `${before}, ${text}`;
  }
  if (head === '') return options;
  const rest = typable.find((option) => option.rest);
  const same = rest === undefined ? undefined : options[rest.name];
  if (rest === undefined || (same !== undefined && !isList(rest))) {
    throw new HexaError('unexpected_text', { text: joined(head).slice(0, 100), usage: usageOf(command) });
  }
  options[rest.name] = !isList(rest) ? oneValue(rest, head) : same === undefined ? head : `${head}, ${same}`;
  return options;
}

/** Where no person is meant, a group that Slack has marked is only its name. */
function oneValue({ kind }: NamedOption, text: string): string {
  const value = joined(text);
  return kind === 'user' ? value : value.replace(/<!subteam\^[^<>|]*\|([^<>]*)>/gu, '$1');
}

function isList({ kind }: NamedOption): boolean {
  return kind === 'users' || kind === 'roles';
}
