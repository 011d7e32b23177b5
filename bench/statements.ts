import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One statement as it went over the wire. */
export interface Statement {
  text: string;
  values: (string | null)[];
}

/** Between the service and PostgreSQL: passes everything on and writes down what is asked. */
export interface Listener extends AsyncDisposable {
  /** The address of the database, through it. */
  url: string;
  /** Forgets what was written down so far. */
  clear(): void;
  /** What the service asked since, without BEGIN and the like, and without what its queue asks by itself. */
  statements(): Statement[];
}

const TRANSACTION = /^\s*(begin|commit|rollback|savepoint|release|start transaction|set )/i;

/** Stands between a client and PostgreSQL and writes down the statements that pass. */
export async function listenTo(url: string): Promise<Listener> {
  const target = new URL(url);
  const heard: Statement[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(target.port || 5432), target.hostname);
    const reader = createReader((statement) => heard.push(statement));
    client.on('data', reader);
    client.pipe(database).pipe(client);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => [client, database].map((each) => each.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    clear: () => {
      heard.length = 0;
    },
    statements: () => heard.filter(({ text }) => !TRANSACTION.test(text)),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Reads what a client sends (PostgreSQL's "Message Formats"): a start without a type, then messages of a type, a length
 * and a body. Q is a statement by itself; P names one, B gives it values.
 */
function createReader(hear: (statement: Statement) => void): (chunk: Buffer) => void {
  const prepared = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let isOurs: boolean | null = null;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const typed = isOurs === null ? 0 : 1;
      if (rest.length < typed + 4) return;
      const length = typed + rest.readInt32BE(typed);
      if (rest.length < length) return;
      const type = String.fromCharCode(rest[0]!);
      const body = rest.subarray(typed + 4, length);
      rest = rest.subarray(length);
      if (isOurs === null) isOurs = body.includes('application_name\0hexabot-chatops\0');
      else if (isOurs && type === 'Q') hear({ text: texts(body)[0]!, values: [] });
      else if (isOurs && type === 'P') prepared.set(texts(body)[0]!, texts(body)[1]!);
      else if (isOurs && type === 'B')
        hear({ text: prepared.get(texts(body)[1]!) ?? '', values: valuesOf(body) });
    }
  };
}

/** The strings at the start of a body, each ended by a zero. */
function texts(body: Buffer): string[] {
  return body.toString('utf8').split('\0');
}

/** Bind: portal, name, formats of the values, the values; -1 is null. All of ours are text. */
function valuesOf(body: Buffer): (string | null)[] {
  let at = body.indexOf(0, body.indexOf(0) + 1) + 1;
  at += 2 + 2 * body.readInt16BE(at);
  const count = body.readInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    const value = body.toString('utf8', at, at + length);
    at += length;
    return value;
  });
}
