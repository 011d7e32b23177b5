import { Socket } from 'node:net';

/** How long a connection to PostgreSQL may be silent. */
export const LIMITS = {
  /**
   * A session's statements end within 20 s (STATEMENT_LIMITS), so a server that says nothing for longer is gone: after a
   * failover without a word TCP alone would go on trying for a quarter of an hour.
   */
  silentMs: 25_000,
};

/** What every session is given: no statement and no wait for a lock holds a connection for longer. */
export const STATEMENT_LIMITS = "SET statement_timeout = '20s'; SET lock_timeout = '5s'";

/**
 * For every connection to PostgreSQL, of pools too: keep-alives find one that died while idle, silence one that died in
 * the middle of something; then its statement rejects, and the pool makes another one.
 */
export function watched() {
  return {
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    stream: (): Socket => {
      const socket = new Socket();
      socket.setTimeout(LIMITS.silentMs, () =>
        socket.destroy(new Error('the database does not answer any more')),
      );
      return socket;
    },
  };
}
