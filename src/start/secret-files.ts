import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of secrets, as Docker and systemd hand them over in files: `NAME_FILE` holds the path. */
const SECRET = /^(DATABASE_URL|DB_URL|EMAIL_SMTP_PASS|[A-Z_]+_(TOKEN|SECRET|PASSWORD))$/;

/** Whether a variable may come from a file (docs/design.md, section 13). */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/**
 * The environment with each secret that `NAME_FILE` names read from its file, less one newline at its end, and what is
 * wrong with those files, a sentence each. `names`: the variables that there are.
 */
export function readSecretFiles(
  given: Environment,
  names: readonly string[],
): { environment: Environment; problems: string[] } {
  const problems: string[] = [];
  const read: Record<string, string> = {};
  for (const name of names.filter(isSecretName)) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) problems.push(`${name} and ${name}_FILE are both set: keep one.`);
    else {
      const secret = contentOf(file);
      if ('problem' in secret) problems.push(`${name}_FILE names ${file}, which ${secret.problem}.`);
      else read[name] = secret.text;
    }
  }
  return { environment: { ...given, ...read }, problems };
}

function contentOf(file: string): { text: string } | { problem: string } {
  try {
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return text.trim() === '' ? { problem: 'is empty' } : { text };
  } catch {
    return { problem: 'cannot be read: check the path and its permissions' };
  }
}
