import path from 'node:path';
import { Client } from 'pg';
import { LOCK_CONNECTION, opened } from '../session-lock.ts';

/** PostgreSQL's superuser and the database of the product in it. */
export const superuser = 'hexabot';
/** Name of the product's database on the embedded server. */
export const database = 'hexabot';

/** Where an embedded server listens on 127.0.0.1, and the superuser's password of this run. */
export interface Address {
  port: number;
  password: string;
}

/** The URL that everything else connects with. */
export function urlOf({ port, password }: Address): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

/** A connection to the maintenance database `postgres`, where advisory locks are ours alone. */
export function connect(address: Address, applicationName = 'hexabot-chatops start'): Promise<Client> {
  return opened(
    new Client({
      host: '127.0.0.1',
      port: address.port,
      user: superuser,
      password: address.password,
      database: 'postgres',
      application_name: applicationName,
      ...LOCK_CONNECTION,
      // Said outright: PGSSLMODE of some other database may be in our environment.
      ssl: false,
    }),
  );
}

/** Whether a server answers there, takes the password, and works on this cluster. */
export async function isReachable(address: Address, cluster: string): Promise<boolean> {
  let client: Client | undefined;
  try {
    client = await connect(address);
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0] !== undefined && path.resolve(rows[0].data_directory) === path.resolve(cluster);
  } catch {
    return false;
  } finally {
    await client?.end().catch(() => {});
  }
}
