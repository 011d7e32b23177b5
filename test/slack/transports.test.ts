import { describe, expect, it } from 'vitest';
import { addForm, DRAFT, screen, text } from '../support/fake-core.ts';
import { textOf } from '../support/slack/index.ts';
import { run } from './harness.ts';

const TYPED = { Email: 'ann@example.com', Password: 'a &amp; “secret”', Roles: ['admin', 'manager'] };

describe.each(['http', 'socket'] as const)('over %s', (transport) => {
  it('answers a typed command to the person alone', async () => {
    await using env = await run(transport);
    env.core.onAnswer = () => [{ type: 'screen', as: 'new', screen: screen('Users', [text('3 users')]) }];
    const ann = env.double.person({ name: 'ann' });
    await ann.types('/hexa users list “ann lee”');
    const shown = await env.double.waitFor(() => ann.ephemerals[0], 'the answer');
    expect(textOf(shown)).toContain('3 users');
    expect(env.double.messages('general')).toEqual([]);
    expect(env.core.last).toMatchObject({
      identity: { platform: 'slack', workspace: env.double.workspace.teamId, user: ann.id },
      served: true,
      locale: null,
      pageSize: 10,
      input: { type: 'line', text: 'users list "ann lee"' },
    });
    expect(env.double.violations).toEqual([]);
  });

  it('opens a form, shows errors beside its fields, works, and shows the result in both places', async () => {
    await using env = await run(transport);
    env.core.openers = 'form';
    env.core.onAnswer = () => [{ type: 'screen', as: 'new', screen: addForm() }];
    const ann = env.double.person({ name: 'ann' });
    await ann.types('/hexa users add');
    const form = await env.double.waitFor(() => ann.view, 'the form');
    const replyTo = env.core.last.replyTo;

    env.core.onSubmit = () => ({
      type: 'refused',
      replies: [{ type: 'errors', fields: { email: 'Taken.' } }],
    });
    await ann.submits(form, TYPED);
    expect(ann.errors(form)).toEqual({ email: 'Taken.' });
    expect(env.core.last.input).toEqual({
      type: 'form',
      name: 'users.add',
      draft: DRAFT,
      values: { email: 'ann@example.com', password: 'a &amp; “secret”', roles: ['r1', 'r2'] },
    });

    const release = Promise.withResolvers<void>();
    env.core.onSubmit = () => ({
      type: 'accepted',
      working: screen('Creating…'),
      replyTo,
      run: async () => {
        await release.promise;
        return [{ type: 'screen', as: 'new', screen: screen('Ann was added') }];
      },
    });
    await ann.submits(form);
    expect(textOf(ann.view!)).toContain('Creating…');
    release.resolve();
    await env.double.waitFor(() => textOf(ann.view!).includes('Ann was added'), 'the result in the view');
    await env.double.waitFor(() => ann.ephemerals[0], 'the result in the channel');
    expect(textOf(ann.ephemerals[0]!)).toContain('Ann was added');
    expect(JSON.stringify(env.log.lines)).not.toMatch(/secret|ann@example/);
    expect(env.double.violations).toEqual([]);
  });
});
