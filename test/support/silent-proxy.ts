import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Before a real PostgreSQL; can fall silent, as a host does that dies without a word: nothing is closed, nothing comes. */
export interface SilentProxy {
  url: string;
  /** Every connection that is open now says nothing any more; new ones are served. */
  fallSilent(): void;
  stop(): Promise<void>;
}

export async function startSilentProxy(target: string): Promise<SilentProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((client) => {
    const backend = connect(Number(port), hostname);
    const pair = [client, backend] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [backend, client] as const]) {
      one.on('data', (chunk: Buffer) => pairs.has(pair) && other.write(chunk));
      one.on('error', () => undefined);
      one.on('close', () => pairs.has(pair) && other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const silent: (readonly [Socket, Socket])[] = [];
  return {
    url: url.href,
    fallSilent() {
      silent.push(...pairs);
      pairs.clear();
    },
    async stop() {
      for (const [client, backend] of [...pairs, ...silent]) {
        client.destroy();
        backend.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}
