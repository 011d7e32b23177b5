import { isDeepStrictEqual } from 'node:util';
import type { APIApplicationCommand } from 'discord.js';
import type { CommandBody } from './commands.ts';

/** What to write and to remove in a guild. */
export interface Differences {
  /** New ones and changed ones alike: to create a command of a name that is there overwrites it. */
  write: CommandBody[];
  /** Ids of what is registered and wanted no more. */
  remove: string[];
}

/** What has to be written so that `registered` becomes `wanted`. */
export function differences(
  registered: readonly APIApplicationCommand[],
  wanted: readonly CommandBody[],
): Differences {
  const byKey = new Map(registered.map((command) => [keyOf(command), command]));
  const keys = new Set(wanted.map(keyOf));
  return {
    write: wanted.filter((body) => {
      const present = byKey.get(keyOf(body));
      return present === undefined || !isDeepStrictEqual(normalised(present), normalised(body));
    }),
    remove: registered.filter((command) => !keys.has(keyOf(command))).map(({ id }) => id),
  };
}

function keyOf({ type = 1, name }: { type?: number | undefined; name: string }): string {
  return `${type} ${name}`;
}

const COMPARED = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'default_member_permissions',
  'required',
  'autocomplete',
  'value',
] as const;

/**
 * What counts, in one shape: Discord leaves out what is false or empty, answers translations that were not sent as
 * null, and does not give back `contexts` of guild commands ("Application Commands", Application Command Object).
 */
function normalised(item: object): object {
  const record = item as Record<string, unknown>;
  const own = COMPARED.flatMap((key) => {
    const value = record[key];
    const isNothing =
      value === undefined ||
      value === null ||
      value === false ||
      value === '' ||
      (typeof value === 'object' && Object.keys(value).length === 0);
    return isNothing ? [] : [[key, value] as const];
  });
  const inner = (key: 'options' | 'choices') => {
    const list = record[key];
    return Array.isArray(list) ? list.map((each: object) => normalised(each)) : [];
  };
  return { type: 1, ...Object.fromEntries(own), options: inner('options'), choices: inner('choices') };
}
