import { type Catalogue, optionsOf } from '#chat/catalogue.ts';
import type { Words } from '#words/index.ts';
import type { CommandInfo } from './protocol.ts';

/** What the composer completes, in the order of the catalogue. */
export function commandInfos({ commands }: Catalogue, words: Words): CommandInfo[] {
  return commands.map((command) => {
    const said = words.commands[command.path];
    return {
      path: command.path,
      summary: said?.summary ?? '',
      options: optionsOf(command)
        .filter(({ ask }) => ask === 'option')
        .map(({ name, kind, choices, rest }) => ({
          name,
          hint: said?.options[name] ?? '',
          kind,
          choices: [...choices],
          isRest: rest,
        })),
    };
  });
}
