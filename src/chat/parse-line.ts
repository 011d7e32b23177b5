import leven from 'leven';
import { HexaError } from '#domain/errors.ts';
import { type Catalogue, optionsOf, usageOf } from './catalogue.ts';
import type { Command } from './command.ts';
import type { Declarations } from './declared.ts';

interface Token {
  /** The name before the colon, in lower case; null for plain text. */
  key: string | null;
  value: string;
}

/**
 * Words; `"several words"` is one; `key:value`, `key: value` and `key:"several words"` carry a name; `key:` before
 * another name or at the end is empty. Never fails.
 */
function tokens(text: string): Token[] {
  const found = text.matchAll(/([A-Za-z]+):(?=\s*$|\s+[A-Za-z]+:)|(?:([A-Za-z]+):\s*)?(?:"([^"]*)"|(\S+))/g);
  return [...found].map(([, emptyKey, key, quoted, word]) => ({
    key: (key ?? emptyKey)?.toLowerCase() ?? null,
    value: quoted ?? word ?? '',
  }));
}

/** A password with its name, wherever it stands: what is typed in chat stays in its history. */
const PASSWORD = /(?<![\p{L}\d])(?:pass\p{L}*|pwd|confirmation|mot[-_ ]de[-_ ]passe|mdp)\s*[:=]/iu;

export interface ParsedLine {
  command: Command;
  options: Record<string, string>;
}

/**
 * Reads what was typed after `/hexa`: the longest path that fits, then options. Nothing typed is `home`.
 * Throws `unknown_command`, `unknown_option`, `unexpected_text`, `password_typed`.
 */
export function parseLine(catalogue: Catalogue, text: string): ParsedLine {
  const all = tokens(text);
  const words = all.map(({ key, value }) => (key === null ? value.toLowerCase() : null));
  // Before all other mistakes, whose words say again what was typed.
  if (PASSWORD.test(text)) throw new HexaError('password_typed', { usage: usageBefore(catalogue, words) });
  const command = findCommand(catalogue, words);
  const used = words.length === 0 ? 0 : command.path.split(' ').length;
  return { command, options: readOptions(command, all.slice(used)) };
}

/** What to type instead of a line with a password in it: its command, if it begins with one. */
function usageBefore(catalogue: Declarations, words: readonly (string | null)[]): string {
  try {
    return `/hexa ${findCommand(catalogue, words).path}`;
  } catch {
    return '/hexa';
  }
}

/** The command that this begins with, as in `users roles ann@example.com`. Throws `unknown_command`. */
export function commandAt<C extends Declarations>(catalogue: C, text: string): C['commands'][number] {
  const all = tokens(text.replace(/^\/?hexa\s+/i, ''));
  return findCommand(
    catalogue,
    all.map(({ key, value }) => (key === null ? value.toLowerCase() : null)),
  );
}

function findCommand<C extends Declarations>(
  catalogue: C,
  words: readonly (string | null)[],
): C['commands'][number] {
  const path =
    words.length === 0 ? ['home'] : words.slice(0, words.includes(null) ? words.indexOf(null) : undefined);
  for (let length = Math.min(path.length, 3); length > 0; length -= 1) {
    const command = catalogue.command(path.slice(0, length).join(' '));
    if (command !== null) return command;
  }
  const typed = path.slice(0, 2).join(' ').slice(0, 100);
  throw new HexaError('unknown_command', { typed, nearest: nearestPath(catalogue, typed) });
}

/** The path with the fewest letters to change in as many words, when that is at most two fifths of them (or one letter). */
function nearestPath(catalogue: Declarations, typed: string): string | null {
  const words = typed.split(' ');
  const [best] = catalogue.commands
    .map(({ path }) => {
      const beginning = words.slice(0, path.split(' ').length).join(' ');
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

function readOptions(command: Command, given: readonly Token[]): Record<string, string> {
  const known = optionsOf(command);
  const typable = known.filter(({ ask }) => ask === 'option');
  const rest = typable.find((option) => option.rest);
  const options: Record<string, string> = {};
  const plain: string[] = [];
  for (const { key, value } of given) {
    if (key === null) plain.push(value);
    else if (typable.some(({ name }) => name === key)) options[key] = value;
    else throw new HexaError('unknown_option', { option: key, known: typable.map(({ name }) => name) });
  }
  const text = plain.join(' ');
  if (text !== '' && rest === undefined) {
    throw new HexaError('unexpected_text', { text: text.slice(0, 100), usage: usageOf(command) });
  }
  if (text !== '' && rest !== undefined) options[rest.name] ??= text;
  return options;
}
