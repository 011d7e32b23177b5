import { once } from 'node:events';
import { createServer } from 'node:net';
import type { RunningPlatform } from '#chat/platform.ts';
import { listen, type WebServer } from '#http/server.ts';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import { codeOf, StartError } from './start-error.ts';

/** Where to listen, and the variables that say so. */
export interface Where {
  host: string;
  port: number;
  names: { host: string; port: string };
}

/** Where people's pages are. */
export function pagesAt({ http }: Config): Where {
  return { ...http, names: { host: 'HOST', port: 'PORT' } };
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

/** Listens there. Throws StartError where that cannot be. */
export async function openPort(
  where: Where,
  web: Parameters<typeof listen>[0]['web'],
  platforms: readonly RunningPlatform[],
  log: Logger,
): Promise<WebServer> {
  return listen({ web, platforms, host: where.host, port: where.port, log }).catch((error: unknown) => {
    throw portError(error, where);
  });
}

/** Throws StartError where `openPort` will not get its port. */
export async function checkPort(where: Where): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(where.port, where.host), 'listening');
  } catch (error) {
    throw portError(error, where);
  } finally {
    probe.close();
  }
}

function portError(error: unknown, { host, port, names }: Where): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${host}:${port} is taken by another process. Stop that one, or set ${names.port} to another number.`,
      );
    case 'EACCES':
      return new StartError(
        `Port ${host}:${port} may not be used by this user. Set ${names.port} to a number above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${names.host} ${host} is no address of this machine. Set ${names.host} to one, such as 127.0.0.1.`,
      );
    default:
      return error;
  }
}

/** As a browser on this machine writes it. */
export function addressOf({ host }: Pick<Where, 'host'>, { port }: WebServer): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
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
