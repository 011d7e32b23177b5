/** @typedef {Extract<import('../protocol.ts').PagePart, { type: 'users' }> & { table: import('../protocol.ts').PageTable }} UsersPart */

/** The table in the screen of the Users page; null: there is none, as who looks may not see it. @param {import('../protocol.ts').PageScreen | null} screen @returns {UsersPart | null} */
export function usersOf(screen) {
  for (const part of screen?.parts ?? []) {
    if (part.type === 'users' && part.table !== null) return { ...part, table: part.table };
  }
  return null;
}
