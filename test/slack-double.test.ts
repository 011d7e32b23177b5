import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  buttons,
  ClientRefusal,
  findButton,
  inputs,
  type Person,
  pingsOf,
  type SlackDouble,
  startSlackDouble,
  textOf,
  type View,
} from './support/slack/index.ts';
import { type SampleApp, startSampleApp } from './support/slack/sample-app.ts';
import * as screens from './support/slack/sample-screens.ts';

let double: SlackDouble;
let app: SampleApp;
let ann: Person;

async function start(way: 'http' | 'socket'): Promise<void> {
  double = await startSlackDouble({
    channels: [
      { id: 'C0SECRET', name: 'secret', isPrivate: true, botIsMember: false },
      { id: 'C0AWAY', name: 'away', botIsMember: false },
      { id: 'C0SHARED', name: 'shared', isExtShared: true },
    ],
  });
  app = await startSampleApp(double, way);
  ann = double.person({ userId: 'U0ANN', name: 'ann', locale: 'fr-FR' });
}

async function stop(): Promise<void> {
  await app.stop();
  await double.stop();
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing there');
  return value;
}

async function openForm(person = ann, name = ''): Promise<View> {
  await person.types(`/hexa add ${name}`.trim());
  return double.waitFor(() => person.view, 'the form');
}

async function code(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error ?? error,
  );
}

