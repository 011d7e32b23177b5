import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { HEXA, holdSessionLock, tryLock } from '../session-lock.ts';
import { type Address, connect } from './connect.ts';

/** Advisory locks in the database `postgres`: whose claim it is. */
const keys = { service: 1, command: 2 };

export type Purpose = keyof typeof keys;

/** A process's mark on a server, that ends with the process however it ends. */
export interface Claim {
  /** whether another service or command has a claim on the same server now */
  others(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Claims the server: a service alone, commands beside anybody. Returns the process id of the service that has it
 * ('unknown' where that cannot be told) when it is taken. Should the connection break, the claim is taken again in the
 * background. It does not keep the process running.
 */
export async function takeClaim(address: Address, purpose: Purpose): Promise<Claim | { takenBy: string }> {
  const name = `hexabot-chatops ${purpose} ${process.pid}`;
  const lock = { name: keys[purpose], isShared: purpose === 'command' };
  const first = await connect(address, name);
  if (!(await tryLockPatiently(first, lock))) {
    const takenBy = await holder(first);
    await first.end();
    return { takenBy };
  }
  const connections = [first];
  const held = holdSessionLock({
    ...lock,
    connect: async () => connections.pop() ?? (await connect(address, name)),
  });
  return {
    async others() {
      const client = await connect(address);
      try {
        return (await client.query(holders, [Object.values(keys), name])).rows.length > 0;
      } finally {
        await client.end();
      }
    },
    release: () => held.release(),
  };
}

/** A killed service's session ends some milliseconds after it, so this asks again for a second. */
async function tryLockPatiently(client: Client, lock: Parameters<typeof tryLock>[1]): Promise<boolean> {
  for (let tries = 10; tries > 0; tries -= 1) {
    if ((await tryLock(client, lock)).locked) return true;
    await sleep(100);
  }
  return false;
}

const holders = `
  SELECT a.application_name AS name
  FROM pg_locks l
  JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.classid = ${HEXA} AND l.objsubid = 2 AND l.granted
    AND l.objid = ANY ($1) AND a.application_name <> $2`;

async function holder(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(holders, [[keys.service], '']);
  return /\d+$/.exec(rows[0]?.name ?? '')?.[0] ?? 'unknown';
}
