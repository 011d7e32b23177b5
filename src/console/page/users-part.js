/** @typedef {Extract<import('../protocol.ts').PagePart, { type: 'users' }> & { table: import('../protocol.ts').PageTable }} UsersPart */

/** The table in the screen of the Users page; null: there is none, as who looks may not see it. @param {import('../protocol.ts').PageScreen | null} screen @returns {UsersPart | null} */
export function usersOf(screen) {
  for (const part of screen?.parts ?? []) {
    if (part.type === 'users' && part.table !== null) return { ...part, table: part.table };
  }
  return null;
}

/**
 * The same users page; rows that are as they were are the same objects, so that only others are drawn again.
 *
 * @param {import('../protocol.ts').PageScreen | null} before
 * @param {import('../protocol.ts').PageScreen} now
 * @returns {import('../protocol.ts').PageScreen}
 */
export function withKeptRows(before, now) {
  const old = new Map(usersOf(before)?.rows.map((row) => [row.details?.id, row]));
  /** @param {import('../protocol.ts').PageUserRow} row */
  const kept = (row) => {
    const same = old.get(row.details?.id);
    return same !== undefined && JSON.stringify(same) === JSON.stringify(row) ? same : row;
  };
  return {
    ...now,
    parts: now.parts.map((part) => (part.type === 'users' ? { ...part, rows: part.rows.map(kept) } : part)),
  };
}