describe.each(['http', 'socket'] as const)('a person, over %s', (way) => {
  beforeEach(() => start(way));
  afterEach(stop);

  it('types a command that is answered in the acknowledgement, to them alone', async () => {
    const delivery = await ann.types('/hexa list');
    expect(delivery.tookMs).toBeLessThan(3000);
    expect(textOf(must(ann.ephemerals[0]))).toBe(
      [
        'Users, page 1',
        '*Ann* ann@example.com <!channel>',
        '[Open]',
        '*Bob* bob@example.com',
        '[Open]',
        'Name | Role',
        'Ann | Admin',
        '[Next] [Dismiss] [Vague] [Loud] <Role: Admin | Editor | Reader> <Edit | Resend>',
      ].join('\n'),
    );
    expect(pingsOf(ann.ephemerals)).toEqual([]);
    expect(double.messages('general')).toEqual([]);
    await ann.types('/hexa plain');
    expect(textOf(must(ann.ephemerals[1]))).toBe('Hello & welcome');
    await ann.types('/hexa share', { channel: 'general' });
    expect(double.messages('C0GENERAL')).toHaveLength(1);
    expect(double.violations).toEqual([]);
  });

  it('presses buttons of an ephemeral message, which is replaced and removed in place', async () => {
    await ann.types('/hexa list');
    const list = must(ann.ephemerals[0]);
    const next = await ann.presses(list, 'Next');
    expect(next.payload).not.toHaveProperty('message');
    expect(next.payload.container).toMatchObject({ is_ephemeral: true, message_ts: list.ts });
    await double.waitFor(() => textOf(ann.ephemerals[0]).includes('page 2'), 'page 2');
    await ann.presses(list, 'Open', { near: 'bob@example.com' });
    await double.waitFor(() => textOf(ann.ephemerals[0]).includes('page 20'), 'page 20');
    await ann.presses(list, 'gone');
    await double.waitFor(() => ann.ephemerals.length === 0, 'the end of the message');
    await expect(ann.presses(list, 'Next')).rejects.toThrow('is gone');
    expect(double.violations).toEqual([]);
  });

  it('presses a button of a card, which is updated for everybody', async () => {
    const bob = double.person({ userId: 'U0BOB', name: 'bob' });
    await ann.types('/hexa card');
    const card = await double.waitFor(() => double.messages('general')[0], 'the card');
    expect(findButton(card, 'Approve')).toMatchObject({ value: 'r1', style: 'primary' });
    const { payload } = await bob.presses(card, 'Approve');
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0BOB', team_id: double.workspace.teamId },
      channel: { id: 'C0GENERAL', name: 'general' },
      message: { ts: card.ts, text: 'Request' },
      state: { values: {} },
      actions: [
        { type: 'button', action_id: 'approve', value: 'r1', text: { text: 'Approve', emoji: true } },
      ],
    });
    await double.waitFor(() => textOf(double.messages('general')) === 'Approved by @U0BOB', 'the decision');
    expect(pingsOf(double.messages('general')[0])).toEqual(['U0BOB']);
    await expect(ann.presses(card, 'Approve')).rejects.toThrow('no button Approve; there are: none');
    await ann.presses(card, 'Approve', { stale: true });
    await double.waitFor(() => double.callsTo('chat.update').length === 2, 'the second update');
  });

  it('chooses in menus', async () => {
    await ann.types('/hexa list');
    const list = must(ann.ephemerals[0]);
    const chosen = await ann.chooses(list, 'role_filter', 'Editor');
    expect(chosen?.payload.state).toMatchObject({
      values: { paging: { role_filter: { type: 'static_select', selected_option: { value: 'editor' } } } },
    });
    expect(chosen?.payload.actions).toMatchObject([{ selected_option: { text: { text: 'Editor' } } }]);
    const menu = await ann.chooses(list, 'menu', 'Resend');
    expect(menu?.payload.actions).toMatchObject([{ type: 'overflow', selected_option: { value: 'resend' } }]);
    await expect(ann.chooses(list, 'menu', 'Fly')).rejects.toThrow(
      'no option "Fly"; there are: "Edit", "Resend"',
    );
    expect(app.heard).toHaveLength(2);
  });

  it('fills a form in and submits it', async () => {
    const form = await openForm(ann, 'carl');
    expect(inputs(form).map((one) => one.label)).toEqual([
      'Username',
      'Email',
      'Roles',
      'Plan',
      'Flags',
      'Tone',
      'Manager',
    ]);
    expect(await ann.searches(form, 'Roles', 'ed')).toMatchObject([{ value: 'editor' }]);
    const { payload } = await ann.submits(form, {
      email: 'carl@example.com',
      Roles: ['Editor'],
      Flags: ['Notify', 'trial'],
      Manager: 'U0ANN',
    });
    expect(payload).toMatchObject({ type: 'view_submission', response_urls: [] });
    expect((payload.view as View).state.values).toEqual({
      name: { value: { type: 'plain_text_input', value: 'carl' } },
      email: { value: { type: 'email_text_input', value: 'carl@example.com' } },
      roles: { roles: { type: 'multi_external_select', selected_options: [screens.roles()[1]] } },
      plan: {
        value: { type: 'static_select', selected_option: expect.objectContaining({ value: 'reader' }) },
      },
      flags: {
        value: {
          type: 'checkboxes',
          selected_options: [
            expect.objectContaining({ value: 'notify' }),
            expect.objectContaining({ value: 'trial' }),
          ],
        },
      },
      tone: { tone: { type: 'radio_buttons', selected_option: null } },
      boss: { value: { type: 'users_select', selected_user: 'U0ANN' } },
    });
    await double.waitFor(() => textOf(ann.view).includes('Created carl'), 'the end of it');
    expect(ann.view?.id).toBe(form.id);
    expect(ann.view?.hash).not.toBe(form.hash);
    expect(double.violations).toEqual([]);
  });

  it('sees errors beside the inputs and keeps what was typed', async () => {
    const form = await openForm();
    await ann.searches(form, 'Roles', 'a');
    await ann.submits(form, { Username: 'taken', Email: 'a@b.example', Roles: ['Admin'] });
    expect(ann.errors(form)).toEqual({ name: 'Is taken' });
    expect(ann.view?.state.values.email).toEqual({
      value: { type: 'email_text_input', value: 'a@b.example' },
    });
    await ann.submits(form, { Username: 'free' });
    await double.waitFor(() => textOf(ann.view).includes('Created free'), 'the user');
  });

  it('opens the Home tab, uses a shortcut and closes what opens', async () => {
    const opened = await ann.opensHome();
    expect(opened.payload.event).not.toHaveProperty('view');
    const home = await double.waitFor(() => ann.home, 'the Home tab');
    expect(textOf(home)).toContain('Hexabot users');
    expect((await ann.opensHome()).payload.event).toMatchObject({ view: { id: home.id } });
    expect((await ann.presses(home, 'menu')).payload).toMatchObject({ view: { id: home.id, type: 'home' } });
    const { payload } = await ann.shortcut('add_user');
    expect(payload).not.toHaveProperty('response_url');
    const form = await double.waitFor(() => ann.view, 'the form');
    await ann.closes(form);
    expect(app.heard).toContain('closed add_user false');
    expect(ann.view).toBeUndefined();
    await expect(ann.submits(form)).rejects.toThrow('is not open any more');
  });

  it('has events of all kinds sent to the app', async () => {
    await ann.becomes({ deleted: true, email: 'ann@elsewhere.example' });
    await expect.poll(() => app.heard).toEqual(['U0ANN changed, retry 0']);
    const first = await double.event({ type: 'user_change', user: { id: 'U0OTHER' } });
    await first.replay({ retry: { num: 1, reason: 'timeout' } });
    await expect
      .poll(() => app.heard.slice(1))
      .toEqual(['U0OTHER changed, retry 0', 'U0OTHER changed, retry 1 timeout']);
    expect(double.deliveries.map((one) => one.kind)).toEqual(['events_api', 'events_api']);
  });

  it('fails a delivery that is not acknowledged in time', async () => {
    await expect(ann.types('/hexa silent', { ackWithin: 200 })).rejects.toThrow(
      'not acknowledged within 200 ms',
    );
  });
});

