import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { type Address, connect } from './connect.ts';

/** Advisory lock keys in the database `postgres`: 'hexa' in ASCII, then whose claim it is. */
const hexa = 0x68657861;
const keys = { service: 1, command: 2 };

export type Purpose = keyof typeof keys;

/** A process's mark on a server, that ends with the process however it ends. */
export interface Claim {
  /** whether another service or command has a claim on the same server now */
  others(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Claims the server: a service alone, commands beside anybody. Answers with the process id of the service
 * that has it ('unknown' where that cannot be told) when it is taken. The lock lives in one connection, so it
 * dies with our process; should the connection break first, a service takes its claim again in the
 * background. The connection does not keep the process running.
 */
export async function takeClaim(address: Address, purpose: Purpose): Promise<Claim | { takenBy: string }> {
  let client = await connectFor(address, purpose);
  let released = false;
  if (!(await tryLockPatiently(client, purpose))) {
    const takenBy = await holder(client);
    await client.end();
    return { takenBy };
  }
  watch();

  function watch(): void {
    keepRunning(client, false);
    client.once('end', () => void (released || purpose === 'command' || retake()));
  }

  async function retake(): Promise<void> {
    for (let pause = 500; !released; pause = Math.min(pause * 2, 60_000)) {
      await sleep(pause, undefined, { ref: false });
      const next = await connectFor(address, purpose).catch(() => null);
      if (!next) continue;
      if (!released && (await tryLock(next, purpose).catch(() => false))) {
        client = next;
        return watch();
      }
      await next.end().catch(() => {});
    }
  }

  return {
    async others() {
      keepRunning(client, true);
      return await hasOthers(client);
    },
    async release() {
      released = true;
      keepRunning(client, true);
      await client.end().catch(() => {});
    },
  };
}

function connectFor(address: Address, purpose: Purpose): Promise<Client> {
  return connect(address, `hexabot-chatops ${purpose} ${process.pid}`);
}

/** A killed service's session ends some milliseconds after it, so this asks again for a second. */
async function tryLockPatiently(client: Client, purpose: Purpose): Promise<boolean> {
  for (let tries = 10; tries > 0; tries -= 1) {
    if (await tryLock(client, purpose)) return true;
    await sleep(100);
  }
  return false;
}

async function tryLock(client: Client, purpose: Purpose): Promise<boolean> {
  const how = purpose === 'service' ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared';
  const { rows } = await client.query<{ locked: boolean }>(`SELECT ${how}($1, $2) AS locked`, [
    hexa,
    keys[purpose],
  ]);
  return rows[0]?.locked === true;
}

/**
 * Whether this connection alone keeps our process running. The type definitions of pg do not know the
 * methods.
 */
function keepRunning(client: Client, yes: boolean): void {
  const { ref, unref } = client as Client & { ref(): void; unref(): void };
  (yes ? ref : unref).call(client);
}

const holders = `
  SELECT a.application_name AS name
  FROM pg_locks l
  JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.classid = ${hexa} AND l.objsubid = 2 AND l.granted
    AND l.objid = ANY ($1) AND l.pid <> pg_backend_pid()`;

async function holder(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(holders, [[keys.service]]);
  return /\d+$/.exec(rows[0]?.name ?? '')?.[0] ?? 'unknown';
}

async function hasOthers(client: Client): Promise<boolean> {
  const { rows } = await client.query(holders, [Object.values(keys)]);
  return rows.length > 0;
}
