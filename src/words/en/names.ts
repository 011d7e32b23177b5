/** Names of commands, options and choices in other languages, at most 32 lower-case letters, digits and dashes. */
export const names = {} as Readonly<Record<string, string>>;