describe('payloads', () => {
  beforeEach(() => start('http'));
  afterEach(stop);

  it('carry every documented field', async () => {
    const { payload } = await ann.types('/hexa list', { channel: 'dm' });
    expect(payload).toEqual({
      token: 'verification-token',
      team_id: 'T0ACME',
      team_domain: 'acme',
      channel_id: expect.stringMatching(/^D/),
      channel_name: 'directmessage',
      user_id: 'U0ANN',
      user_name: 'ann',
      command: '/hexa',
      text: 'list',
      api_app_id: 'A0HEXA',
      is_enterprise_install: 'false',
      response_url: expect.stringContaining('/commands/'),
      trigger_id: expect.stringMatching(/^\d+\.\d+\..+/),
    });
  });

  it('tell a stranger of Slack Connect from a member', async () => {
    const eve = double.person({ name: 'eve', teamId: 'T0OTHER' });
    const typed = await eve.types('/hexa share');
    expect(typed.payload).toMatchObject({ team_id: 'T0OTHER' });
    const pressed = await eve.presses(must(double.messages('general')[0]), 'Next');
    expect(pressed.payload).toMatchObject({ team: { id: 'T0ACME' }, user: { team_id: 'T0OTHER' } });
    const { user } = await app.client.users.info({ user: eve.id });
    expect(user).toMatchObject({ team_id: 'T0OTHER', is_stranger: true });
    expect(user?.profile).not.toHaveProperty('email');
    const hidden = double.person({ name: 'hal', hidesTeam: true });
    const other = await hidden.presses(must(double.messages('general')[0]), 'Next');
    expect(other.payload.user).not.toHaveProperty('team_id');
  });

  it('tell the person’s locale only in users.info', async () => {
    const { user } = await app.client.users.info({ user: 'U0ANN', include_locale: true });
    expect(user).toMatchObject({
      locale: 'fr-FR',
      is_email_confirmed: true,
      profile: { email: 'ann@example.com' },
    });
  });

  it('show only to whom a message is shown', async () => {
    await ann.types('/hexa list');
    const bob = double.person({ name: 'bob' });
    await expect(bob.presses(must(ann.ephemerals[0]), 'Next')).rejects.toThrow('does not see the message');
    expect(buttons(must(ann.ephemerals[0]))).toEqual(['Open', 'Open', 'Next', 'Dismiss', 'Vague', 'Loud']);
    await expect(ann.presses(must(ann.ephemerals[0]), 'Open')).rejects.toThrow('2 button Open');
  });
});

describe('an enterprise grid', () => {
  it('puts its ids into the payloads', async () => {
    double = await startSlackDouble({ enterprise: { id: 'E0GRID', name: 'Grid' }, orgInstall: true });
    app = await startSampleApp(double, 'http');
    const wil = double.person({ userId: 'W0WIL', name: 'wil' });
    const typed = await wil.types('/hexa share');
    expect(typed.payload).toMatchObject({ enterprise_id: 'E0GRID', is_enterprise_install: 'true' });
    const pressed = await wil.presses(must(double.messages('general')[0]), 'Next');
    expect(pressed.payload).toMatchObject({
      team: null,
      enterprise: { id: 'E0GRID' },
      is_enterprise_install: true,
    });
    await stop();
  });
});

