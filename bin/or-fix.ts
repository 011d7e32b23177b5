import { type Finding, fix } from '#chat/finding.ts';
import { codeOf } from '../src/start/start-error.ts';

const INSUFFICIENT_PRIVILEGE = '42501';

/** What this finds; where the database user may not even look, that. */
export async function orFix(name: string, examine: () => Promise<Finding>): Promise<Finding> {
  try {
    return await examine();
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    return fix(name, `${(error as Error).message}: see Rights`);
  }
}
