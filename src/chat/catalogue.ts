import type { z } from 'zod';
import type { ActionHandler, Command, FormHandler } from './command.ts';
import type { Declarations, DeclaredCommand } from './declared.ts';
import { openForm } from './open-form.ts';
import { metaOf, type OptionMeta } from './option.ts';
import { proofOpened } from './proof-opened.ts';
import { showWholeList, WHOLE_LIST } from './whole-list.ts';

/** An option with the name that people type before the colon. */
export interface NamedOption extends OptionMeta {
  name: string;
}

const named = new WeakMap<z.ZodType, readonly NamedOption[]>();

/** The options of a command, in the order in which it declares them. */
export function optionsOf({ options }: Pick<DeclaredCommand, 'options'>): readonly NamedOption[] {
  const known =
    named.get(options) ??
    Object.entries(options.shape).map(([name, schema]) => ({ name, ...metaOf(schema as z.ZodType) }));
  named.set(options, known);
  return known;
}

/** How a command is typed, for example `/hexa users show <user>`. */
export function usageOf(command: DeclaredCommand): string {
  const options = optionsOf(command)
    .filter(({ ask }) => ask === 'option')
    .map(({ name, rest, required }) => {
      const shown = rest ? name : `${name}:…`;
      return required ? `<${shown}>` : `[${shown}]`;
    });
  return ['/hexa', command.path, ...options].join(' ');
}

/** What an action or form of the catalogue belongs to. */
interface Owned<H> {
  command: Command;
  handler: H;
}

/** All commands, actions and forms, found by path or name; null for what there is not. */
export interface Catalogue extends Declarations {
  commands: readonly Command[];
  command(path: string): Command | null;
  action(name: string): { command: Command | null; handler: ActionHandler } | null;
  form(name: string): Owned<FormHandler> | null;
}

/** Indexes the list of commands. Throws when two of them claim the same path, action or form. */
export function createCatalogue(commands: readonly Command[]): Catalogue {
  const byPath = new Map<string, Command>();
  const actions = new Map<string, { command: Command | null; handler: ActionHandler }>();
  add(actions, 'forms.open', { command: null, handler: openForm });
  add(actions, 'proof.opened', { command: null, handler: proofOpened });
  add(actions, WHOLE_LIST, { command: null, handler: showWholeList });
  const forms = new Map<string, Owned<FormHandler>>();
  for (const command of commands) {
    add(byPath, command.path, command);
    for (const [name, handler] of Object.entries(command.actions ?? {}))
      add(actions, name, { command, handler });
    for (const [name, handler] of Object.entries(command.forms ?? {})) add(forms, name, { command, handler });
  }
  return {
    commands,
    command: (path) => byPath.get(path) ?? null,
    action: (name) => actions.get(name) ?? null,
    form: (name) => forms.get(name) ?? null,
  };
}

function add<T>(map: Map<string, T>, name: string, value: T): void {
  if (map.has(name)) throw new Error(`${name} stands twice in the catalogue`);
  map.set(name, value);
}
