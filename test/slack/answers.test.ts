import { afterEach, describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Action } from '#chat/screen.ts';
import { addForm, DRAFT, screen, text } from '../support/fake-core.ts';
import { type Person, textOf } from '../support/slack/index.ts';
import { type Running, run } from './harness.ts';

const button = (label: string, name = 'users.page', ids: string[] = []): Action => ({
  type: 'button',
  label,
  action: { name, ids },
});
const shown = (title: string, as: 'new' | 'in_place' | 'push' | 'in_form' | 'home' = 'new'): Reply => ({
  type: 'screen',
  as,
  screen: screen(title, [text(`${title} text`)]),
});
const withButtons = (...actions: Action[]): Reply => ({
  type: 'screen',
  as: 'new',
  screen: screen('Users', [text('page 1')], { actions }),
});

let env: Running;
async function start(options: Parameters<typeof run>[1] = {}): Promise<Person> {
  env = await run('http', options);
  return env.double.person({ name: 'ann' });
}
afterEach(async () => {
  expect(env.double.violations).toEqual([]);
  await env[Symbol.asyncDispose]();
});

async function typed(ann: Person, reply: Reply): Promise<(typeof ann.ephemerals)[number]> {
  env.core.onAnswer = () => [reply];
  await ann.types('/hexa users list');
  return env.double.waitFor(() => ann.ephemerals.at(-1), 'the answer');
}

describe('a press on a message', () => {
  it('edits the message in place when it is the presser’s own', async () => {
    const ann = await start();
    const message = await typed(ann, withButtons(button('Next', 'users.page', ['p2'])));
    env.core.onAnswer = () => [shown('Page 2', 'in_place')];
    await ann.presses(message, 'Next');
    await env.double.waitFor(() => textOf(ann.ephemerals[0]!).includes('Page 2'), 'the second page');
    expect(ann.ephemerals).toHaveLength(1);
    expect(env.core.last.input).toEqual({
      type: 'action',
      name: 'users.page',
      ids: ['p2'],
      selected: [],
      values: {},
      draft: null,
    });
  });

  it('posts nothing for everybody where it is not known that the channel is ours alone', async () => {
    const ann = await start();
    env.double.channel({ id: 'C0PARTNER', name: 'partner', isExtShared: true });
    env.core.onAnswer = () => [{ ...shown('Users'), shared: true } as Reply];
    await ann.types('/hexa users list', { channel: 'C0PARTNER' });
    await env.double.waitFor(() => ann.ephemerals[0], 'the answer');
    expect(textOf(ann.ephemerals[0]!)).toContain('nothing was posted');
    expect(env.double.messages('partner')).toEqual([]);
  });

  it('reads what was chosen in a select and in a menu', async () => {
    const ann = await start();
    const options = [{ value: 'active', label: 'Active' }];
    const row = { name: 'Bob', status: 'active', statusLabel: 'Active', avatar: null, facts: [] } as const;
    const message = await typed(ann, {
      type: 'screen',
      as: 'new',
      screen: screen('Users', [
        {
          type: 'users',
          rows: [{ ...row, actions: [button('Show', 'users.show', ['u1']), button('Roles', 'users.roles')] }],
        },
        {
          type: 'actions',
          actions: [{ type: 'select', label: 'Status', action: { name: 'users.filter' }, options }],
        },
      ]),
    });
    await ann.chooses(message, 'Status', 'Active');
    expect(env.core.last.input).toMatchObject({ name: 'users.filter', selected: ['active'] });
    await ann.chooses(message, 'menu', 'Show');
    expect(env.core.last.input).toMatchObject({ name: 'users.show', ids: ['u1'], selected: [] });
  });

  it('asks the core for what no version of ours wrote, and it answers that it is out of date', async () => {
    const ann = await start();
    const message = await typed(ann, {
      type: 'screen',
      as: 'new',
      screen: screen('Users', [], { actions: [button('Old')] }),
    });
    for (const block of message.blocks) {
      for (const one of (block.elements as { action_id?: string }[] | undefined) ?? [])
        one.action_id = '0/users.page';
    }
    await ann.presses(message, 'Old', { stale: true });
    expect(env.core.last.input).toMatchObject({ type: 'action', name: 'outdated' });
  });

  it('does nothing when a link is opened', async () => {
    const ann = await start();
    const link: Action = { type: 'link', label: 'Open in Hexabot', url: 'https://hexabot.example/users' };
    const message = await typed(ann, withButtons(link));
    await ann.presses(message, 'Open in Hexabot');
    expect(env.core.asked).toHaveLength(1);
  });
});

