import { HexaError } from '#domain/errors.ts';

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/** Another writer held the rows longer than the lock timeout: people are told, and nothing was changed. Throws `busy`. */
export async function notBusy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (code === LOCK_NOT_AVAILABLE || code === DEADLOCK) throw new HexaError('busy', {});
    throw error;
  }
}
