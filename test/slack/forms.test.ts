import { afterEach, describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Submission } from '#chat/submission.ts';
import { LIMITS } from '#slack/limits.ts';
import { addForm, DRAFT, screen, text } from '../support/fake-core.ts';
import { limited } from '../support/limits.ts';
import { inputs, type Person, textOf, type View } from '../support/slack/index.ts';
import { type Running, run } from './harness.ts';

const PASSWORD = 'correct horse &amp; “battery”';
const TYPED = { email: 'ann@example.com', password: PASSWORD, roles: ['admin'] };

let env: Running;
let ann: Person;

async function opened(options: Parameters<typeof run>[1] = {}): Promise<View> {
  env = await run('http', options);
  ann = env.double.person({ name: 'ann' });
  env.core.openers = 'form';
  env.core.onAnswer = () => [{ type: 'screen', as: 'new', screen: addForm() }];
  await ann.types('/hexa users add');
  return env.double.waitFor(() => ann.view, 'the form');
}

function accepted(replies: () => Promise<Reply[]> | Reply[], replyTo: string | null = null): Submission {
  return { type: 'accepted', working: screen('Creating…'), replyTo, run: async () => replies() };
}

const refused = (...replies: Reply[]): Submission => ({ type: 'refused', replies });

afterEach(async () => {
  expect(env.double.violations).toEqual([]);
  expect(JSON.stringify([env.double.calls, env.log.lines])).not.toContain('battery');
  await env[Symbol.asyncDispose]();
});

describe('a refused form', () => {
  it('says what no field of it is about at its top, and keeps what was typed', async () => {
    const view = await opened();
    env.core.onSubmit = () =>
      refused({
        type: 'errors',
        general: 'Nothing was done.',
        fields: { email: 'Taken.', username: 'Missing.' },
      });
    await ann.submits(view, TYPED);
    const again = ann.view!;
    for (const said of ['Nothing was done.', 'Email: Taken.', 'Missing.'])
      expect(textOf(again)).toContain(said);
    env.core.onSubmit = () => refused({ type: 'errors', general: 'Still not.', fields: {} });
    await ann.submits(again);
    expect(env.core.last.input).toMatchObject({ values: { ...TYPED, roles: ['r1'] } });
    expect(textOf(ann.view!)).toContain('Still not.');
    expect(textOf(ann.view!)).not.toContain('Nothing was done.');
    env.core.onSubmit = () => refused({ type: 'errors', fields: { email: 'Taken.' } });
    await ann.submits(ann.view!);
    expect(ann.errors(ann.view!)).toEqual({ email: 'Taken.' });
  });

  it('lays another screen on it', async () => {
    const view = await opened();
    env.core.onSubmit = () => refused({ type: 'screen', as: 'new', screen: screen('Quota reached') });
    await ann.submits(view, TYPED);
    expect(textOf(ann.view!)).toContain('Quota reached');
    await ann.closes(ann.view!);
    expect(ann.view?.id).toBe(view.id);
  });

  it.each([DRAFT, 'd2'])(
    'is shown again from its draft %s where only the slow half found the problem',
    async (draft) => {
      const view = await opened();
      const again = addForm({ email: 'from@draft.example' }, draft);
      env.core.onSubmit = () => accepted(() => [{ type: 'screen', as: 'in_form', screen: again }]);
      await ann.submits(view, TYPED);
      const form = await env.double.waitFor(
        () => (ann.view?.submit && ann.view.blocks[0]?.block_id === 'email~2' ? ann.view : null),
        'the form',
      );
      expect(inputs(form).map(({ blockId }) => blockId)).toEqual(['email~2', 'password~2', 'roles~2']);
      env.core.onSubmit = () => refused({ type: 'errors', fields: { email: 'Taken.' } });
      await ann.submits(form, { Password: PASSWORD, roles: ['manager'] });
      expect(env.core.last.input).toMatchObject({
        draft,
        values: { email: 'from@draft.example', roles: ['r2'] },
      });
      expect(ann.errors(form)).toEqual({ 'email~2': 'Taken.' });
    },
  );

  it('comes back filled in, but for the password, where checking took longer than Slack waits', async () => {
    const view = await opened();
    using _late = limited(LIMITS, { acknowledgeWithinMs: LIMITS.crowd.acknowledgeWithinMs });
    const checked = Promise.withResolvers<void>();
    env.core.onSubmit = async () => {
      await checked.promise;
      return refused({ type: 'errors', fields: { email: 'Taken.' } });
    };
    const delivery = await ann.submits(view, TYPED);
    expect(delivery.tookMs).toBeLessThan(3_000);
    checked.resolve();
    const form = await env.double.waitFor(() => (ann.view?.submit ? ann.view : null), 'the form');
    expect(textOf(form)).toContain('Email: Taken.');
    expect(textOf(form)).toContain('ann@example.com');
    env.core.onSubmit = () => refused({ type: 'close' });
    await ann.submits(form, { Password: 'another one' });
    expect(env.core.last.input).toMatchObject({
      values: { email: 'ann@example.com', password: 'another one', roles: ['r1'] },
    });
    expect(ann.view).toBeUndefined();
  });

  it('is acknowledged soon where many more come behind it, the first of them too', async () => {
    await opened();
    const many = Array.from({ length: LIMITS.crowd.from }, (_, n) => env.double.person({ name: `p${n}` }));
    for (const person of many) {
      await person.types('/hexa users add');
      await env.double.waitFor(() => person.view, 'the form');
    }
    // Without a crowd they would be waited for longer than this test lasts.
    using _patient = limited(LIMITS, { acknowledgeWithinMs: 600_000 });
    const checked = Promise.withResolvers<void>();
    env.core.onSubmit = async () => {
      await checked.promise;
      return refused({ type: 'screen', as: 'in_form', screen: screen('Checked') });
    };
    await Promise.all(many.map((person) => person.submits(person.view!, TYPED, { ackWithin: false })));
    expect(many.map((person) => textOf(person.view))).toEqual(
      many.map(() => expect.stringContaining('Loading…')),
    );
    checked.resolve();
    for (const person of many)
      await env.double.waitFor(() => textOf(person.view).includes('Checked'), 'the outcome');
  });
});

