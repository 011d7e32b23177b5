import type { RawValues } from '#domain/draft.ts';
import { HexaError } from '#domain/errors.ts';
import { optionsOf, usageOf } from './catalogue.ts';
import type { Command } from './command.ts';

/** Checks options against the command's schema. Throws `option_missing` and `option_invalid`. */
export function readCommandOptions(command: Command, raw: RawValues): unknown {
  const result = command.options.safeParse(raw);
  if (result.success) return result.data;
  const name = String(result.error.issues[0]?.path[0] ?? '');
  const value = raw[name];
  if (value === undefined || value === '') {
    throw new HexaError('option_missing', { option: name, usage: usageOf(command) });
  }
  const choices = optionsOf(command).find((option) => option.name === name)?.choices ?? [];
  throw new HexaError('option_invalid', {
    option: name,
    value: String(value).slice(0, 100),
    allowed: [...choices],
  });
}