describe('opening a form', () => {
  it('shows a loading view within a second where the form is slow, then the form in it', async () => {
    const ann = await start();
    env.core.openers = 'form';
    const made = Promise.withResolvers<void>();
    env.core.onAnswer = async () => {
      await made.promise;
      return [{ type: 'screen', as: 'new', screen: addForm() }];
    };
    const typedAt = performance.now();
    await ann.types('/hexa users add');
    const loading = await env.double.waitFor(() => ann.view, 'a view');
    expect(performance.now() - typedAt).toBeLessThan(1_500);
    expect(textOf(loading)).toContain('Loading');
    made.resolve();
    const form = await env.double.waitFor(() => (ann.view?.submit ? ann.view : null), 'the form');
    expect(form.id).toBe(loading.id);
    await ann.submits(form, { email: 'a@b.c', password: 'secret12', roles: ['admin'] });
    expect(env.core.last.input).toMatchObject({ values: { email: 'a@b.c' }, draft: DRAFT });
  });

  it('shows a refusal in the loading view', async () => {
    const ann = await start();
    env.core.openers = 'form';
    const made = Promise.withResolvers<void>();
    env.core.onAnswer = async () => {
      await made.promise;
      return [shown('Missing permission')];
    };
    await ann.types('/hexa users add');
    await env.double.waitFor(() => ann.view, 'the loading view');
    made.resolve();
    await env.double.waitFor(
      () => ann.view && textOf(ann.view).includes('Missing permission'),
      'the refusal',
    );
    expect(ann.ephemerals).toEqual([]);
  });

  it('shows a refusal that is ready in time where the command was typed', async () => {
    const ann = await start();
    env.core.openers = 'form';
    env.core.onAnswer = () => [shown('Missing permission')];
    await ann.types('/hexa users add');
    await env.double.waitFor(() => ann.ephemerals[0], 'the refusal');
    expect(ann.view).toBeUndefined();
  });

  it.each([
    ['an expired trigger', { error: 'expired_trigger_id' }],
    ['a rate limit', { status: 429, retryAfter: 30 }],
    ['an error of Slack', { status: 503, times: 5 }],
  ])('tells the person about %s, and the log', async (_, failure) => {
    const ann = await start();
    env.core.openers = 'form';
    env.core.onAnswer = () => [{ type: 'screen', as: 'new', screen: addForm() }];
    env.double.fail('views.open', failure);
    await ann.types('/hexa users add');
    const message = await env.double.waitFor(() => ann.ephemerals[0], 'word of it');
    expect(textOf(message)).toContain('didn’t open in time');
    expect(env.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', data: expect.objectContaining({ way: 'views.open' }) }),
    );
  });
});

describe('where Slack does not let an answer through', () => {
  it('answers a dead response_url by direct message', async () => {
    const ann = await start();
    env.double.fail('response_url', { status: 404 });
    env.core.onAnswer = () => [shown('Users')];
    await ann.types('/hexa users list');
    const message = await env.double.waitFor(() => ann.directMessages[0], 'the direct message');
    expect(textOf(message)).toContain('Users text');
    expect(textOf(message)).toContain('Slack wouldn’t let me show this');
  });

  it('logs an error where no way is left', async () => {
    const ann = await start();
    env.double.fail('response_url', { status: 500 });
    env.double.fail('conversations.open', { error: 'user_disabled' });
    env.core.onAnswer = () => [shown('Users')];
    await ann.types('/hexa users list');
    await env.slack.stop();
    expect(env.log.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it('tells the reference of a bug, and nothing of what it was', async () => {
    const ann = await start();
    env.core.onAnswer = () => {
      throw new Error('secret detail');
    };
    await ann.types('/hexa users list');
    const message = await env.double.waitFor(() => ann.ephemerals[0], 'word of it');
    expect(textOf(message)).toContain(env.core.last.id);
    expect(textOf(message)).not.toContain('secret detail');
    expect(env.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        data: expect.objectContaining({ request: env.core.last.id }),
      }),
    );
  });

  it('tells as text alone, with its reference, what a screen says that is too much for a message', async () => {
    const ann = await start();
    const rows = Array.from({ length: 80 }, () => [button('Show')]);
    env.core.onAnswer = () => [
      {
        type: 'screen',
        as: 'new',
        screen: screen('Users', [
          text('page 1'),
          ...rows.map((actions) => ({ type: 'actions', actions }) as const),
        ]),
      },
    ];
    await ann.types('/hexa users list');
    const message = await env.double.waitFor(() => ann.ephemerals[0], 'word of it');
    const said = textOf(message);
    expect(said).toContain('Users');
    expect(said).toContain('page 1');
    expect(said).not.toContain('Show');
    expect(said).toContain(`reference: ${env.core.last.id}`);
    expect(env.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        data: expect.objectContaining({ request: env.core.last.id }),
      }),
    );
  });
});

