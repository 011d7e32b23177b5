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

export const option = {
  text: (flags: Flags = {}) => described(z.string().trim().min(1).optional(), { kind: 'text', ...flags }),
  requiredText: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'text', required: true, ...flags }),
  choice: <const T extends readonly [string, ...string[]]>(choices: T) =>
    described(z.enum(choices).optional(), { kind: 'choice', choices }),
  user: (flags: Flags = {}) => described(z.string().trim().min(1).optional(), { kind: 'user', ...flags }),
  requiredUser: (flags: Flags = {}) =>
    described(z.string().trim().min(1), { kind: 'user', required: true, ...flags }),
  roles: (flags: Flags = {}) => described(list.optional(), { kind: 'roles', ...flags }),
  /** Asked in the form only; never typed, kept or shown. */
  password: () => described(z.string().optional(), { kind: 'text', ask: 'form' }),
};