describe('delivery over HTTP', () => {
  beforeEach(() => start('http'));
  afterEach(stop);

  it('is refused by the app when forged or stale', async () => {
    const quiet = { allowFailure: true };
    expect((await ann.types('/hexa list', { ...quiet, forged: true })).status).toBe(401);
    expect((await ann.types('/hexa list', { ...quiet, staleBy: 600 })).status).toBe(401);
    await expect(ann.types('/hexa list', { forged: true })).rejects.toThrow(
      '/hexa was answered with HTTP 401',
    );
    expect(ann.ephemerals).toEqual([]);
  });

  it('is tried when the address is entered', async () => {
    expect(await double.verifiesUrl()).toBe(true);
  });

  it('is repeated as Slack repeats it, to the byte', async () => {
    const first = await ann.types('/hexa list');
    const again = await first.replay({ retry: { num: 1, reason: 'http_timeout' } });
    expect(again.json).toEqual(first.json);
    expect(ann.ephemerals).toHaveLength(1);
  });
});

describe('delivery over Socket Mode', () => {
  beforeEach(() => start('socket'));
  afterEach(stop);

  it.each(['warning', 'refresh_requested'] as const)('goes on after a disconnect for %s', async (reason) => {
    double.socket.disconnect(reason);
    await double.waitFor(() => double.socket.connectionsMade === 2, 'the next connection');
    await ann.types('/hexa list');
    expect(ann.ephemerals).toHaveLength(1);
  });

  it('goes on after a broken connection, and repeats an envelope', async () => {
    const first = await ann.types('/hexa list');
    double.socket.drop();
    await double.waitFor(() => double.socket.connectionsMade === 2, 'the next connection');
    expect((await first.replay()).json).toEqual(first.json);
    expect(double.socket.acks).toHaveLength(2);
  });

  it('needs the app-level token', async () => {
    expect(await code(app.client.apps.connections.open({}))).toBe('not_allowed_token_type');
  });
});

