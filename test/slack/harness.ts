import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { type Slack, type SlackOptions, startSlack } from '#slack/app.ts';
import { FakeCore, memoryLog } from '../support/fake-core.ts';
import { type SlackDouble, type SlackDoubleOptions, startSlackDouble } from '../support/slack/index.ts';

export type Transport = 'http' | 'socket';
export const SIGNING_SECRET = 'shhh';
/** Those of manifest.yml: a call that needs another one is refused. */
const SCOPES: string[] = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
  .oauth_config.scopes.bot;

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
