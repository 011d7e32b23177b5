import { once } from 'node:events';
import { createServer } from 'node:net';
import type { RunningPlatform } from '#chat/platform.ts';
import { listen, type Web, type WebServer } from '#http/server.ts';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import { hostsOf, inUrl } from './public-url.ts';
import { codeOf, StartError } from './start-error.ts';

/** Where to listen, and the variables that say so. */
export interface Where {
  /** Two: both addresses of `localhost`. */
  hosts: readonly [host: string, second?: string];
  port: number;
  names: { host: string; port: string };
}

/** Where people's pages are. */
export function pagesAt({ http }: Config): Where {
  return { hosts: hostsOf(http), port: http.port, names: { host: 'HOST', port: 'PORT' } };
}

/** Where the web server listens, for those who are put together before it does: empty until then. */
export class Whereabouts {
  #address = '';

  address(): string {
    return this.#address;
  }

  isAt(address: string): void {
    this.#address = address;
  }
}

/**
 * Listens there; for `localhost` on both of its addresses, so that no other program receives the links that lead there.
 * Throws StartError where that cannot be.
 */
export async function openPort(
  where: Where,
  web: Web,
  platforms: readonly RunningPlatform[],
  log: Logger,
): Promise<WebServer> {
  return onEach(where, (host, port) => listen({ web, platforms, host, port, log }));
}

/** Throws StartError where `openPort` will not get its port. */
export async function checkPort(where: Where): Promise<void> {
  const probe = await onEach(where, async (host, port): Promise<WebServer> => {
    const server = createServer();
    await once(server.listen(port, host), 'listening');
    const address = server.address();
    return {
      port: typeof address === 'object' && address !== null ? address.port : port,
      close: async () => void (await new Promise((resolve) => server.close(resolve))),
    };
  });
  await probe.close();
}

async function onEach(
  where: Where,
  listenOn: (host: string, port: number) => Promise<WebServer>,
): Promise<WebServer> {
  const open = (host: string, port: number): Promise<WebServer> =>
    listenOn(host, port).catch((error: unknown) => {
      throw portError(error, { host, port }, where.names);
    });
  const [host, second] = where.hosts;
  if (second === undefined) return open(host, where.port);
  for (;;) {
    const first = await open(host, where.port);
    try {
      return both(first, await open(second, first.port));
    } catch (error) {
      // Without IPv6 nobody else receives anything there.
      if (NOT_HERE.has(codeOf(error) ?? '')) return first;
      await first.close();
      if (where.port !== 0 || codeOf(error) !== 'EADDRINUSE') throw error;
    }
  }
}

/** What a system says that has no such address, or no such kind of them. */
const NOT_HERE: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND']);

function both(first: WebServer, second: WebServer): WebServer {
  return {
    ...first,
    close: async () => void (await Promise.all([first.close(), second.close()])),
  };
}

function portError(
  error: unknown,
  { host, port }: { host: string; port: number },
  names: Where['names'],
): unknown {
  const code = codeOf(error) ?? '';
  const where = `${inUrl(host)}:${port}`;
  const options = { cause: error };
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${where} is taken by another process. Stop that one, or set ${names.port} to another number.`,
      options,
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      `Port ${where} may not be used by this user. Set ${names.port} to a number above 1023.`,
      options,
    );
  }
  if (!NOT_HERE.has(code)) return error;
  return new StartError(
    `${names.host} ${host} is no address of this machine. Set ${names.host} to one, such as 127.0.0.1.`,
    options,
  );
}

/** As a browser on this machine writes it. */
export function addressOf({ hosts: [host, second] }: Pick<Where, 'hosts'>, { port }: WebServer): string {
  return `http://${second === undefined ? inUrl(host) : 'localhost'}:${port}`;
}

/** How people reach the pages: where the server listens first, as that works on this machine. */
export function originsOf({ http }: Config, address: string): string[] {
  if (address === '') return [];
  const { hostname, port } = new URL(address);
  const local = /^(127\.|localhost$|\[::1\]$)/.test(hostname)
    ? [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
    : [];
  const shown = http.publicUrl === null ? [] : [new URL(http.publicUrl).origin];
  return [...new Set([new URL(address).origin, ...shown, ...local])];
}