describe('the Web API', () => {
  beforeEach(() => start('http'));
  afterEach(stop);

  it('checks tokens and methods', async () => {
    expect(await code(app.client.auth.test({ token: 'xoxb-wrong' }))).toBe('invalid_auth');
    expect(await code(app.client.apiCall('users.fly'))).toBe('unknown_method');
    expect(await app.client.auth.test()).toMatchObject({
      team_id: 'T0ACME',
      user_id: 'U0BOT',
      bot_id: 'B0BOT',
    });
    expect(await app.client.bots.info({ bot: 'B0BOT' })).toMatchObject({ bot: { user_id: 'U0BOT' } });
  });

  it('takes a trigger once, and for three seconds', async () => {
    const trigger = async (): Promise<string> => String((await ann.types('/hexa list')).payload.trigger_id);
    const view = screens.note('Hello');
    const first = await trigger();
    expect(await code(app.client.views.open({ trigger_id: first, view }))).toBe('ok');
    expect(await code(app.client.views.open({ trigger_id: first, view }))).toBe('exchanged_trigger_id');
    const late = await trigger();
    double.clock.advance(3001);
    expect(await code(app.client.views.open({ trigger_id: late, view }))).toBe('expired_trigger_id');
    expect(await code(app.client.views.open({ trigger_id: '1.2.3', view }))).toBe('invalid_trigger_id');
  });

  it('stacks three views, and shows the one below when one is closed', async () => {
    const form = await openForm();
    await ann.presses(form, 'Details');
    const second = await double.waitFor(() => double.views.stack(ann)[1], 'the second view');
    expect(second).toMatchObject({ root_view_id: form.id, previous_view_id: form.id });
    await ann.presses(second, 'Details');
    const third = await double.waitFor(() => double.views.stack(ann)[2], 'the third view');
    await ann.presses(third, 'Details');
    await double.waitFor(() => double.calls.at(-1)?.answer?.error === 'push_limit_reached', 'the refusal');
    await expect(ann.submits(form, {}, { unchecked: true })).rejects.toThrow('is not on top');
    await ann.closes(third);
    expect(ann.view?.id).toBe(second.id);
    await ann.closes(second, { all: true });
    expect(double.views.stack(ann)).toEqual([]);
  });

  it('guards updates with the hash', async () => {
    const form = await openForm();
    const view = screens.note('One');
    const update = (hash?: string) =>
      code(app.client.views.update({ view_id: form.id, view, ...(hash ? { hash } : {}) }));
    expect(await update(form.hash)).toBe('ok');
    expect(await update(form.hash)).toBe('hash_conflict');
    expect(await update(ann.view?.hash)).toBe('ok');
    expect(await code(app.client.views.update({ view_id: 'V0NONE', view }))).toBe('not_found');
    await ann.opensHome();
    const home = await double.waitFor(() => ann.home, 'the Home tab');
    const publish = (hash: string) =>
      code(app.client.views.publish({ user_id: ann.id, view: screens.home(), hash }));
    expect(await publish(home.hash)).toBe('ok');
    expect(await publish(home.hash)).toBe('hash_conflict');
  });

  it('keeps what was typed over an update with the same ids, and drops the rest', async () => {
    const form = await openForm();
    ann.fills(form, { Username: 'typed', Email: 'e@x.example' });
    const blocks = screens.form('other').blocks.slice(0, 1);
    await app.client.views.update({ view_id: form.id, view: { ...screens.form(), blocks } });
    expect(ann.view?.state.values).toEqual({ name: { value: { type: 'plain_text_input', value: 'typed' } } });
  });

  it('answers a submission’s push, clear and nothing', async () => {
    const fill = { Email: 'a@b.example', Roles: ['Admin'] };
    const form = await openForm();
    await ann.searches(form, 'Roles', 'a');
    await ann.submits(form, { ...fill, Username: 'push' });
    expect(double.views.stack(ann).map((one) => one.callback_id)).toEqual(['add_user', 'details']);
    await ann.closes(must(ann.view));
    await ann.submits(form, { Username: 'clear' });
    expect(ann.view).toBeUndefined();
    const again = await openForm();
    await ann.submits(again, { ...fill, Username: 'close' });
    expect(ann.view).toBeUndefined();
    const third = await openForm();
    await expect(ann.submits(third, { ...fill, Username: 'wrong' })).rejects.toThrow(
      'no input block nowhere',
    );
    expect(double.violations).toHaveLength(1);
  });

  it('knows channels and who is in them', async () => {
    const post = (channel: string) => code(app.client.chat.postMessage({ channel, text: 'Hello' }));
    expect(await post('C0NONE')).toBe('channel_not_found');
    expect(await post('C0SECRET')).toBe('channel_not_found');
    expect(await post('C0AWAY')).toBe('not_in_channel');
    expect(await post('U0ANN')).toBe('ok');
    expect(ann.directMessages).toHaveLength(1);
    const { channel } = await app.client.conversations.open({ users: 'U0ANN' });
    expect(channel?.id).toBe(ann.directMessages[0]?.channel);
    expect(await code(app.client.conversations.open({ users: 'U0NOBODY' }))).toBe('user_not_found');
    const shared = await app.client.conversations.info({ channel: 'C0SHARED' });
    expect(shared.channel).toMatchObject({ is_ext_shared: true, is_member: true });
    expect(await code(app.client.chat.postMessage({ channel: 'C0GENERAL' } as never))).toBe('no_text');
  });

  it('updates and deletes shared messages, never ephemeral ones', async () => {
    const { ts = '' } = await app.client.chat.postMessage({
      channel: 'C0GENERAL',
      text: 'One',
      blocks: screens.card(),
    });
    const channel = 'C0GENERAL';
    await app.client.chat.update({ channel, ts, text: 'Two' });
    expect(double.messages('general')[0]).toMatchObject({ text: 'Two', edits: 1 });
    expect(textOf(double.messages('general')[0])).toContain('Bob asks');
    await app.client.chat.update({ channel, ts, text: 'Two', blocks: [] });
    expect(textOf(double.messages('general')[0])).toBe('Two');
    expect(await code(app.client.chat.update({ channel, ts: '1.2', text: 'x' }))).toBe('message_not_found');
    const quiet = await app.client.chat.postEphemeral({ channel, user: ann.id, text: 'Psst' });
    expect(double.ephemerals(ann.id)).toMatchObject([{ text: 'Psst', via: 'chat.postEphemeral' }]);
    expect(await code(app.client.chat.update({ channel, ts: quiet.message_ts ?? '', text: 'x' }))).toBe(
      'message_not_found',
    );
    await app.client.chat.delete({ channel, ts });
    expect(double.messages('general')).toEqual([]);
  });

  it('tells when a message or a channel is gone', async () => {
    const channel = 'C0SHARED';
    const post = async () => (await app.client.chat.postMessage({ channel, text: 'One' })).ts ?? '';
    const update = (ts: string) => code(app.client.chat.update({ channel, ts, text: 'Two' }));
    const ts = await post();
    double.removeMessage(must(double.messages('shared')[0]));
    expect(await update(ts)).toBe('message_not_found');
    const other = await post();
    double.channel({ id: channel, name: 'shared', isArchived: true });
    expect(await update(other)).toBe('is_inactive');
    expect(await code(post())).toBe('is_archived');
    double.removeChannel(channel);
    expect(await update(other)).toBe('channel_not_found');
  });

  it('lets a response_url be used five times within half an hour', async () => {
    await ann.types('/hexa many');
    await double.waitFor(() => double.callsTo('response_url').length === 6, 'six answers');
    expect(ann.ephemerals).toHaveLength(5);
    expect(double.callsTo('response_url').at(-1)).toMatchObject({
      status: 404,
      answer: { error: 'used_url' },
    });
    await ann.types('/hexa list');
    const list = must(ann.ephemerals.at(-1));
    const { payload } = await ann.presses(list, 'Next');
    double.clock.advance(31 * 60_000);
    const late = await fetch(String(payload.response_url), { method: 'POST', body: '{"text":"late"}' });
    expect([late.status, await late.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  it('says when the body of an acknowledgement is lost', async () => {
    await ann.types('/hexa list');
    await ann.presses(must(ann.ephemerals[0]), 'Loud');
    expect(double.violations[0]?.problems).toEqual(['Slack ignores the body of this acknowledgement']);
  });

  it('wants an answer to a press to say whether it replaces the message', async () => {
    await ann.types('/hexa list');
    await ann.presses(must(ann.ephemerals[0]), 'Vague');
    await double.waitFor(() => double.violations.length === 1, 'the violation');
    expect(double.violations[0]?.problems).toEqual(['neither replace_original nor delete_original is said']);
  });

  it('refuses bad blocks with a list of what is wrong, and remembers it', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
    const posted = app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'x', blocks });
    await expect(posted).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        errors: ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
    const long = Array.from({ length: 5 }, () => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'x'.repeat(2900) },
    }));
    expect(await code(app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'x', blocks: long }))).toBe(
      'msg_blocks_too_long',
    );
    const trigger_id = String((await ann.types('/hexa list')).payload.trigger_id);
    const { submit: _gone, ...view } = screens.form();
    expect(await code(app.client.views.open({ trigger_id, view }))).toBe('invalid_arguments');
    expect(double.violations.map((one) => one.where)).toEqual([
      'chat.postMessage',
      'chat.postMessage',
      'views.open',
    ]);
  });

  it('asks for scopes when the token has not all', async () => {
    const poor = await startSlackDouble({ scopes: ['chat:write', 'users:read'] });
    const ask = async (method: string, args: Record<string, string>) => {
      const answer = await fetch(poor.apiUrl + method, {
        method: 'POST',
        headers: { authorization: `Bearer ${poor.botToken}` },
        body: new URLSearchParams(args),
      });
      return answer.json();
    };
    const bob = poor.person({ name: 'bob' });
    expect(await ask('users.info', { user: bob.id })).not.toHaveProperty('user.profile.email');
    expect(await ask('conversations.open', { users: bob.id })).toMatchObject({
      error: 'missing_scope',
      needed: 'im:write',
    });
    await poor.stop();
  });
});

