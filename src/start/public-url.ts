import { isLocalHost } from '#domain/passkey-site.ts';

/** HOST, PORT and PUBLIC_URL (null: not set). */
interface Http {
  host: string;
  port: number;
  publicUrl: string | null;
}

/** A host in an address. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** How people reach our pages where PUBLIC_URL does not say: on this machine by its name, as numbers can have no passkeys. */
export function publicUrlOf({ http }: { http: Http }, port = http.port): string {
  return http.publicUrl ?? `http://${isLocalHost(http.host) ? 'localhost' : inUrl(http.host)}:${port}`;
}

/** Where the service listens: where people are sent to `localhost`, no other program may receive its links. */
export function hostsOf(http: Http): [host: string, second?: string] {
  const isLocal = isLocalHost(http.host) && new URL(publicUrlOf({ http })).hostname === 'localhost';
  return isLocal ? ['127.0.0.1', '::1'] : [http.host];
}
