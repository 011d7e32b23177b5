import { z } from 'zod';

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

const list = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',') : value),
  z.array(z.string().trim().min(1)),
);

/** Users side by side: mentions need no comma between them. */
const users = z.preprocess(
  (value) =>
    typeof value === 'string'
      ? value
          .replace(/>\s+(?=<@)/g, '>,')
          .split(',')
          .map((each) => each.trim())
          .filter((each) => each !== '')
      : value,
  z.array(z.string()).min(1),
);

export const option = {
  text: (flags: Flags = {}) => described(z.string().trim().min(1).optional(), { kind: 'text', ...flags }),
  requiredText: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'text', required: true, ...flags }),
  choice: <const T extends readonly [string, ...string[]]>(choices: T, flags: Flags = {}) =>
    described(z.enum(choices).optional(), { kind: 'choice', choices, ...flags }),
  user: (flags: Flags = {}) => described(z.string().trim().min(1).optional(), { kind: 'user', ...flags }),
  requiredUser: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'user', required: true, ...flags }),
  requiredUsers: (flags: Flags = {}) => described(users, { kind: 'users', required: true, ...flags }),
  role: (flags: Flags = {}) => described(z.string().trim().min(1).optional(), { kind: 'role', ...flags }),
  requiredRole: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'role', required: true, ...flags }),
  /** A command of ours as it is typed, for example `users add`. */
  requiredCommand: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'command', required: true, ...flags }),
  /** From 1. */
  page: () => described(z.coerce.number().int().min(1).max(1_000_000).optional(), { kind: 'text' }),
  roles: (flags: Flags = {}) => described(list.optional(), { kind: 'roles', ...flags }),
  /** Such as 30m, 8h or 7d; `readDuration` of the domain reads it. */
  duration: () => described(z.string().trim().min(1).optional(), { kind: 'duration' }),
  /** Asked in the form only; never typed, kept or shown. */
  password: () => described(z.string().optional(), { kind: 'text', ask: 'form' }),
};
