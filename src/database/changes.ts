import type { Client } from 'pg';
import { within } from '#timing/within.ts';
import { sql } from './connection.ts';
import { inConnection, rest } from './session-lock.ts';

const CHANNEL = 'hexabot_chatops_changes';
const STOP_WITHIN_MS = 1_000;

/** For a statement of a writer's transaction: who watches hears of it when that commits, and not where it rolls back. */
export const sayChange = sql`pg_notify(${CHANNEL}, '')`;

/**
 * Calls back after each commit of ours that wrote something, whichever service on this database it was; and whenever the
 * connection is made anew, as something may have been missed. What is returned stops it.
 */
export function watchChanges(connect: () => Promise<Client>, changed: () => void): () => Promise<void> {
  const ending = new AbortController();
  const listen = async (client: Client): Promise<void> => {
    const lost = new AbortController();
    client.once('end', () => lost.abort());
    const over = AbortSignal.any([ending.signal, lost.signal]);
    client.on('notification', changed);
    await client.query(`LISTEN ${CHANNEL}`);
    changed();
    // A connection that is only listened to would not tell that it is dead.
    for (; !over.aborted; await rest(over)) await client.query('SELECT 1');
  };
  const running = inConnection(connect, listen, ending.signal);
  return async () => {
    ending.abort();
    // A database that does not answer must not keep the service from stopping.
    await within(STOP_WITHIN_MS, running);
  };
}
