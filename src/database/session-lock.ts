import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { within } from '#timing/within.ts';
import { wholeAddress } from './connection.ts';
import { watched } from './watched.ts';

const EVERY_MS = 2_000;
/** A service that waits hears when the lock is given back. It also asks this often, as a holder may die without a word. */
const ASKED_EVERY_MS = 500;
const ANSWERS_WITHIN_MS = 5_000;
const GIVE_BACK_WITHIN_MS = 1_000;
/** 'hexa' in ASCII: ours among all advisory locks. */
export const HEXA = 0x68657861;

/** Where a host dies without a word, its lock is free after 5 s and three probes of 5 s. */
const KEEP_ALIVES =
  'SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';
/** Where it is said that a lock was given back. */
const CHANNEL = 'hexabot_chatops_locks';

/** A lock that lasts as long as its connection. */
export interface SessionLock {
  /** Resolves once it is known for the first time whether it is ours. */
  known: Promise<void>;
  /** Gives it back. */
  release(): Promise<void>;
}

interface Lock {
  /** Its name, or a number of its own. */
  name: string | number;
  /** Beside others who share it too. Default: alone. */
  isShared?: boolean;
}

interface Options extends Lock {
  /** A new connection; each is used until it breaks. */
  connect(): Promise<Client>;
  onHeld?(): void;
  onLost?(): void;
}

/**
 * Tries to hold a lock that one service on this database has, until released. It lives in a connection of its own, so
 * that it ends with our process however that ends, and that does not keep the process running. When only the connection
 * breaks, the lock counts as ours until another service is seen to have it: a database that is away must not silence the
 * only service there is.
 *
 * Nobody waits within PostgreSQL: a statement that waits for a lock keeps its snapshot, and with it VACUUM from removing
 * anything and CREATE INDEX CONCURRENTLY from ending. So the one who gives a lock back says so, and others ask again.
 */
export function holdSessionLock(options: Options): SessionLock {
  const ending = new AbortController();
  const known = Promise.withResolvers<void>();
  let isHeld = false;

  const tell = (isOurs: boolean): void => {
    // A service that is stopping takes nothing over.
    if (ending.signal.aborted) return;
    if (isOurs !== isHeld) (isOurs ? options.onHeld : options.onLost)?.();
    isHeld = isOurs;
    known.resolve();
  };
  /** Resolves with the session that has the lock, or with null where the end came first. */
  const acquire = async (client: Client): Promise<number | null> => {
    let givenBack = new AbortController();
    client.on('notification', () => givenBack.abort());
    await client.query(`${KEEP_ALIVES}; LISTEN ${CHANNEL}`);
    while (!ending.signal.aborted) {
      givenBack = new AbortController();
      const { locked, pid } = await tryLock(client, options);
      tell(locked);
      if (locked) return pid;
      await rest(AbortSignal.any([ending.signal, givenBack.signal]), ASKED_EVERY_MS);
    }
    return null;
  };
  /** Takes the lock when it is free and looks after it. Returns or throws when this connection is of no more use. */
  const hold = async (client: Client): Promise<void> => {
    const session = await acquire(client);
    if (session === null) return;
    for (; !ending.signal.aborted; await rest(ending.signal)) {
      if ((await sessionOf(client)) !== session) return;
    }
    await giveBack(client, options);
  };

  const running = inConnection(options.connect, hold, ending.signal).finally(known.resolve);
  return {
    known: known.promise,
    async release() {
      ending.abort();
      // A database that does not answer must not keep the service from stopping.
      await within(GIVE_BACK_WITHIN_MS, running);
    },
  };
}

/**
 * Gives `use` a connection of its own, and another whenever it returns or throws, until aborted. It does not keep the
 * process running.
 */
export async function inConnection(
  connect: () => Promise<Client>,
  use: (client: Client) => Promise<void>,
  ending: AbortSignal,
): Promise<void> {
  for (; !ending.aborted; await rest(ending)) {
    let client: Client | null = null;
    try {
      client = await connect();
      letProcessEnd(client);
      await use(client);
    } catch {
      // The next connection is tried as long as it takes; what the database is needed for says so itself.
    } finally {
      await client?.end().catch(() => undefined);
    }
  }
}

/** Between two looks at a connection. */
export async function rest(ending: AbortSignal, milliseconds = EVERY_MS): Promise<void> {
  await pause(milliseconds, undefined, { signal: ending, ref: false }).catch(() => undefined);
}

/** For the connection of a lock: it answers soon, or is given up. */
export const LOCK_CONNECTION = {
  ...watched(),
  connectionTimeoutMillis: ANSWERS_WITHIN_MS,
  query_timeout: ANSWERS_WITHIN_MS,
};

/** A connection for a lock in the database at this address. */
export function connectTo(url: string): Promise<Client> {
  return opened(
    new Client({ ...wholeAddress(url), application_name: 'hexabot-chatops lock', ...LOCK_CONNECTION }),
  );
}

/** Connects, and lets no error of the connection end the process, as one without a listener does. */
export async function opened(client: Client): Promise<Client> {
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/**
 * Whether a connection is one session of PostgreSQL for as long as it lasts. A pooler that hands sessions out by
 * transaction gives one that is free to whoever asks next; then nobody can hold a lock.
 */
export async function keepsSessions(url: string): Promise<boolean> {
  const one = await connectTo(url);
  try {
    const other = await connectTo(url);
    try {
      const before = await sessionOf(one);
      await other.query('BEGIN');
      return (await sessionOf(other)) !== before && (await sessionOf(one)) === before;
    } finally {
      await other.end().catch(() => undefined);
    }
  } finally {
    await one.end().catch(() => undefined);
  }
}

/** Whether the lock could be had now, and in which session. */
export async function tryLock(client: Client, lock: Lock): Promise<{ locked: boolean; pid: number }> {
  const { rows } = await client.query<{ locked: boolean; pid: number }>(
    `SELECT ${call('pg_try_advisory_lock', lock)} AS locked, pg_backend_pid() AS pid`,
    [HEXA, lock.name],
  );
  return rows[0]!;
}

async function giveBack(client: Client, lock: Lock): Promise<void> {
  await client.query(`SELECT ${call('pg_advisory_unlock', lock)}, pg_notify('${CHANNEL}', '')`, [
    HEXA,
    lock.name,
  ]);
}

/** A call of this function of PostgreSQL, given HEXA and the lock's name. */
function call(what: string, { name, isShared = false }: Lock): string {
  return `${what}${isShared ? '_shared' : ''}($1, ${typeof name === 'number' ? '$2' : 'hashtext($2)'})`;
}

async function sessionOf(client: Client): Promise<number> {
  return (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
}

/** The types of pg lack it. */
function letProcessEnd(client: Client): void {
  (client as Client & { unref(): void }).unref();
}
