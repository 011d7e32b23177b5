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

/** Listens there. Throws StartError where that cannot be. */
export async function openPort(
  { host, port, names }: Where,
  web: Parameters<typeof listen>[0]['web'],
  platforms: readonly RunningPlatform[],
  log: Logger,
): Promise<WebServer> {
  try {
    return await listen({ web, platforms, host, port, log });
  } catch (error) {
    const code = codeOf(error);
    const where = `${host}:${port}`;
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${where} is taken by another process. Stop that one, or set ${names.port} to another number.`,
      );
    }
    if (code === 'EACCES') {
      throw new StartError(
        `Port ${where} may not be used by this user. Set ${names.port} to a number above 1023.`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartError(
        `${names.host} ${host} is no address of this machine. Set ${names.host} to one, such as 127.0.0.1.`,
      );
    }
    throw error;
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
