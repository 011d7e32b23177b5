import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Invocation } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { type Slack, type SlackOptions, startSlack } from '#slack/app.ts';
import { wordsFor } from '#words/index.ts';
import { type SlackDouble, type SlackDoubleOptions, startSlackDouble } from '../support/slack/index.ts';

export type Transport = 'http' | 'socket';
export const SIGNING_SECRET = 'shhh';
/** Those of manifest.yml: a call that needs another one is refused. */
const SCOPES: string[] = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
  .oauth_config.scopes.bot;

/** A core by hand: tests set what it answers, and read what it was asked. */
export class FakeCore implements Dispatch {
  readonly asked: Invocation[] = [];
  onAnswer: (invocation: Invocation) => Promise<Reply[]> | Reply[] = () => [];
  onSubmit: (invocation: Invocation) => Promise<Submission> | Submission = () => ({
    type: 'refused',
    replies: [],
  });
  openers: 'screen' | 'form' = 'screen';

  opens(): 'screen' | 'form' {
    return this.openers;
  }

  async answer(invocation: Invocation): Promise<Reply[]> {
    this.asked.push(invocation);
    return this.onAnswer(invocation);
  }

  async submit(invocation: Invocation): Promise<Submission> {
    this.asked.push(invocation);
    return this.onSubmit(invocation);
  }

  words = () => wordsFor('en');

  loading(): Screen {
    return screen('Loading…', []);
  }

  get last(): Invocation {
    const last = this.asked.at(-1);
    if (last === undefined) throw new Error('the core was not asked');
    return last;
  }
}

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  data: Record<string, unknown>;
}

/** A log that tests read. */
export function memoryLog(): SlackOptions['log'] & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine['level']) => (data: object, message: string) =>
    void lines.push({ level, message, data: { ...data } });
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

export interface Running extends AsyncDisposable {
  slack: Slack;
  double: SlackDouble;
  core: FakeCore;
  log: ReturnType<typeof memoryLog>;
  /** Where requests over HTTP go. */
  address: string | null;
}

/** Slack's double and our side of it, connected over one of the two transports. */
export async function run(
  transport: Transport,
  { double: doubleOptions = {}, ...overrides }: Partial<SlackOptions> & { double?: SlackDoubleOptions } = {},
): Promise<Running> {
  const double = await startSlackDouble({ scopes: SCOPES, ...doubleOptions });
  const core = new FakeCore();
  const log = memoryLog();
  const slack = startSlack({
    config: {
      botToken: double.botToken,
      apiUrl: double.apiUrl,
      ...(transport === 'http' ? { signingSecret: SIGNING_SECRET } : { appToken: double.appToken }),
    },
    dispatch: core,
    log,
    ...overrides,
  });
  await slack.start();
  const server = transport === 'http' ? await serve(slack, double) : null;
  if (server === null) double.overSocketMode();
  return {
    slack,
    double,
    core,
    log,
    address: server && `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      await slack.stop();
      server?.closeAllConnections();
      server?.close();
      await double.stop();
    },
  };
}

/** Slack's side of it behind a real server, to which the double then delivers. */
export async function serve(slack: Slack, double: SlackDouble): Promise<Server> {
  if (slack.requestListener === null) throw new Error('nothing to mount');
  const server = createServer(slack.requestListener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  double.overHttp(`http://127.0.0.1:${port}`, SIGNING_SECRET);
  return server;
}

export function screen(title: string, parts: Screen['parts'] = [], more: Partial<Screen> = {}): Screen {
  return { title, tone: 'neutral', parts, ...more };
}

export function text(value: string): Screen['parts'][number] {
  return { type: 'text', text: value };
}

/** A small form as `users add` has one. */
export function addForm(draft = 'd1', initial: Record<string, string> = {}): Screen {
  return screen('Add user', [], {
    fields: [
      {
        name: 'email',
        label: 'Email',
        type: 'email',
        required: true,
        ...(initial.email && { initial: initial.email }),
      },
      { name: 'password', label: 'Password', type: 'password', required: true },
      {
        name: 'roles',
        label: 'Roles',
        type: 'choices',
        required: true,
        options: [
          { value: 'r1', label: 'admin' },
          { value: 'r2', label: 'manager' },
        ],
      },
    ],
    form: { name: 'users.add', draft, submit: 'Add user', close: 'Cancel', working: 'Creating…' },
  });
}
