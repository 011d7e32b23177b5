import { discordAct, type HostileAct } from './hostile-discord.ts';
import type { Known } from './hostile-known.ts';
import { type SlackBody, signed, slackBody } from './hostile-slack.ts';
import { hostileValue } from './hostile-values.ts';
import type { Random } from './random.ts';
import { PASSWORD_MARK } from './stage.ts';

export interface Request {
  /** Of which kind, for the table. */
  kind: Kind;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Written to the connection as it is. */
export interface Raw {
  kind: Kind;
  raw: Buffer;
}

/** Sent through Discord's gateway. */
export interface Interaction {
  kind: Kind;
  act: HostileAct;
  by: 'linked' | 'strangers';
  /** Whose turn it is among them. */
  turn: number;
}

export interface Targets extends Known {
  signingSecret: string;
  /** The command as Discord registered it. */
  hexa: { id: string; name: string };
  /** The linked members, as Discord names them. */
  members: readonly string[];
  /** Of real confirmation links, so that guesses come close. */
  tokens: readonly string[];
}

const MIX = {
  'signed by Slack': 30,
  'through the gateway of Discord': 10,
  'forged or stale signature': 14,
  'confirmation pages': 14,
  console: 13,
  'health and other paths': 11,
  'raw bytes': 5,
  oversized: 1,
  websockets: 2,
} as const;
type Kind = keyof typeof MIX;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND'];
const SLACK = '/slack/events';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** The same for the same chance, but for the time that goes into signatures. */
export function hostileRequest(random: Random, targets: Targets): Request | Raw | Interaction {
  const kind = kindOf(random);
  switch (kind) {
    case 'signed by Slack':
      return slack(kind, slackBody(random, targets), targets);
    case 'through the gateway of Discord': {
      const by = random.chance(0.3) ? 'linked' : 'strangers';
      const known = { ...targets, nobodies: targets.members };
      return { kind, by, turn: random.below(10_000), act: discordAct(random, known, targets.hexa) };
    }
    case 'forged or stale signature': {
      const body = slackBody(random, targets);
      const headers = signed(
        body,
        targets.signingSecret,
        random.chance(0.5) ? { forged: true } : { staleBy: 400 },
      );
      const spoilt = random.pick([
        {},
        { 'x-slack-signature': 'v0=' },
        { 'x-slack-request-timestamp': 'NaN' },
      ]);
      return { kind, method: 'POST', path: SLACK, headers: { ...headers, ...spoilt }, body: body.body };
    }
    case 'confirmation pages':
      return confirmation(kind, random, targets);
    case 'console':
      return consoleRequest(kind, random, targets);
    case 'health and other paths':
      return {
        kind,
        method: random.pick(METHODS),
        path: random.pick([
          () => '/healthz',
          () => '/readyz',
          () => `/healthz?${random.word(random.below(3_000))}`,
          () => SLACK,
          () => `/${encodeURIComponent(random.bytes(random.below(80)).toString('latin1'))}`,
          () => `/..%2f..%2f${random.pick(['etc/passwd', 'package.json', '.data/secret'])}`,
          () => `//${random.word(5)}/%00%ff`,
          () => `/${'a/'.repeat(random.below(2_000))}`,
        ])(),
        headers: {
          'x-odd': random.word(random.below(4_000)),
          cookie: `a=${random.word(9)}`,
          'accept-language': '*',
        },
        body: '',
      };
    case 'raw bytes':
      return { kind, raw: raw(random) };
    case 'oversized':
      return {
        kind,
        method: 'POST',
        path: random.pick([SLACK, '/confirm/x', '/console/do/sign-in', '/nowhere']),
        headers: { ...FORM, origin: targets.origin },
        body: Buffer.alloc(1_100_000 + random.below(1_000_000), random.word(7)),
      };
    case 'websockets':
      return {
        kind,
        raw: Buffer.from(
          `GET ${random.pick(['/console/socket', '/', SLACK])} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${random.bytes(16).toString('base64')}\r\nOrigin: http://${random.word(5)}\r\nCookie: hexa_console=${random.word(43)}\r\n\r\n${random.word(30)}`,
        ),
      };
  }
}

function kindOf(random: Random): Kind {
  let left = random.below(Object.values(MIX).reduce((sum, share) => sum + share, 0));
  const found = (Object.keys(MIX) as Kind[]).find((kind) => {
    left -= MIX[kind];
    return left < 0;
  });
  return found!;
}

function slack(kind: Kind, body: SlackBody, { signingSecret }: Targets): Request {
  return { kind, method: 'POST', path: SLACK, headers: signed(body, signingSecret), body: body.body };
}

/** Links that are guessed, or near a real one: one letter off, cut, twice, in other letters. */
function confirmation(kind: Kind, random: Random, { tokens, ids }: Targets): Request {
  const real = random.pick(tokens);
  const at = random.below(real.length);
  const token = random.pick([
    () => random.word(43),
    () => `${real.slice(0, at)}${real[at] === 'A' ? 'B' : 'A'}${real.slice(at + 1)}`,
    () => real.slice(0, at),
    () => `${real}${random.word(2)}`,
    () => random.pick(ids),
    () => encodeURIComponent(String(hostileValue(random)).slice(0, 2_000).toWellFormed()),
    () => '%E0%A4%A',
  ])();
  const method = random.pick(['GET', 'POST', 'POST', 'HEAD', 'PUT']);
  const body = random.pick([
    () => `password=${PASSWORD_MARK}horse&confirmation=${PASSWORD_MARK}horse`,
    () => `password=${'x'.repeat(random.below(6_000))}`,
    () => random.bytes(random.below(300)),
  ])();
  return { kind, method, path: `/confirm/${token}`, headers: FORM, body: method === 'POST' ? body : '' };
}

function consoleRequest(kind: Kind, random: Random, { origin, emails }: Targets): Request {
  const path = random.pick([
    '/console',
    `/console?key=${random.word(43)}`,
    '/console/session',
    `/console/page/${random.pick(['main.js', '../console.ts', '..%2f..%2fservice.ts', random.word(4)])}`,
    '/console/do/sign-in',
    '/console/do/sign-in',
    '/console/do/sign-out',
    '/console/do/new-link',
  ]);
  const credentials = { email: random.pick(emails), password: `${PASSWORD_MARK}${random.word(10)}` };
  const body = JSON.stringify(random.chance(0.5) ? credentials : hostileValue(random)) ?? '';
  const headers = {
    ...JSON_TYPE,
    origin: random.pick([origin, 'http://evil.example', 'null']),
    cookie: `hexa_console=${random.word(43)}`,
  };
  const method = path.includes('/do/') ? 'POST' : random.pick(['GET', 'GET', 'HEAD', 'DELETE']);
  return { kind, method, path, headers, body: method === 'POST' ? body : '' };
}

function raw(random: Random): Buffer {
  return random.pick([
    () => random.bytes(1 + random.below(600)),
    () => Buffer.from(`GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(random.below(3_000))}\r\n`),
    () => Buffer.from(`POST ${SLACK} HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\nabc`),
    () => Buffer.from('POST /confirm/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n'),
    () => Buffer.from('GET / HTTP/9.9\r\n\r\n'),
    () =>
      Buffer.from(
        `GET /${random.word(20)} HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`,
      ),
  ])();
}