describe('a form behind many others', () => {
  it('is acknowledged at once, as its turn comes too late', async () => {
    const view = await opened();
    using _patient = limited(LIMITS, { acknowledgeWithinMs: 600_000, longQueue: 0 });
    const checked = Promise.withResolvers<void>();
    env.core.onSubmit = async () => {
      await checked.promise;
      return refused({ type: 'screen', as: 'in_form', screen: screen('Checked') });
    };
    await ann.submits(view, TYPED);
    expect(textOf(ann.view)).toContain('Loading…');
    checked.resolve();
    await env.double.waitFor(() => textOf(ann.view).includes('Checked'), 'the outcome');
  });
});

describe('an accepted form', () => {
  const done: Reply = { type: 'screen', as: 'new', screen: screen('Ann was added', [text('Users: 3/10')]) };

  it('shows its result in the channel though its view was closed meanwhile', async () => {
    const view = await opened();
    env.core.onSubmit = () => accepted(() => [done], env.core.asked[0]!.replyTo);
    await ann.submits(view, TYPED);
    await ann.closes(ann.view!);
    await env.double.waitFor(() => ann.ephemerals[0], 'the result');
    await env.slack.stop();
    expect(ann.directMessages).toEqual([]);
  });

  it('tells by direct message where the view is closed and the response_url too old', async () => {
    const view = await opened();
    env.core.onSubmit = () =>
      accepted(() => [done], env.core.asked[0]!.replyTo?.replace(/^\d+/, '1000') ?? null);
    await ann.submits(view, TYPED);
    await ann.closes(ann.view!);
    const message = await env.double.waitFor(() => ann.directMessages[0], 'the result');
    expect(textOf(message)).toContain('Users: 3/10');
    expect(ann.ephemerals).toEqual([]);
  });

  it('shows its result no sooner than Slack has surely put the working view there', async () => {
    const view = await opened();
    env.core.onSubmit = () => accepted(() => [done]);
    await ann.submits(view, TYPED);
    const acknowledgedAt = env.double.clock.now();
    await env.double.waitFor(() => textOf(ann.view!).includes('Users: 3/10'), 'the result');
    expect(env.double.callsTo('views.update')[0]!.time - acknowledgedAt).toBeGreaterThan(200);
  });

  it('tells the reference of a bug in its slow half', async () => {
    const view = await opened();
    env.core.onSubmit = () =>
      accepted(() => {
        throw new Error('secret detail');
      });
    await ann.submits(view, TYPED);
    await env.double.waitFor(() => textOf(ann.view!).includes(env.core.last.id), 'word of it');
    expect(textOf(ann.view!)).not.toContain('secret detail');
  });

  it('is finished before the service stops', async () => {
    const view = await opened();
    const working = Promise.withResolvers<void>();
    env.core.onSubmit = () =>
      accepted(async () => {
        await working.promise;
        return [done];
      });
    await ann.submits(view, TYPED);
    const stopped = env.slack.stop();
    working.resolve();
    await stopped;
    expect(textOf(ann.view!)).toContain('Ann was added');
  });
});