describe('an answer that Slack refuses as it was made', () => {
  it.each([
    ['with its code', { status: 400, error: 'invalid_blocks' }],
    ['with status 200', { error: 'invalid_blocks' }],
  ])(
    'reaches the person as text alone, %s, with a reference that has the reason in the log',
    async (_how, failure) => {
      const ann = await start();
      env.double.fail('response_url', failure);
      env.double.fail('chat.postMessage', { error: 'invalid_blocks' });
      env.core.onAnswer = () => [withButtons(button('Next'))];
      await ann.types('/hexa users list');
      const message = await env.double.waitFor(() => ann.ephemerals.at(-1), 'the text');
      const said = textOf(message);
      expect(said).toContain('page 1');
      expect(said).not.toContain('Next');
      expect(said).toContain(`reference: ${env.core.last.id}`);
      expect(env.log.lines).toContainEqual(
        expect.objectContaining({
          data: expect.objectContaining({
            request: env.core.last.id,
            way: 'ephemeral',
            code: 'invalid_blocks',
          }),
        }),
      );
    },
  );

  it('shows a link whose host is no public name as text', async () => {
    const ann = await start();
    const links = ['http://localhost:3000/prove/x', 'http://10.0.0.7/x', 'https://hexabot.example/x'];
    const message = await typed(
      ann,
      withButtons(...links.map((url, index): Action => ({ type: 'link', label: `Link ${index}`, url }))),
    );
    const json = JSON.stringify(message.blocks);
    expect(json).toContain('"url":"https://hexabot.example/x"');
    for (const url of links.slice(0, 2)) {
      expect(json).toContain(url);
      expect(json).not.toContain(`"url":"${url}"`);
    }
  });
});

describe('modals and the Home tab', () => {
  it('lays an answer on an open form, which keeps what was typed', async () => {
    const ann = await start();
    env.core.openers = 'form';
    const form = addForm();
    env.core.onAnswer = () => [
      { type: 'screen', as: 'new', screen: { ...form, actions: [button('Manage', 'roles.manage')] } },
    ];
    await ann.types('/hexa users add');
    const view = await env.double.waitFor(() => ann.view, 'the form');
    ann.fills(view, { email: 'half@typed.example' });
    env.core.openers = [];
    env.core.onAnswer = () => [shown('Roles', 'push')];
    await ann.presses(view, 'Manage');
    expect(env.core.last.input).toMatchObject({
      name: 'roles.manage',
      values: { email: 'half@typed.example' },
    });
    const pushed = await env.double.waitFor(
      () => (ann.view?.id !== view.id ? ann.view : null),
      'the second view',
    );
    await ann.closes(pushed);
    await ann.submits(ann.view!, { password: 'secret12', roles: ['admin'] });
    expect(env.core.last.input).toMatchObject({ values: { email: 'half@typed.example' } });
  });

  it('publishes the Home tab when it is opened, and edits it in place', async () => {
    const ann = await start();
    env.core.onAnswer = () => [withButtons(button('Next'))];
    await ann.opensHome();
    const home = await env.double.waitFor(() => ann.home, 'the Home tab');
    expect(env.core.last).toMatchObject({
      served: true,
      input: { type: 'action', name: 'home.open' },
    });
    env.core.onAnswer = () => [shown('Page 2', 'in_place')];
    await ann.presses(home, 'Next');
    await env.double.waitFor(() => textOf(ann.home!).includes('Page 2'), 'the second page');
  });

  it('answers a press on the Home tab in a modal', async () => {
    const ann = await start();
    env.core.onAnswer = () => [withButtons(button('Show'))];
    await ann.opensHome();
    const home = await env.double.waitFor(() => ann.home, 'the Home tab');
    env.core.onAnswer = () => [shown('Bob')];
    await ann.presses(home, 'Show');
    await env.double.waitFor(() => ann.view && textOf(ann.view).includes('Bob text'), 'the modal');
  });

  it('answers the shortcut in a modal', async () => {
    const ann = await start();
    env.core.onAnswer = () => [shown('Users')];
    await ann.shortcut('users_list');
    await env.double.waitFor(() => ann.view && textOf(ann.view).includes('Users text'), 'the modal');
    expect(env.core.last.input).toEqual({ type: 'command', path: 'users list', options: {} });
  });
});
