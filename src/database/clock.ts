import { type Database, rows, sql } from './connection.ts';

/** Closer than this is not told from the time that a question takes on its way. */
const CLOSE_MS = 1_000;

/** The time of the database's server. */
export interface DatabaseClock {
  now(): Date;
  /** Asks the server again. Rejects where it does not answer; until then the clock goes on as it was. */
  adjust(): Promise<void>;
}

/**
 * One clock for all services on a database, whatever the clocks of their machines say: what one of them wrote down is
 * judged by the others (docs/design.md, section 6). It is the machine's, corrected where the server's differs by more than a
 * second; `adjust` follows a machine whose clock is set. Rejects where the server does not answer.
 */
export async function databaseClock(
  db: Pick<Database, 'em'>,
  machine: () => Date = () => new Date(),
): Promise<DatabaseClock> {
  let behindMs = 0;
  const now = (): number => machine().getTime() + behindMs;
  const adjust = async (): Promise<void> => {
    const asked = now();
    const [row] = await rows(
      db.em(),
      sql<{ at: number }>`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`,
    );
    const answered = now();
    if (row === undefined) return;
    // The server looked at its clock at some moment between the two.
    const isClose = row.at > asked - CLOSE_MS && row.at < answered + CLOSE_MS;
    if (!isClose) behindMs += row.at - (asked + answered) / 2;
  };
  await adjust();
  return { now: () => new Date(now()), adjust };
}
