import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { LIMITS } from '#slack/limits.ts';
import { addForm, DRAFT, screen, text } from '../support/fake-core.ts';
import { limited } from '../support/limits.ts';
import { textOf } from '../support/slack/index.ts';
import { run, SIGNING_SECRET } from './harness.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

describe('requests over HTTP', () => {
  it.each([
    ['forged', { forged: true }],
    ['older than five minutes', { staleBy: 301 }],
  ])('gets 401 and reaches nobody when it is %s', async (_, options) => {
    await using env = await run('http');
    const ann = env.double.person({ name: 'ann' });
    const delivery = await ann.types('/hexa users list', { ...options, allowFailure: true });
    expect(delivery.status).toBe(401);
    expect(env.core.asked).toEqual([]);
  });

  it('gets 404 where it is not for Slack', async () => {
    await using env = await run('http');
    const ann = env.double.person({ name: 'ann' });
    const { status } = await ann.types('/hexa help', {
      allowFailure: true,
      headers: { 'content-type': 'text/plain' },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(env.core.asked).toEqual([]);
  });

  /** Anything, with Slack's signature. */
  async function sendSigned(address: string | null, body: string, type = FORM): Promise<number> {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const hmac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac}`,
    };
    return (await fetch(`${address}/slack/events`, { method: 'POST', headers, body })).status;
  }
  const ofForm = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

  it.each([
    ['has no user', ofForm({ type: 'block_actions', actions: [{ type: 'button', action_id: 'x' }] })],
    ['has no view', ofForm({ type: 'view_submission', user: { id: 'U1' }, team: { id: 'T1' } })],
    ['is null', ofForm(null)],
    ['is null and no form', ' null\n', 'application/json'],
    ['is no JSON', 'payload=%7B%22type%22'],
  ])('gets 400, and the next one is answered, where it is signed and %s', async (_, body, type = FORM) => {
    await using env = await run('http');
    expect(await sendSigned(env.address, body, type)).toBe(400);
    expect(env.core.asked).toEqual([]);
    await env.double.person({ name: 'ann' }).types('/hexa help');
    expect(env.core.asked).toHaveLength(1);
  });

  const from = { user: { id: 'U1', team_id: 'T1' }, team: { id: 'T1' } };
  it.each([
    ['a shortcut of messages', ofForm({ ...from, type: 'message_action', callback_id: 'x' })],
    ['a closed view', ofForm({ ...from, type: 'view_closed', view: { id: 'V1' } })],
    ['a button of an old attachment', ofForm({ ...from, type: 'interactive_message', actions: [{}] })],
    ['an old dialog', ofForm({ ...from, type: 'dialog_submission', callback_id: 'x' })],
    ['a step of a workflow', '{"type":"event_callback","event":{"type":"function_executed"}}', JSON_TYPE],
    ['a kind that nobody knows yet', ofForm({ ...from, type: 'telepathy' })],
  ])('is acknowledged at once, and reaches nobody, where it is %s', async (_, body, type = FORM) => {
    await using env = await run('http');
    // What nobody acknowledges gets 404 after 3 s.
    expect(await sendSigned(env.address, body, type)).toBe(200);
    expect(env.core.asked).toEqual([]);
  });

  it('gets 401 before anything of it is read, where it is not signed', async () => {
    await using env = await run('http');
    const unread = { method: 'POST', headers: { 'content-type': JSON_TYPE }, body: ' null\n' };
    expect((await fetch(`${env.address}/slack/events`, unread)).status).toBe(401);
  });

  it('gets 413 where it is larger than 1 MB', async () => {
    await using env = await run('http');
    // Cut off while it is still being sent, which a sender may see as a broken connection.
    const status = await sendSigned(env.address, 'x'.repeat(1_048_577)).catch(() => 413);
    expect(status).toBe(413);
    expect(env.core.asked).toEqual([]);
  });

  it('says nothing of what is in a request, in no log line', async () => {
    await using env = await run('http');
    const ann = env.double.person({ name: 'ann' });
    env.core.onAnswer = () => {
      throw new Error('broken');
    };
    await ann.types('/hexa users add password:hunter2');
    await ann.types('/hexa users add password:hunter2', { forged: true, allowFailure: true });
    expect(JSON.stringify(env.log.lines)).not.toMatch(/hunter2|hooks|xoxb/);
    expect(env.log.lines.length).toBeGreaterThan(1);
  });
});

describe.each(['http', 'socket'] as const)('more than can be done at once, over %s', (transport) => {
  it('is acknowledged when something before it is done', async () => {
    await using env = await run(transport);
    using _two = limited(LIMITS.held, { most: 2, patienceMs: 600_000 });
    const [ann, bob, cem, dan] = ['ann', 'bob', 'cem', 'dan'].map((name) => env.double.person({ name }));
    const done = Promise.withResolvers<void>();
    env.core.onAnswer = async () => {
      await done.promise;
      return [];
    };
    for (const person of [ann, bob]) await person!.types('/hexa users list');
    const acknowledged: string[] = [];
    const held = [cem, dan].map((person) =>
      person!.types('/hexa users list', { ackWithin: false }).then(() => acknowledged.push(person!.id)),
    );
    // Slack waits for no answer to this, so it is never held, and it is sent last.
    await dan!.opensHome();
    await vi.waitUntil(() => env.core.last.input.type === 'action');
    expect(acknowledged).toEqual([]);
    done.resolve();
    await Promise.all(held);
    expect(acknowledged).toEqual([cem!.id, dan!.id]);
    await vi.waitUntil(() => env.core.asked.length === 5);
  });

  it('is acknowledged in time, though nothing is done', async () => {
    await using env = await run(transport);
    using _none = limited(LIMITS.held, { most: 0, patienceMs: 1 });
    const ann = env.double.person({ name: 'ann' });
    await ann.types('/hexa users list');
    await vi.waitUntil(() => env.core.asked.length === 1);
  });
});

describe.each(['http', 'socket'] as const)('the key of a delivery over %s', (transport) => {
  it('is the same for a repetition, and another one for each thing done', async () => {
    await using env = await run(transport);
    const ann = env.double.person({ name: 'ann' });
    const first = await ann.types('/hexa users list');
    await first.replay({ retry: { num: 1, reason: 'http_timeout' } });
    env.double.clock.advance(1_000);
    await ann.types('/hexa users list');
    const keys = env.core.asked.map(({ delivery }) => delivery);
    expect(keys).toHaveLength(3);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(new Set(env.core.asked.map(({ id }) => id)).size).toBe(3);
  });
});

describe('people', () => {
  it.each([
    ['of another workspace', { teamId: 'T9OTHER' }],
    ['of another workspace that only Slack knows', { teamId: 'T9OTHER', hidesTeam: true }],
  ])('%s are strangers', async (_, person) => {
    await using env = await run('http');
    const ann = env.double.person({ name: 'ann' });
    env.core.onAnswer = () => [
      {
        type: 'screen',
        as: 'new',
        shared: true,
        screen: screen('Users', [], {
          actions: [{ type: 'button', label: 'Next', action: { name: 'users.page' } }],
        }),
      },
    ];
    await ann.types('/hexa users list');
    const message = await env.double.waitFor(() => env.double.messages('general')[0], 'the shared list');
    const eve = env.double.person({ name: 'eve', ...person });
    await eve.presses(message, 'Next');
    await expect.poll(() => env.core.last).toMatchObject({ served: false, identity: { user: eve.id } });
    expect(env.core.last.identity.workspace).not.toBe(env.double.workspace.teamId);
  });

  it('of a grid are ours from any of its workspaces, its guests from elsewhere are not', async () => {
    await using env = await run('http', {
      double: { enterprise: { id: 'E0GRID', name: 'Grid' }, orgInstall: true },
    });
    const ann = env.double.person({ name: 'ann', teamId: 'T0SISTER', enterpriseId: 'E0GRID' });
    const eve = env.double.person({ name: 'eve', teamId: 'T9OTHER', enterpriseId: null });
    const asked = (count: number) => expect.poll(() => env.core.asked.length).toBe(count);
    await ann.types('/hexa users list');
    await asked(1);
    await ann.shortcut('users_list');
    await asked(2);
    await eve.shortcut('users_list');
    await asked(3);
    await ann.shortcut('users_list');
    await asked(4);
    expect(
      env.core.asked.map(({ served, identity: { user, workspace } }) => [served, user, workspace]),
    ).toEqual([
      [true, ann.id, 'E0GRID'],
      [true, ann.id, 'E0GRID'],
      [false, eve.id, 'T9OTHER'],
      [true, ann.id, 'E0GRID'],
    ]);
    expect(env.double.callsTo('users.info')).toHaveLength(2);
  });
});

describe('forms over forms', () => {
  it('update the form below, which keeps what was typed, and then say that they are done', async () => {
    await using env = await run('http');
    const ann = env.double.person({ name: 'ann' });
    const manage = { type: 'button', label: 'Manage', action: { name: 'roles.manage' } } as const;
    env.core.openers = 'form';
    env.core.onAnswer = () => [{ type: 'screen', as: 'new', screen: { ...addForm(), actions: [manage] } }];
    await ann.types('/hexa users add');
    const form = await env.double.waitFor(() => ann.view, 'the form');
    ann.fills(form, { email: 'half@typed.example' });
    const roleForm = {
      ...screen('Create role'),
      fields: [{ type: 'text', name: 'name', label: 'Name', required: true }],
      form: { name: 'roles.create', draft: 'r1', submit: 'Create', close: 'Back', working: '…' },
    } as const;
    env.core.onAnswer = () => [{ type: 'screen', as: 'push', screen: roleForm }];
    await ann.presses(form, 'Manage');
    expect(env.core.last.input).toMatchObject({ draft: DRAFT });
    const role = await env.double.waitFor(
      () => (ann.view?.private_metadata === 'r1' ? ann.view : null),
      'the role',
    );
    const fields = addForm().fields!.map((field) =>
      field.type === 'choices'
        ? { ...field, options: [...field.options, { value: 'r9', label: 'editor' }] }
        : field,
    );
    env.core.onSubmit = () => ({
      type: 'accepted',
      working: screen('Creating…'),
      replyTo: null,
      run: async () => [{ type: 'screen', as: 'below', screen: { ...addForm(), fields } }],
    });
    await ann.submits(role, { Name: 'editor' });
    await env.double.waitFor(() => textOf(ann.view!).includes('✅'), 'the end of it');
    await ann.closes(ann.view!);
    await ann.submits(ann.view!, { Password: 'secret12', roles: ['editor'] });
    expect(env.core.last.input).toMatchObject({
      values: { email: 'half@typed.example', roles: ['r9'] },
      draft: DRAFT,
    });
    expect(env.double.violations).toEqual([]);
  });
});

describe('the Home tab', () => {
  it('is shown anew after a change', async () => {
    await using env = await run('http');
    const ann = env.double.person({ name: 'ann' });
    env.core.onAnswer = ({ input }) =>
      input.type === 'action'
        ? [{ type: 'screen', as: 'home', screen: screen('Home', [text('4 users')]) }]
        : [{ type: 'screen', as: 'new', screen: screen('Done') }, { type: 'refresh_home' }];
    await ann.types('/hexa users disable bob');
    await env.double.waitFor(() => ann.home && textOf(ann.home).includes('4 users'), 'the Home tab');
    expect(env.core.last).toMatchObject({ input: { name: 'home.open' }, replyTo: null });
    expect(new Set(env.core.asked.map(({ delivery }) => delivery)).size).toBe(2);
  });

  it('keeps its search and page after a change that was typed elsewhere', async () => {
    await using env = await run('http');
    const [ann, ben] = [env.double.person({ name: 'ann' }), env.double.person({ name: 'ben' })];
    const shows = { name: 'home.page', ids: ['a-search', '2'] };
    env.core.onAnswer = ({ input }) =>
      input.type === 'action'
        ? [{ type: 'screen', as: 'home', screen: { ...screen('Home', [text('4 users')]), shows } }]
        : [{ type: 'screen', as: 'new', screen: screen('Done') }, { type: 'refresh_home' }];
    await ann.opensHome();
    await env.double.waitFor(() => ann.home, 'the Home tab');
    for (const [person, input] of [
      [ann, shows],
      [ben, { name: 'home.open' }],
    ] as const) {
      await person.types('/hexa users disable bob');
      await vi.waitFor(() => expect(env.core.last.input).toMatchObject({ ...input, unasked: true }));
    }
  });

  it('leaves the Home tab as it is where making it anew was refused', async () => {
    await using env = await run('http');
    const ann = env.double.person({ name: 'ann' });
    env.core.onAnswer = ({ input }) =>
      input.type === 'action'
        ? [{ type: 'screen', as: 'new', screen: screen('Too much', [text('slow down')]) }]
        : [{ type: 'screen', as: 'new', screen: screen('Done') }, { type: 'refresh_home' }];
    await ann.types('/hexa users disable bob');
    await vi.waitFor(() => expect(env.core.asked).toHaveLength(2));
    await env.slack.stop();
    expect(env.core.last.input).toMatchObject({ name: 'home.open', unasked: true });
    expect(ann.home).toBeFalsy();
  });
});
