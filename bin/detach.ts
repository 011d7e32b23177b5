import { rows, sql } from '#database/connection.ts';
import { fullName, type User } from '#domain/user.ts';
import { detach } from '#services/attached/detach.ts';
import type { Config } from '../src/config.ts';
import { type OpenDatabase, openDatabase } from '../src/start/open-database.ts';
import { StartError } from '../src/start/start-error.ts';

/** Gives everything back to Hexabot and says what is left to do. Throws StartError while the service runs here. */
export async function detachCommand(config: Config): Promise<string> {
  const address = `http://${config.http.host}:${config.http.port}`;
  if (await answers(address)) {
    throw new StartError(`The service runs at ${address}. Stop it first, or it would set roles aside again.`);
  }
  const database = await openDatabase({ config, purpose: 'command' });
  try {
    if (database.mode === 'standalone') {
      throw new StartError('This database is our own, not a Hexabot’s: there is nothing to detach from.');
    }
    const { db } = database;
    const users = await detach({
      db,
      attached: true,
      clock: () => new Date(),
      announce: async () => {},
      queue: null,
      settings: { mail: false, lockout: true },
    });
    return [...given(users), '', ...(await whatIsLeft(database))].join('\n');
  } finally {
    await database.close();
  }
}

async function answers(address: string): Promise<boolean> {
  return fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );
}

function given(users: readonly User[]): string[] {
  if (users.length === 0) return ['No roles were set aside.'];
  return [
    'Roles were given back to these users. They are not active, but Hexabot lets them in all the same:',
    'take their roles away in its panel, or delete them, where that is not wanted.',
    ...users.map((user) => {
      const roles = user.roles.filter(({ setAside }) => setAside).map(({ name }) => name);
      return `  ${fullName(user)} <${user.email}> (${user.status}): ${roles.join(', ')}`;
    }),
  ];
}

async function whatIsLeft({ db }: OpenDatabase): Promise<string[]> {
  const [user] = await rows<{ name: string; schema: string; owns: boolean }>(
    db.em(),
    sql`SELECT quote_ident(current_user) AS name, quote_ident(${db.schema}) AS schema,
      (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class
        WHERE oid = to_regclass(format('%I.users', ${db.schema}::text))) AS owns`,
  );
  const { name = '', schema = '', owns = true } = user ?? {};
  return [
    'Nothing of Hexabot’s depends on us any more. To remove what is ours, as the owner:',
    '  DROP SCHEMA chatops CASCADE;',
    '  DROP SCHEMA chatops_jobs CASCADE;',
    ...(owns
      ? []
      : [
          `  REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${name};`,
          `  REVOKE ALL ON SCHEMA ${schema} FROM ${name};`,
          `  DROP ROLE ${name};`,
        ]),
    'chatops.audit goes with its schema: export it first if you want to keep it.',
  ];
}
