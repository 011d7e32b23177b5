import { z } from 'zod';
import { HexaError } from '#domain/errors.ts';
import { readList, readPerson as readOnePerson, readPeople } from './reading/lists.ts';
import { named } from './reading/names.ts';
import { joined } from './reading/quotes.ts';

/** In one command. */
export const MOST_PEOPLE = 100;

/** What a typed option is, for parsing, Discord's registration, completion and the docs. */
export interface OptionMeta {
  kind: 'text' | 'choice' | 'user' | 'users' | 'role' | 'roles' | 'duration' | 'command';
  /** `form`: asked in the form only and refused when typed (passwords). */
  ask: 'option' | 'form';
  /** Takes what is typed without a name. */
  rest: boolean;
  required: boolean;
  choices: readonly string[];
}

const metas = new WeakMap<z.ZodType, OptionMeta>();

function described<T extends z.ZodType>(schema: T, meta: Partial<OptionMeta> & Pick<OptionMeta, 'kind'>): T {
  metas.set(schema, { ask: 'option', rest: false, required: false, choices: [], ...meta });
  return schema;
}

/** The description of an option made by one of the functions below. */
export function metaOf(schema: z.ZodType): OptionMeta {
  const meta = metas.get(schema);
  if (meta === undefined) throw new Error('an option must be made by chat/option.ts');
  return meta;
}

type Flags = { rest?: boolean };

const read =
  <T>(reader: (text: string) => T) =>
  (value: unknown) =>
    typeof value === 'string' ? reader(value) : value;

const list = z.preprocess(read(readList), z.array(z.string().trim().min(1)).min(1));

const people = z.preprocess(read(readPeople), z.array(z.string()).min(1).refine(atMostPeople));

/** Throws `too_many_people`. */
function atMostPeople(named: readonly string[]): boolean {
  if (named.length <= MOST_PEOPLE) return true;
  throw new HexaError('too_many_people', { named: named.length, most: MOST_PEOPLE });
}

const filled = z.string().trim().min(1);
const person = z.preprocess(read(onlyPerson), filled);
const role = z.preprocess(read(joined), filled);

/** Throws `only_one_person`. */
function onlyPerson(text: string): string {
  const one = readOnePerson(text);
  if (typeof one === 'string') return one;
  throw new HexaError('only_one_person', { named: one.length });
}

/** The kinds of options that commands can declare; each reads what was typed and says how it is completed. */
export const option = {
  text: (flags: Flags = {}) => described(z.string().trim().min(1).optional(), { kind: 'text', ...flags }),
  requiredText: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'text', required: true, ...flags }),
  choice: <const T extends readonly [string, ...string[]]>(choices: T, flags: Flags = {}) =>
    described(
      z.preprocess(
        read((text) => named(choices, text) ?? text),
        z.enum(choices).optional(),
      ),
      {
        kind: 'choice',
        choices,
        ...flags,
      },
    ),
  user: (flags: Flags = {}) => described(person.optional(), { kind: 'user', ...flags }),
  requiredUser: (flags: Flags = {}) => described(person, { kind: 'user', required: true, ...flags }),
  /** At most `MOST_PEOPLE`. */
  requiredUsers: (flags: Flags = {}) => described(people, { kind: 'users', required: true, ...flags }),
  role: (flags: Flags = {}) => described(role.optional(), { kind: 'role', ...flags }),
  requiredRole: (flags: Flags = {}) => described(role, { kind: 'role', required: true, ...flags }),
  /** A command of ours as it is typed, for example `users add`. */
  requiredCommand: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'command', required: true, ...flags }),
  /** From 1. */
  page: () => described(z.coerce.number().int().min(1).max(1_000_000).optional(), { kind: 'text' }),
  roles: (flags: Flags = {}) => described(list.optional(), { kind: 'roles', ...flags }),
  /** Such as 30m, 8h or 7d; `readDuration` of the domain reads it. */
  duration: () => described(z.string().trim().min(1).optional(), { kind: 'duration' }),
  /** Asked in the form only; never typed, saved or shown. */
  password: () => described(z.string().optional(), { kind: 'text', ask: 'form' }),
};
