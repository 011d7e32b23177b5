import { type LicenceVerdict, readVerdict } from '#domain/licence.ts';

/** A key as Hexabot stores it; `instance` null: not activated. */
export interface LicenceKey {
  key: string;
  instance: string | null;
}

/** What the licence service says of a key, or why it says nothing. */
export type LicenceReply = { verdict: LicenceVerdict } | { failure: string };

const TIMEOUT_MS = 4_000;

/**
 * Asks the licence service about a key, as Hexabot does (docs/hexabot.md, Licence). What is no response about a key
 * (no connection, 429, 5xx, another page) is a failure, said without the key.
 */
export async function askLicenceService(
  baseUrl: string,
  { key, instance }: LicenceKey,
  stopped: AbortSignal,
): Promise<LicenceReply> {
  const body = new URLSearchParams({
    license_key: key,
    ...(instance === null ? {} : { instance_id: instance }),
  });
  try {
    const response = await fetch(`${baseUrl}/v1/licenses/validate`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
      // The key goes to the configured address and nowhere else.
      redirect: 'error',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const isPassing = response.status === 429 || response.status >= 500;
    const verdict = isPassing ? null : readVerdict(await response.json().catch(() => null));
    return verdict === null ? { failure: `HTTP ${response.status}` } : { verdict };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
