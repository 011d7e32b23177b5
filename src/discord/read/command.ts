import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
} from 'discord.js';
import { type Catalogue, optionsOf } from '#chat/catalogue.ts';
import type { Input } from '#chat/invocation.ts';
import { lastOfList } from '#chat/reading/lists.ts';
import type { RawValues } from '#domain/draft.ts';

type Typed = readonly CommandInteractionOption[];

/** Group, subcommand and options, whichever of them there are. */
function unfolded(options: Typed): { words: string[]; options: Typed } {
  const [first] = options;
  const isFolder =
    first?.type === ApplicationCommandOptionType.SubcommandGroup ||
    first?.type === ApplicationCommandOptionType.Subcommand;
  if (first === undefined || !isFolder) return { words: [], options };
  const inner = unfolded(first.options ?? []);
  return { words: [first.name, ...inner.words], options: inner.options };
}

/** `/hexa users list search:ann` as the core takes a parsed command. */
export function readCommand({ options }: Pick<ChatInputCommandInteraction, 'options'>): Input {
  const { words, options: typed } = unfolded(options.data);
  const values = typed.flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return { type: 'command', path: words.join(' '), options: Object.fromEntries(values) as RawValues };
}

/** What somebody is typing into an option that completes. */
export interface Search {
  /** What the option holds: as in chat/option.ts. */
  kind: 'user' | 'users' | 'role' | 'roles' | 'command';
  /** What stands before the name that is being typed, where the option takes several. */
  before: string;
  text: string;
}

/** What is being typed, or null where there is nothing to suggest. */
export function readSearch(
  { options }: Pick<AutocompleteInteraction, 'options'>,
  catalogue: Catalogue,
): Search | null {
  const { words, options: typed } = unfolded(options.data);
  const focused = typed.find((option) => option.focused);
  const command = catalogue.command(words.join(' '));
  if (focused === undefined || command === null) return null;
  const kind = optionsOf(command).find(({ name }) => name === focused.name)?.kind;
  if (kind === undefined || kind === 'text' || kind === 'choice' || kind === 'duration') return null;
  const text = String(focused.value ?? '');
  if (kind !== 'users' && kind !== 'roles') return { kind, before: '', text };
  const { before, last } = lastOfList(text);
  return { kind, before, text: last };
}
