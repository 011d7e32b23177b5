import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailRefused } from '#mail/refused.ts';
import { createMailTransport, type MailTransport } from '#mail/transport.ts';

let server: Server;
let transport: MailTransport;
/** What the server was told, and what it says to a recipient. */
const told: string[] = [];
let toRecipient = '250 ok';

/** The barest SMTP server, which knows no SMTPUTF8 and shows what goes over the wire. */
beforeAll(async () => {
  server = createServer((socket) => {
    let isData = false;
    socket.write('220 here\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        if (isData && line !== '.') continue;
        told.push(line);
        if (line === 'DATA') socket.write('354 go on\r\n');
        else socket.write(line.startsWith('RCPT') ? `${toRecipient}\r\n` : '250 ok\r\n');
        isData = line === 'DATA';
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const settings = { host: '127.0.0.1', port, secure: false, user: null, pass: null, from: 'a@example.com' };
  transport = createMailTransport(settings);
});
afterAll(async () => {
  transport.close();
  await new Promise((resolve) => server.close(resolve));
});

const mail = { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };

it('writes a domain as DNS has it, to a server that knows no other', async () => {
  await transport.send('kontakt@müller-bau.de', mail);
  expect(told).toContain('RCPT TO:<kontakt@xn--mller-bau-q9a.de>');
});

it.each([
  ['550 5.1.1 no such mailbox', true],
  ['553 5.6.7 no letters beyond ASCII', true],
  ['451 4.7.1 greylisted, come back later', false],
])('to %j a mail is refused for good: %j', async (answer, isFinal) => {
  toRecipient = answer;
  const error = await transport.send('jörg@example.com', mail).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  toRecipient = '250 ok';
  expect(error).toBeInstanceOf(Error);
  expect(error instanceof MailRefused).toBe(isFinal);
  expect((error as Error).message).toContain(answer);
});
