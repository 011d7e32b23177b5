import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { Pool } from 'pg';
import type { Statement } from './statements.ts';

/**
 * What everything is measured against: a Bolt app that acknowledges and posts one message, and, typed `sql`, runs the
 * statements of a list before. Nothing else: no checks, no log, no screens.
 */
const {
  BOT_TOKEN = '',
  SIGNING_SECRET = '',
  SLACK_API_URL = '',
  DATABASE_URL,
  STATEMENTS = '[]',
} = process.env;
const statements = JSON.parse(STATEMENTS) as Statement[];
const pool = new Pool({ connectionString: DATABASE_URL, max: 10 });
const receiver = new HTTPReceiver({
  signingSecret: SIGNING_SECRET,
  endpoints: ['/slack/events'],
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  convoStore: false,
  clientOptions: { slackApiUrl: SLACK_API_URL },
  authorize: async () => ({ botToken: BOT_TOKEN, botId: 'B0BOT', botUserId: 'U0BOT' }),
});
app.command(/.*/, async ({ ack, command, respond }) => {
  await ack();
  if (command.text === 'sql') for (const { text, values } of statements) await pool.query(text, values);
  await respond({ text: 'Done.', response_type: 'ephemeral', replace_original: false });
});
const server = createServer((request, response) => receiver.requestListener(request, response));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Web       on   http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGINT', () => process.exit(0));
