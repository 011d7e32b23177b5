import { type Database, rows, sql } from '#database/connection.ts';

/** Remembers that everybody in this database was made up by us (`seed`, `npm run demo`). */
export async function markDemo(db: Database): Promise<void> {
  await rows(db.em(), sql`UPDATE chatops.installation SET demo = true`);
}

/** Whether everybody in this database was made up by us. */
export async function isDemo(db: Database): Promise<boolean> {
  const [row] = await rows(
    db.em(),
    sql<{ demo: boolean }>`SELECT demo FROM chatops.installation WHERE mode = 'standalone'`,
  );
  return row?.demo === true;
}
