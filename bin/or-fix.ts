import { type Finding, fix } from '#chat/finding.ts';
import { codeOf } from '../src/start/start-error.ts';

/** Of PostgreSQL: it may not be read, or is not there. */
const SEEN_ELSEWHERE: Readonly<Record<string, string>> = { '42501': 'Rights', '42P01': 'Hexabot' };

/** What this finds; where the database user may not even look, or there is no such table, that. */
export async function orFix(name: string, examine: () => Promise<Finding>): Promise<Finding> {
  try {
    return await examine();
  } catch (error) {
    const cause = SEEN_ELSEWHERE[codeOf(error) ?? ''];
    if (cause === undefined) throw error;
    return fix(name, `${(error as Error).message}: see ${cause}`);
  }
}