it.each(['refused', 'accepted', 'accepted in the channel'])(
  'a form that is %s is told as text alone, with a reference that is in the log, where its answer cannot be made',
  async (how) => {
    const view = await opened();
    const unmade = screen('Quota reached', [text('Three of three')], {
      actions: [{ type: 'button', label: 'Show', action: { name: 'NOT A NAME' } }],
    });
    const reply: Reply = { type: 'screen', as: 'in_form', screen: unmade };
    const { replyTo } = env.core.asked[0]!;
    env.core.onSubmit = () =>
      how === 'refused'
        ? refused(reply)
        : accepted(() => [reply], how === 'accepted in the channel' ? replyTo : null);
    await ann.submits(view, TYPED);
    const told = await env.double.waitFor(
      () => [textOf(ann.view!)].find((said) => said.includes('Three of three')),
      'the text',
    );
    expect(told).toContain(`reference: ${env.core.last.id}`);
    expect(told).not.toContain('Something went wrong');
    expect(env.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        data: expect.objectContaining({ request: env.core.last.id }),
      }),
    );
    if (how !== 'refused') return;
    await ann.closes(ann.view!);
    expect(ann.view?.id).toBe(view.id);
  },
);

describe('a search in a form', () => {
  it('offers what the core finds', async () => {
    env = await run('http');
    ann = env.double.person({ name: 'ann' });
    env.core.openers = 'form';
    const form = addForm();
    const options = Array.from({ length: 130 }, (_, index) => ({
      value: `r${index}`,
      label: `role ${index}`,
    }));
    const fields = [
      { name: 'roles', label: 'Roles', type: 'choices', required: true, options, source: 'roles' },
    ] as const;
    env.core.onAnswer = () => [{ type: 'screen', as: 'new', screen: { ...form, fields } }];
    await ann.types('/hexa users add');
    const view = await env.double.waitFor(() => ann.view, 'the form');
    env.core.onAnswer = () => [{ type: 'options', options: [{ value: 'r120', label: 'role 120' }] }];
    expect(await ann.searches(view, 'roles', '12')).toHaveLength(1);
    expect(env.core.last.input).toEqual({ type: 'search', source: 'roles', text: '12' });
    await ann.submits(view, { roles: ['role 120'] });
    expect(env.core.last.input).toMatchObject({ values: { roles: ['r120'] } });
    env.core.onAnswer = () => {
      throw new Error('no database');
    };
    expect(await ann.searches(ann.view ?? view, 'roles', '12').catch(() => [])).toEqual([]);
  });
});
