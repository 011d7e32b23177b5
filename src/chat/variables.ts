import { z } from 'zod';

/** What was given, without empty variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that may be absent, trimmed. */
export const text = z.string().trim().optional();

/** A web address, without its trailing slashes. */
export const address = (name: string) =>
  z
    .url({ protocol: /^https?$/, error: `${name} must be an address that starts with http:// or https://.` })
    .transform((value) => value.replace(/\/+$/, ''))
    .optional();

/** The checked values, or null and what is malformed: one sentence each, with the name of its variable. */
export function readVariables<Schema extends z.ZodObject>(
  schema: Schema,
  given: Environment,
): { values: z.output<Schema> | null; malformed: string[] } {
  const { data, error } = schema.safeParse(given);
  const malformed = (error?.issues ?? []).map(({ message, path }) =>
    message.includes(String(path[0])) ? message : `${String(path[0])}: ${message}`,
  );
  return { values: data ?? null, malformed };
}
