/**
 * What can go wrong with the embedded server:
 * - `data_dir_in_use`: another service, or a start that does not end, holds the folder
 * - `not_supported`: there are no PostgreSQL binaries that run on this system
 * - `initdb_failed`: the data could not be created
 * - `start_failed`: the data is there, the server does not come up (or does not go down)
 * - `data_dir_unusable`: the folder cannot be made, read, written or trusted
 */
type EmbeddedErrorCode =
  | 'data_dir_in_use'
  | 'not_supported'
  | 'initdb_failed'
  | 'start_failed'
  | 'data_dir_unusable';

/**
 * A failure that the operator can cure. The message says what is wrong and what to do about it,
 * is complete without the stack, and never contains the password.
 */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The code of a failed system call such as `EACCES`, or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** For `.catch()`: returns null where the file or folder does not exist, throws on. */
export function nullIfMissing(error: unknown): null {
  if (systemCode(error) === 'ENOENT') return null;
  throw error;
}
