import type { RawValues } from '#domain/draft.ts';
import { HexaError, problem } from '#domain/errors.ts';
import { cleanLines } from '#domain/text.ts';
import type { Words } from '#words/index.ts';
import type { Catalogue } from './catalogue.ts';
import { cleanValues } from './clean-values.ts';
import type { Command, FormHandler } from './command.ts';
import type { Context } from './context.ts';
import { needsOf } from './declared.ts';
import type { Needs } from './gate.ts';
import type { Input } from './invocation.ts';
import { parseTyped } from './parse-typed.ts';
import { usernamesIn } from './read-as.ts';
import { readCommandOptions } from './read-options.ts';
import type { Reply } from './reply.ts';
import { commandOf, RUN_COMMAND } from './run-command.ts';
import type { Screen } from './screen.ts';
import { findOptions, SEARCH_NEEDS } from './search.ts';

interface WorkBase {
  /** For audit and log: a command path, action or form name. */
  name: string;
  needs: Needs;
  changes: boolean;
  opens: 'screen' | 'form';
  /** What was typed for people and read as usernames (read-as.ts). */
  usernames?: readonly string[];
}

/** What an invocation asks for, found in the catalogue, with its input already bound. */
export type Work = WorkBase &
  (
    | { type: 'answer'; run(context: Context): Promise<Reply[]> }
    | {
        type: 'form';
        draft: string;
        values: RawValues;
        secrets: readonly string[];
        keeps: readonly string[];
        working(words: Words): { title: string; text: string };
        check(context: Context, values: RawValues): Promise<void>;
        run(context: Context, values: RawValues): Promise<Reply[]>;
        reopen: (
          context: Context,
          ...rest: Parameters<FormHandler['reopen']> extends [Context, ...infer A] ? A : never
        ) => Promise<Screen>;
      }
  );

/** Finds what is asked for. Throws what `parseTyped` throws, and `outdated` for names that are not in the catalogue. */
export function resolve(catalogue: Catalogue, input: Input): Work {
  switch (input.type) {
    case 'line': {
      const { command, options } = parseTyped(catalogue, cleanLines(input.text));
      return commandWork(command, options);
    }
    case 'command':
      return commandWork(known(catalogue, input.path), cleanValues(input.options));
    case 'action': {
      if (input.name === RUN_COMMAND) return commandWork(known(catalogue, commandOf(input.ids)), {});
      const found = catalogue.action(input.name);
      if (found === null) throw new HexaError('outdated', {});
      const { handler, command } = found;
      const selected = input.selected.map(cleanLines);
      const pressed = { ...input, selected, values: cleanValues(input.values) };
      return {
        type: 'answer',
        name: input.name,
        needs: handler.needs ?? (command === null ? {} : needsOf(command)),
        changes: handler.changes,
        opens: handler.opens,
        run: (context) => handler.run(context, pressed),
      };
    }
    case 'form': {
      const found = catalogue.form(input.name);
      if (found === null) throw new HexaError('outdated', {});
      return formWork(found.command, found.handler, input);
    }
    case 'search':
      return searchWork(input);
  }
}

function known(catalogue: Catalogue, path: string): Command {
  const command = catalogue.command(path);
  if (command === null) throw new HexaError('unknown_command', { typed: path, nearest: null });
  return command;
}

function commandWork(command: Command, options: RawValues): Work {
  const read = () => readCommandOptions(command, options) as never;
  return {
    type: 'answer',
    name: command.path,
    needs: typeof command.needs === 'function' ? command.needs(read()) : command.needs,
    changes: command.changes,
    opens: command.opens,
    usernames: usernamesIn(command, options),
    run: async (context) => command.run(context, read()),
  };
}

function formWork(command: Command, handler: FormHandler, input: Extract<Input, { type: 'form' }>): Work {
  const read = (values: RawValues) => {
    const result = handler.values.safeParse(values);
    if (result.success) return result.data;
    const fields = [...new Set(result.error.issues.map(({ path }) => String(path[0] ?? '')))];
    throw new HexaError('invalid', { problems: fields.map((field) => problem(field, 'required', {})) });
  };
  return {
    type: 'form',
    name: input.name,
    needs: handler.needs ?? needsOf(command),
    changes: true,
    opens: 'screen',
    draft: input.draft,
    values: cleanValues(input.values, handler.secrets),
    secrets: handler.secrets,
    keeps: handler.keeps ?? [],
    working: (words) => handler.working(words),
    check: async (context, values) => handler.check(context, read(values)),
    run: async (context, values) => handler.run(context, read(values)),
    reopen: (context, values, problems) => handler.reopen(context, values, problems),
  };
}

/** Only for those who may see what is searched; a refusal leaves the list empty. */
function searchWork({ source, text }: Extract<Input, { type: 'search' }>): Work {
  if (!(source in SEARCH_NEEDS)) throw new HexaError('outdated', {});
  const known = source as keyof typeof SEARCH_NEEDS;
  return {
    type: 'answer',
    name: `search ${source}`,
    needs: SEARCH_NEEDS[known],
    changes: false,
    opens: 'screen',
    run: async (context) => [
      { type: 'options', options: await findOptions(context, known, cleanLines(text)) },
    ],
  };
}
