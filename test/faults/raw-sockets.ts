import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { memoryOf } from '../support/process-use.ts';
import { openWindow, signIn } from './console-client.ts';
import type { Fault } from './fault.ts';
import { comesTrue, together } from './parallel.ts';
import type { Random } from './random.ts';
import { none, type Row, row, runs, runsStill } from './report.ts';
import { openStage, WITHOUT_DISCORD } from './stage.ts';

const PATHS = [
  '/',
  '//',
  '/console/socket',
  '/console/socket?as=%zz',
  '/console/',
  '/healthz',
  '/slack/events',
  '/confirm/x',
  'http://[',
  '*',
  '/%',
  '/console//socket',
];
const UPGRADES = ['websocket', 'WebSocket', 'h2c', 'websocket, h2c', ''];
const AT_ONCE = 100;

/** Whatever bytes come, and however a connection ends, the service serves on. One window floods it meanwhile. */
export const rawSockets: Fault = {
  name: 'Raw sockets',
  async run({ postgres, random, short }) {
    const count = short ? 300 : 20_000;
    await using stage = await openStage(postgres, {
      CHATOPS_CONSOLE: 'on',
      LOG_LEVEL: 'info',
      ...(short ? WITHOUT_DISCORD : {}),
    });
    const service = await stage.service(stage.env(await stage.freePort()));
    const { hostname, port } = new URL(service.address);
    const pid = service.child.pid!;
    const files = (): number => readdirSync(`/proc/${pid}/fd`).length;
    const health = async (): Promise<number> => {
      const begun = performance.now();
      await fetch(`${service.address}/healthz`);
      return performance.now() - begun;
    };
    const cookie = await signIn(service.address);
    const [filesBefore, memoryBefore] = [files(), memoryOf(pid)];

    const deaf = await openWindow(service.address, cookie);
    deaf.socket.pause();
    const slowest: number[] = [];
    const flood = (async () => {
      for (let id = 1; id <= (short ? 3_000 : 30_000) && runs(service); id += 1) {
        if (deaf.socket.readyState !== deaf.socket.OPEN) break;
        deaf.socket.send(
          JSON.stringify({
            type: id % 2 === 0 ? 'home' : 'say',
            id,
            text: '/hexa users list',
            fromLink: false,
          }),
        );
        if (id % 100 === 0) slowest.push(await health());
      }
    })();

    const numbers = Array.from({ length: count }, (_, number) => number);
    const refused: string[] = [];
    await together(numbers, AT_ONCE, async (number) => {
      const chance = random.part(number);
      await send(hostname, Number(port), chance).catch((error: unknown) => refused.push(String(error)));
    });
    await flood;
    deaf.socket.terminate();
    const memory = memoryOf(pid) - memoryBefore;
    const areClosed = await comesTrue(() => runs(service) && files() <= filesBefore + 10, 20_000);
    const left = runs(service) ? files() - filesBefore : 0;
    const window = await openWindow(service.address, await signIn(service.address));
    const answer = await window.says('/hexa whoami').catch(String);
    window.socket.close();
    const fatal = service.output.filter((line) => /"level":(50|60)/.test(line));
    const rows: Row[] = [
      runsStill(service),
      none('connections that were not taken', refused),
      row('connections left open', 'at most 10', left, areClosed),
      none('errors in the log', fatal),
      row(
        '/healthz at its slowest meanwhile, ms',
        'at most 5000',
        Math.round(Math.max(...slowest, 0)),
        Math.max(...slowest, 0) < 5_000,
      ),
      row(
        'memory that a window which does not read cost, MB',
        'at most 200',
        Math.round(memory),
        memory < 200,
      ),
      row(
        'a window afterwards',
        'answers',
        answer.includes('seed@example.com') ? 'answers' : answer.slice(0, 200),
        answer.includes('seed@example.com'),
      ),
    ];
    return rows;
  },
};

/** One connection: some bytes in one or two pieces, then an end, a reset, or the answer and then one of them. */
function send(host: string, port: number, random: Random): Promise<void> {
  const bytes = bytesOf(random);
  const cut = random.below(bytes.length + 1);
  const [awaits, resets, pauses] = [random.chance(0.3), random.chance(0.5), random.chance(0.3)];
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    const finish = (): void => void (resets ? socket.resetAndDestroy() : socket.end());
    socket.setTimeout(400, finish);
    socket.on('connect', async () => {
      socket.write(bytes.subarray(0, cut));
      if (pauses) await pause(random.below(20));
      if (!socket.destroyed) socket.write(bytes.subarray(cut));
      if (!awaits) finish();
    });
    socket.on('data', () => {
      if (awaits) finish();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    socket.on('close', () => resolve());
  });
}

function bytesOf(random: Random): Buffer {
  const head = (lines: string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  const path = random.pick(PATHS);
  switch (random.below(5)) {
    case 0:
      return random.bytes(1 + random.below(300));
    case 1:
      return head([
        `${random.pick(['GET', 'POST', 'OPTIONS', 'CONNECT'])} ${path} HTTP/1.1`,
        'Host: x',
        'Connection: Upgrade',
        `Upgrade: ${random.pick(UPGRADES)}`,
        ...(random.chance(0.5)
          ? ['Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${random.bytes(16).toString('base64')}`]
          : []),
        ...(random.chance(0.3) ? [`Origin: http://${random.word(8)}.example`] : []),
      ]);
    case 2: {
      const body = random.bytes(random.below(2_000));
      const length = random.chance(0.5) ? body.length : body.length + random.below(5_000);
      return Buffer.concat([
        head([
          `POST ${path} HTTP/1.1`,
          'Host: x',
          `Content-Length: ${length}`,
          `X-Slack-Signature: v0=${random.word(64)}`,
        ]),
        body,
      ]);
    }
    case 3:
      return Buffer.concat([
        head([`POST ${path} HTTP/1.1`, 'Host: x', 'Transfer-Encoding: chunked']),
        Buffer.from(`${random.below(64).toString(16)}\r\n${random.word(20)}\r\n${random.word(3)}`),
      ]);
    default: {
      const whole = head([`GET ${path} HTTP/1.1`, 'Host: x', `Cookie: hexa_console=${random.word(32)}`]);
      return whole.subarray(0, 1 + random.below(whole.length));
    }
  }
}
