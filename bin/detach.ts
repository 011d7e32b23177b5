import { databaseClock } from '#database/clock.ts';
import { rows, sql } from '#database/connection.ts';
import { fullName, type User } from '#domain/user.ts';
import { JOBS_CONNECTION } from '#queue/index.ts';
import { detach } from '#services/attached/detach.ts';
import type { Config } from '../src/config.ts';
import { type OpenDatabase, openDatabase } from '../src/start/open-database.ts';
import { StartError } from '../src/start/start-error.ts';

/**
 * Gives everything back to Hexabot and says what is left to do. Throws StartError while a service runs on this database,
 * wherever that is, unless forced: then the service stops by itself within a minute.
 */
export async function detachCommand(config: Config, { force }: { force: boolean }): Promise<string> {
  const database = await openDatabase({ config, purpose: 'command' });
  try {
    if (database.mode === 'standalone') {
      throw new StartError(
        'This is a standalone database, not a Hexabot’s: there is nothing to detach from.',
      );
    }
    const { db } = database;
    if (!force && (await servicesOn(database)) > 0) {
      throw new StartError(
        'A service is running on this database. Stop all services first, or they would set roles aside again. With --force, the database is detached anyway, and they stop within a minute.',
      );
    }
    const users = await detach({
      db,
      attached: true,
      clock: (await databaseClock(db)).now,
      announce: async () => {},
      queue: null,
      settings: { mail: false, lockout: true },
    });
    return [...given(users), '', ...(await whatIsLeft(database))].join('\n');
  } finally {
    await database.close();
  }
}

/** How many connections of running services there are: each keeps one for its jobs. */
async function servicesOn({ db }: OpenDatabase): Promise<number> {
  const [found] = await rows(
    db.em(),
    sql<{ count: number }>`SELECT count(*)::int FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = ${JOBS_CONNECTION}`,
  );
  return found?.count ?? 0;
}

function given(all: readonly User[]): string[] {
  const users = all.filter(({ roles }) => roles.some(({ setAside }) => setAside));
  if (users.length === 0) return ['No roles were set aside.'];
  return [
    'These users got their roles back. They aren’t active, but Hexabot lets them in anyway. If you don’t want',
    'that, take their roles away in its panel, or delete the users:',
    ...users.map((user) => {
      const roles = user.roles.filter(({ setAside }) => setAside).map(({ name }) => name);
      return `  ${fullName(user)} <${user.email}> (${user.status}): ${roles.join(', ')}`;
    }),
  ];
}

async function whatIsLeft({ db }: OpenDatabase): Promise<string[]> {
  const [user] = await rows(
    db.em(),
    sql<{
      name: string;
      schema: string;
      owns: boolean;
    }>`SELECT quote_ident(current_user) AS name, quote_ident(${db.schema}) AS schema,
      (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class
        WHERE oid = to_regclass(format('%I.users', ${db.schema}::text))) AS owns`,
  );
  const { name = '', schema = '', owns = true } = user ?? {};
  return [
    'Nothing in Hexabot depends on us any more. To remove our tables, run this as the owner:',
    '  DROP SCHEMA chatops CASCADE;',
    '  DROP SCHEMA chatops_jobs CASCADE;',
    ...(owns
      ? []
      : [
          `  REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${name};`,
          `  REVOKE ALL ON SCHEMA ${schema} FROM ${name};`,
          `  DROP ROLE ${name};`,
        ]),
    'This also drops chatops.audit: export it first if you want to keep it.',
  ];
}
