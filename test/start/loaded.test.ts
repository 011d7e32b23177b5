import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import { START, startServiceProcess } from '../support/service-process.ts';
import { startSlackDouble } from '../support/slack/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createMigrated();
});
afterAll(() => database.drop());

/** What others would bring in: pages, Socket Mode, installing, mail, passkeys, Discord, the console, metrics, our own PostgreSQL. */
const ELSEWHERE = [
  ...[
    'express',
    'hono',
    '@hono/node-server',
    'undici',
    'ws',
    '@slack/socket-mode',
    '@slack/oauth',
    'nodemailer',
  ],
  ...['@simplewebauthn/server', 'discord.js', 'botkit', 'botbuilder-core', 'prom-client', 'pino-pretty'],
  ...['@mikro-orm/migrations', 'pg-copy-streams', 'amaro', 'typescript'],
];

it('with Slack alone, a service loads nothing that only others need, not even Node’s fetch', async () => {
  await using slack = await startSlackDouble({ botToken: 'xoxb-1', appToken: 'xapp-1' });
  const [flags, main] = [START.slice(0, -1), START.at(-1)!];
  const service = await startServiceProcess(
    {
      DATABASE_URL: database.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: 'a signing secret',
      SLACK_API_URL: slack.apiUrl,
      SALT_LENGTH: '4',
    },
    [process.execPath, ...flags, '--import=./test/start/loaded-holder.ts', main],
  );
  slack.overHttp(service.address, 'a signing secret');
  expect((await fetch(`${service.address}/readyz`)).status).toBe(200);
  const said = service.line('"loaded":');
  await service.stop();
  const { loaded, builtin } = JSON.parse(await said) as Record<'loaded' | 'builtin', string[]>;
  const packages = new Set(loaded.map((url) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]));
  expect(ELSEWHERE.filter((name) => packages.has(name))).toEqual([]);
  expect(builtin.filter((name) => /undici|http2/.test(name))).toEqual([]);
  // Each takes some 0.3 ms and 15 kB. Another package for everybody is worth a thought.
  expect(loaded.length).toBeLessThan(1_360);
});
