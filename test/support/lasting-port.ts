import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** All are below those that the system gives to connections going out (32768 on Linux), one of which would be on it by then. */
const HELD = [20_000, 30_000] as const;
/** Apart from the others, so that none of those is on one that is nobody's until its process starts. */
const FREE = [30_000, 32_000] as const;
const given = new Set<number>();

/** Listens on a port of 127.0.0.1 that can be given up and had again, and returns it. */
export async function listenLasting(
  server: Server,
  [from, to]: readonly [number, number] = HELD,
): Promise<number> {
  for (;;) {
    const port = randomInt(from, to);
    server.listen(port, '127.0.0.1');
    const isOurs = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (isOurs) return port;
  }
}

/** Such a port for a process that is to be started on it again and again; each time another. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenLasting(server, FREE);
  server.close();
  await once(server, 'close');
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}
