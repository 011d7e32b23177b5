import { connect, createServer, type Server, type Socket } from 'node:net';
import { listenLasting } from '../support/lasting-port.ts';
import { type Mailbox, startMailbox } from '../support/mailbox.ts';

/**
 * How the mail server is: `refuses` the connection, `hangs` after it was made, `drops` it when the mail was taken and
 * before that is said.
 */
export type SmtpState = 'well' | 'refuses' | 'hangs' | 'drops';

export interface Smtp {
  port: number;
  mails: Mailbox['mails'];
  /** From now on, and for the connections that are open. */
  becomes(state: SmtpState): Promise<void>;
  stop(): Promise<void>;
}

const END_OF_MAIL = '\r\n.\r\n';

/** A real SMTP server, and the line to it, which can be bad. */
export async function startSmtp(): Promise<Smtp> {
  const mailbox = await startMailbox();
  const open = new Set<Socket>();
  let state: SmtpState = 'well';

  const server = createServer((client) => {
    track(client);
    if (state === 'hangs') return;
    const behind = track(connect(mailbox.port, '127.0.0.1'));
    const drops = state === 'drops';
    let tail = '';
    let isTaken = false;
    client.on('data', (chunk) => {
      behind.write(chunk);
      tail = (tail + chunk.toString('latin1')).slice(-END_OF_MAIL.length);
      isTaken ||= drops && tail === END_OF_MAIL;
    });
    behind.on('data', (chunk) => (isTaken ? client.destroy() : client.write(chunk)));
    client.on('close', () => behind.end());
    behind.on('close', () => client.end());
  });
  const track = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    return socket;
  };
  const port = await listenLasting(server);
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    mails: mailbox.mails,
    async becomes(next) {
      state = next;
      cut();
      if (next === 'refuses') await close(server);
      else if (!server.listening) await listen(server, port);
    },
    async stop() {
      cut();
      if (server.listening) await close(server);
      await mailbox.stop();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