describe('Slack’s client', () => {
  beforeEach(() => start('http'));
  afterEach(stop);

  it('does not send a form whose inputs are empty or malformed', async () => {
    const form = await openForm();
    const refused = async (values: Record<string, string | string[]>, why: string) => {
      const error = await ann.submits(form, values).catch((one: unknown) => one);
      expect(error).toBeInstanceOf(ClientRefusal);
      expect(String(error)).toContain(why);
    };
    await refused({}, '"Username" is required');
    await refused({ Username: 'x'.repeat(21) }, 'takes at most 20 characters');
    await refused({ Username: 'a', Email: 'nonsense' }, 'is not an email address');
    await expect(ann.submits(form, { Roles: ['Admin'] })).rejects.toThrow(
      'an external select is searched first',
    );
    await expect(ann.searches(form, 'Roles', '')).rejects.toThrow('only from 1 characters on');
    expect(double.calls.filter((call) => call.method === 'views.update')).toEqual([]);
    const sent = await ann.submits(form, { Username: 'taken' }, { unchecked: true });
    expect(sent.json).toMatchObject({ response_action: 'errors' });
  });

  it('sends what is chosen in an input only when it dispatches', async () => {
    const form = await openForm();
    expect(await ann.chooses(form, 'Plan', 'Editor')).toBeUndefined();
    const sent = await ann.chooses(form, 'Tone', 'Kind');
    expect(sent?.payload).toMatchObject({
      container: { type: 'view', view_id: form.id },
      view: { state: { values: { plan: { value: { selected_option: { value: 'editor' } } } } } },
      actions: [{ type: 'radio_buttons', action_id: 'tone', selected_option: { value: 'kind' } }],
    });
  });
});

