import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
} from 'discord.js';
import { type Catalogue, optionsOf } from '#chat/catalogue.ts';
import type { Input } from '#chat/invocation.ts';
import type { OptionMeta } from '#chat/option.ts';
import { lastOfList } from '#chat/reading/lists.ts';
import type { RawValues } from '#domain/draft.ts';

type Typed = readonly CommandInteractionOption[];

/** Group, subcommand and options, whichever of them there are. */
function unfolded(options: Typed): { names: string[]; options: Typed } {
  const [first] = options;
  const isFolder =
    first?.type === ApplicationCommandOptionType.SubcommandGroup ||
    first?.type === ApplicationCommandOptionType.Subcommand;
  if (first === undefined || !isFolder) return { names: [], options };
  const inner = unfolded(first.options ?? []);
  return { names: [first.name, ...inner.names], options: inner.options };
}

/** `/hexa users list search:ann` as the core takes a parsed command. */
export function readCommand({ options }: Pick<ChatInputCommandInteraction, 'options'>): Input {
  const { names, options: typed } = unfolded(options.data);
  const values = typed.flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return { type: 'command', path: names.join(' '), options: Object.fromEntries(values) as RawValues };
}

type Kind = OptionMeta['kind'];

/** Whether Discord asks us what to suggest while such an option is typed. Choices it has from the registration. */
const COMPLETES = {
  text: false,
  choice: false,
  duration: false,
  user: true,
  users: true,
  role: true,
  roles: true,
  command: true,
} as const satisfies Record<Kind, boolean>;

type Completing = { [Each in Kind]: (typeof COMPLETES)[Each] extends true ? Each : never }[Kind];

/** Whether an option of this kind completes, for its registration and for what is typed into it. */
export function completes(kind: Kind): kind is Completing {
  return COMPLETES[kind];
}

/** What somebody is typing into an option that completes. */
export interface Search {
  kind: Completing;
  /** What stands before the name that is being typed, where the option takes several. */
  before: string;
  text: string;
}

/** What is being typed, or null where there is nothing to suggest. */
export function readSearch(
  { options }: Pick<AutocompleteInteraction, 'options'>,
  catalogue: Catalogue,
): Search | null {
  const { names, options: typed } = unfolded(options.data);
  const focused = typed.find((option) => option.focused);
  const command = catalogue.command(names.join(' '));
  if (focused === undefined || command === null) return null;
  const kind = optionsOf(command).find(({ name }) => name === focused.name)?.kind;
  if (kind === undefined || !completes(kind)) return null;
  const text = String(focused.value ?? '');
  if (kind !== 'users' && kind !== 'roles') return { kind, before: '', text };
  const { before, last } = lastOfList(text);
  return { kind, before, text: last };
}
