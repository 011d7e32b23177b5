import { codeOf } from '../src/start/start-error.ts';

export interface Finding {
  /** `off` is a choice; `fix` comes with its cure. */
  state: 'ok' | 'off' | 'fix';
  name: string;
  text: string;
}

export const ok = (name: string, text: string): Finding => ({ state: 'ok', name, text });
export const off = (name: string, text: string): Finding => ({ state: 'off', name, text });
export const fix = (name: string, text: string): Finding => ({ state: 'fix', name, text });

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