describe('what a person reads', () => {
  const said = (text: string) => textOf([{ type: 'section', text: { type: 'mrkdwn', text } }]);

  it('is resolved, and text that was escaped stays text', () => {
    expect(said('<@U1> <#C1|general> <!here> <https://x.example|docs> <!date^0^{date}|1 Jan>')).toBe(
      '@U1 #general @here docs (https://x.example) 1 Jan',
    );
    expect(said('&lt;@U1&gt; &amp;amp;')).toBe('<@U1> &amp;');
    expect(
      pingsOf([{ type: 'section', text: { type: 'mrkdwn', text: '<@U1> <!here> &lt;@U2&gt;' } }]),
    ).toEqual(['U1', 'here']);
    expect(pingsOf({ text: '<!channel>', blocks: [] })).toEqual(['channel']);
  });
});

describe('failures', () => {
  beforeEach(() => start('http'));
  afterEach(stop);

  it('come when they are asked for, so often, and are healed', async () => {
    const post = () => code(app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' }));
    double.fail('chat.postMessage', { error: 'fatal_error', times: 2 });
    expect([await post(), await post(), await post()]).toEqual(['fatal_error', 'fatal_error', 'ok']);
    double.fail('chat.postMessage', { status: 503 });
    expect(String(await post())).toContain('503');
    double.fail('chat.postMessage', { error: 'internal_error', afterwards: true });
    expect(await post()).toBe('internal_error');
    expect(double.messages('general')).toHaveLength(2);
    double.fail('*', { error: 'internal_error', times: 9 });
    double.heal();
    expect(await post()).toBe('ok');
  });

  it('can be a rate limit or silence', async () => {
    const ask = (signal?: AbortSignal) =>
      fetch(`${double.apiUrl}team.info`, {
        method: 'POST',
        headers: { authorization: `Bearer ${double.botToken}` },
        ...(signal ? { signal } : {}),
      });
    double.fail('team.info', { status: 429, retryAfter: 7 });
    const limited = await ask();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    double.fail('team.info', { hang: true });
    await expect(ask(AbortSignal.timeout(100))).rejects.toThrow('timeout');
  });

  it('are told by waitFor with the last calls', async () => {
    await app.client.auth.test();
    await expect(double.waitFor(() => undefined, 'a miracle', 50)).rejects.toThrow(
      /waited 50 ms for a miracle; the last calls were:\n {2}auth.test/,
    );
  });
});
