import { isAddress, normaliseEmail } from './address.ts';
import { type Problem, problem } from './errors.ts';
import { cleanName } from './text.ts';

/** docs/design.md, section 6. bcrypt reads no more than 72 bytes: a longer password is refused, never cut. */
export const PASSWORD_MIN_CHARACTERS = 8;
/** In UTF-8; bcrypt reads no more. */
export const PASSWORD_MAX_BYTES = 72;
/** Longer than any real name; the columns have no bound of their own, and screens must stay readable. */
export const NAME_MAX_CHARACTERS = 255;

/** What the form asks, as typed. Passwords are absent where the new user sets their own (`invite`). */
export interface NewUserForm {
  first: string;
  last: string;
  username: string;
  email: string;
  password?: string | undefined;
  confirmation?: string | undefined;
  roles: readonly string[];
}

/** The same, cleaned: names as `cleanName` has them, email in lower case (Hexabot compares it exactly at sign-in). */
export interface NewUser {
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  roleIds: string[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;

/** Problems of a short text as it was typed: something to be seen, on one line. */
export function shortTextProblems(field: string, typed: string): Problem[] {
  const value = cleanName(typed);
  if (value === '') return [problem(field, 'required', {})];
  if (CONTROL_CHARACTERS.test(typed.trim())) return [problem(field, 'has_control_characters', {})];
  if ([...value].length > NAME_MAX_CHARACTERS)
    return [problem(field, 'too_long', { max: NAME_MAX_CHARACTERS })];
  return [];
}

/** Problems of an address that is in lower case and trimmed; field `email`. */
export function emailProblems(email: string): Problem[] {
  const problems = shortTextProblems('email', email);
  if (problems.length === 0 && !isAddress(email)) return [problem('email', 'email_invalid', {})];
  return problems;
}

/** Every rule of a password and its confirmation, all problems at once. Also used by the invitation page. */
export function passwordProblems(password: string, confirmation: string): Problem[] {
  const problems: Problem[] = [];
  if (password === '') problems.push(problem('password', 'required', {}));
  else if ([...password].length < PASSWORD_MIN_CHARACTERS) {
    problems.push(problem('password', 'password_short', { min: PASSWORD_MIN_CHARACTERS }));
  } else if (Buffer.byteLength(password, 'utf8') > PASSWORD_MAX_BYTES || password.includes('\0')) {
    problems.push(problem('password', 'password_long', { maxBytes: PASSWORD_MAX_BYTES }));
  }
  if (confirmation === '') problems.push(problem('confirmation', 'required', {}));
  else if (confirmation !== password) problems.push(problem('confirmation', 'password_mismatch', {}));
  return problems;
}

/** Cleans the form and lists every problem that needs no database (docs/design.md, section 6). */
export function readNewUser(form: NewUserForm): { user: NewUser; problems: Problem[] } {
  const user: NewUser = {
    firstName: cleanName(form.first),
    lastName: cleanName(form.last),
    username: cleanName(form.username),
    email: normaliseEmail(cleanName(form.email)),
    roleIds: [...new Set(form.roles)],
  };
  const problems = [
    ...shortTextProblems('first', form.first),
    ...shortTextProblems('last', form.last),
    ...shortTextProblems('username', form.username),
    ...emailProblems(normaliseEmail(form.email)),
    ...(form.password === undefined ? [] : passwordProblems(form.password, form.confirmation ?? '')),
    ...(user.roleIds.length === 0 ? [problem('roles', 'role_required', {})] : []),
  ];
  return { user, problems };
}
