import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackDouble } from './double.ts';
import * as shown from './sample-screens.ts';

const SIGNING_SECRET = 'the-signing-secret';

/** What is refused on purpose is not worth a line. */
const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** A small real Bolt app, so that the double is tried with what the product uses. */
export interface SampleApp {
  client: App['client'];
  /** What it was told: callback ids of closed views, events. */
  heard: string[];
  stop(): Promise<void>;
}

/** One app of each receiver, listening to the double. The double then delivers that way. */
export async function startSampleApp(double: SlackDouble, way: 'http' | 'socket'): Promise<SampleApp> {
  const clientOptions = { slackApiUrl: double.apiUrl, retryConfig: { retries: 0 }, logger: silent };
  const logger = silent;
  const receiver =
    way === 'http'
      ? new HTTPReceiver({ signingSecret: SIGNING_SECRET, logger })
      : new SocketModeReceiver({
          appToken: double.appToken,
          logger,
          clientPingTimeout: 300,
          installerOptions: { clientOptions: { ...clientOptions } },
        });
  const app = new App({ token: double.botToken, receiver, logger, convoStore: false, clientOptions });
  app.error(async () => {});
  const heard: string[] = [];
  listen(app, heard);
  // Bolt asks auth.test when it is made and does not wait for it; an answer lost at the end is an unhandled rejection.
  await app.client.auth.test();
  const started = await app.start({ port: 0, host: '127.0.0.1' } as unknown as number);
  if (way === 'http') {
    const { port } = (started as unknown as { address(): AddressInfo }).address();
    double.overHttp(`http://127.0.0.1:${port}`, SIGNING_SECRET);
  } else {
    double.overSocketMode();
    await double.socket.connected();
  }
  return { client: app.client, heard, stop: async () => void (await app.stop()) };
}

function listen(app: App, heard: string[]): void {
  app.command('/hexa', async ({ ack, command, client, respond }) => {
    const [word, ...rest] = command.text.split(' ');
    if (word === 'plain') return ack('Hello &amp; welcome');
    if (word === 'list') return ack({ response_type: 'ephemeral', text: 'Users', blocks: shown.userList(1) });
    if (word === 'share')
      return ack({ response_type: 'in_channel', text: 'Users', blocks: shown.userList(1) });
    if (word === 'silent') return;
    await ack();
    if (word === 'add')
      await client.views.open({ trigger_id: command.trigger_id, view: shown.form(rest[0]) });
    if (word === 'card') {
      await client.chat.postMessage({ channel: command.channel_id, text: 'Request', blocks: shown.card() });
    }
    if (word === 'many') for (let page = 1; page <= 6; page += 1) await respond(`page ${page}`);
  });
  app.action('page', async ({ ack, respond, action }) => {
    await ack();
    const value = 'value' in action ? Number(action.value) : 1;
    await respond({ replace_original: true, text: 'Users', blocks: shown.userList(value) });
  });
  app.action('gone', async ({ ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
  });
  app.action('vague', async ({ ack, respond }) => {
    await ack();
    await respond('Replaced or not?');
  });
  app.action('loud', async ({ ack }) => (ack as (body: string) => Promise<void>)('Nobody reads this'));
  app.action('approve', async ({ ack, body, client }) => {
    await ack();
    if (!('message' in body) || !body.message || !body.channel) return;
    const text = `Approved by <@${body.user.id}>`;
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text,
      blocks: shown.decided(text),
    });
  });
  app.action(/^(menu|role_filter|tone)$/, async ({ ack, payload }) => {
    heard.push(JSON.stringify(payload));
    await ack();
  });
  app.action('details', async ({ ack, body, client }) => {
    await ack();
    if ('trigger_id' in body) await client.views.push({ trigger_id: body.trigger_id, view: shown.details() });
  });
  app.options('roles', async ({ ack, options }) => {
    await ack({
      options: shown.roles().filter((one) => one.text.text.toLowerCase().includes(options.value)),
    });
  });
  app.view('add_user', async ({ ack, view, client }) => {
    const name = view.state.values.name?.value?.value ?? '';
    if (name === 'taken') return ack({ response_action: 'errors', errors: { name: 'Is taken' } });
    if (name === 'wrong') return ack({ response_action: 'errors', errors: { nowhere: 'Is taken' } });
    if (name === 'push') return ack({ response_action: 'push', view: shown.details() });
    if (name === 'clear') return ack({ response_action: 'clear' });
    if (name === 'close') return ack();
    await ack({ response_action: 'update', view: shown.note('Creating…') });
    await client.views.update({ view_id: view.id, view: shown.note(`Created ${name}`) });
  });
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack, body }) => {
    heard.push(`closed ${body.view.callback_id} ${'is_cleared' in body ? body.is_cleared : '?'}`);
    await ack();
  });
  app.shortcut('add_user', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: shown.form() });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: shown.home() });
  });
  app.event('user_change', async ({ event, context }) => {
    heard.push(
      `${event.user.id} changed, retry ${context.retryNum ?? 0} ${context.retryReason ?? ''}`.trim(),
    );
  });
}
