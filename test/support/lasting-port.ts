import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the ports that the system gives to outgoing connections (from 32768 on Linux): one of those could be on it by then. */
const HELD = [20_000, 30_000] as const;
/** A range apart: such a port is nobody's until its process starts, and none of the others may be on it by then. */
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

/** A port for a process that is to be started on it again and again; never the same one twice. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenLasting(server, FREE);
  server.close();
  await once(server, 'close');
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}
