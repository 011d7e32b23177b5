import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { type Slack, type SlackOptions, startSlack } from '#slack/app.ts';
import { type Scene, sceneWith } from '../support/scene.ts';
import { type SlackDouble, type SlackDoubleOptions, startSlackDouble } from '../support/slack/index.ts';

export type Transport = 'http' | 'socket';
export const SIGNING_SECRET = 'shhh';
/** Those of manifest.yml: a call that needs another one is refused. */
const SCOPES: string[] = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
  .oauth_config.scopes.bot;

export interface Running extends Scene<SlackDouble> {
  slack: Slack;
  /** Where requests over HTTP go. */
  address: string | null;
}

/** Slack's double and our side of it, connected over one of the two transports. */
export async function run(
  transport: Transport,
  { double: doubleOptions = {}, ...overrides }: Partial<SlackOptions> & { double?: SlackDoubleOptions } = {},
): Promise<Running> {
  const scene = sceneWith(await startSlackDouble({ scopes: SCOPES, ...doubleOptions }));
  const { double, core, log } = scene;
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
  scene.ends.defer(async () => {
    await slack.stop();
    server?.closeAllConnections();
    server?.close();
  });
  const address = server && `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...scene, slack, address };
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
