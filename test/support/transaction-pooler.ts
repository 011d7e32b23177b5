import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import pg from 'pg';

const READY = 'Z'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);
const GOODBYE = 'X'.charCodeAt(0);
const SSL_REQUEST = 80877103;

/** One session of PostgreSQL, logged in, spoken to as bytes. */
interface Backend {
  socket: Socket;
  onData(chunk: Buffer): void;
}

/**
 * A pooler in transaction mode before a real PostgreSQL: a client has a session only from its statement to the end of
 * the transaction, the one that was free last. Returns its address and how to end it.
 */
export async function startTransactionPooler(
  target: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const free: Backend[] = [];
  const all: pg.Client[] = [];

  const login = async (): Promise<Backend> => {
    const client = new pg.Client({ connectionString: target });
    client.on('error', () => undefined);
    await client.connect();
    all.push(client);
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    stream.removeAllListeners('data');
    const backend: Backend = { socket: stream, onData: () => undefined };
    stream.on('data', (chunk: Buffer) => backend.onData(chunk));
    stream.on('error', () => undefined);
    return backend;
  };

  const serve = (client: Socket): void => {
    let isIn = false;
    let backend: Promise<Backend> | null = null;
    client.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => {
      if (!isIn) {
        if (chunk.readInt32BE(4) === SSL_REQUEST) return void client.write('N');
        isIn = true;
        return void client.write(welcome());
      }
      // Goodbye is for the pooler, not for the session.
      if (chunk[0] === GOODBYE) return;
      backend ??= Promise.resolve(free.pop() ?? login());
      void backend.then((got) => {
        got.onData = (answer) => {
          client.write(answer);
          if (!isOver(answer)) return;
          backend = null;
          free.push(got);
        };
        got.socket.write(chunk);
      });
    });
  };

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    async stop() {
      for (const client of all)
        (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** AuthenticationOk, BackendKeyData, ReadyForQuery. */
function welcome(): Buffer {
  return Buffer.from([
    ...[0x52, 0, 0, 0, 8, 0, 0, 0, 0],
    ...[0x4b, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1],
    ...[READY, 0, 0, 0, 5, IDLE],
  ]);
}

/** ReadyForQuery outside a transaction is the last message of an answer. */
function isOver(answer: Buffer): boolean {
  return answer.length >= 6 && answer.at(-6) === READY && answer.at(-1) === IDLE;
}
