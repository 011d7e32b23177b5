import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Listens on a port of 127.0.0.1 that can be given up and had again, and returns it: below those that the system gives to
 * connections going out (32768 on Linux), one of which would be on it by then.
 */
export async function listenLasting(server: Server): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    server.listen(port, '127.0.0.1');
    const isOurs = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (isOurs) return port;
  }
}

/** Such a port for a process that is to be started on it again and again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenLasting(server);
  server.close();
  await once(server, 'close');
  return port;
}
