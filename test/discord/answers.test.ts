import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/discord/index.ts';
import { buttonsOf, textOf } from '../support/discord/index.ts';
import { InteractionType } from '../support/discord/wire.ts';
import { addForm, DRAFT, screen, text } from '../support/fake-core.ts';
import { type Running, run } from './harness.ts';

/** How long a token serves. */
const QUARTER = 15 * 60_000;

let running: Running;
let zoe: Person;
let ahead = 0;
beforeAll(async () => {
  running = await run({ clock: () => new Date(Date.now() + ahead) });
  zoe = running.double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
});
beforeEach(() => {
  running.core.asked.length = 0;
  running.core.onAnswer = () => [];
  running.log.lines.length = 0;
});
afterAll(async () => {
  running.double.assertNoViolations();
  await running[Symbol.asyncDispose]();
});

describe('a command', () => {
  it('is deferred for the person alone, and answered', async () => {
    running.core.onAnswer = () => [{ type: 'screen', screen: screen('Users', [text('Ann')]), as: 'new' }];
    const answer = await zoe.uses('/hexa users list', { search: 'ann', status: 'active' });
    expect(answer.kind).toBe('deferred');
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toBe('### Users\nAnn');
    expect(answer.timings.first).toBeLessThan(1_000);
    expect(running.core.last).toMatchObject({
      identity: { platform: 'discord', workspace: running.double.guildId, user: zoe.id },
      served: true,
      locale: 'en-US',
      pageSize: 8,
      maxFields: 4,
      delivery: `discord:${answer.id}`,
      replyTo: null,
      input: { type: 'command', path: 'users list', options: { search: 'ann', status: 'active' } },
    });
  });

  it('shows several screens, the first as the answer', async () => {
    running.core.onAnswer = () => [
      { type: 'screen', screen: screen('One'), as: 'new' },
      { type: 'refresh_home' },
      { type: 'screen', screen: screen('Two'), as: 'new' },
    ];
    const answer = await zoe.uses('/hexa home');
    await answer.shows('Two');
    expect(answer.followUps.map((each) => [textOf(each), each.ephemeral])).toEqual([['### Two', true]]);
  });

  it('leaves no "thinking…" where there is nothing to say', async () => {
    const answer = await zoe.uses('/hexa home');
    expect(answer.message).toBeUndefined();
  });

  it('tells the reference of a bug', async () => {
    running.core.onAnswer = () => {
      throw new Error('oh');
    };
    const answer = await zoe.uses('/hexa home');
    expect(answer.text).toContain('Something went wrong');
    expect(answer.text).toContain(running.core.last.id.replaceAll('-', '-'));
    expect(running.log.lines.find(({ level }) => level === 'error')).toBeDefined();
  });
});

describe('a form', () => {
  beforeEach(() => {
    running.core.onAnswer = () => [
      { type: 'screen', screen: addForm({ email: 'ann@example.com' }), as: 'new' },
    ];
  });

  it('opens as the first response', async () => {
    const answer = await zoe.uses('/hexa users add', { email: 'ann@example.com' });
    expect(answer.kind).toBe('modal');
    expect(textOf(answer.modal)).toContain('ann@example.com');
    expect(answer.modal?.customId).toBe(`1/users.add/${DRAFT}`);
  });

  it('is accepted: works, then answers', async () => {
    running.core.onSubmit = ({ input }) => ({
      type: 'accepted',
      working: screen('Add user', [text('Creating…')]),
      replyTo: null,
      run: async () => [
        { type: 'screen', screen: screen(`Added ${JSON.stringify(input)}`.slice(0, 20)), as: 'in_form' },
      ],
    });
    const { modal } = await zoe.uses('/hexa users add');
    const answer = await zoe.submits(modal, { Password: 'secret words', Roles: ['admin', 'manager'] });
    expect(answer.text).toContain('Added');
    expect(answer.ephemeral).toBe(true);
    expect(running.core.last.input).toEqual({
      type: 'form',
      name: 'users.add',
      draft: DRAFT,
      values: { email: 'ann@example.com', password: 'secret words', roles: ['r1', 'r2'] },
      partial: 'last',
    });
  });

  it('is refused field by field, and opens again with what was typed', async () => {
    running.core.onSubmit = () => ({
      type: 'refused',
      replies: [
        {
          type: 'errors',
          fields: { email: 'Another user already has this email.', password: 'Too short.' },
          form: addForm({ email: 'ann@example.com' }),
        },
      ],
    });
    const { modal } = await zoe.uses('/hexa users add');
    const refused = await zoe.submits(modal, { Password: 'x', Roles: ['admin'] });
    expect(refused.text).toContain('Check the form');
    expect(refused.text).toContain('**Email:** Another user already has this email.');
    expect(refused.text).toContain('**Password:** Too short.');
    expect(refused.ephemeral).toBe(true);

    const again = await zoe.presses(refused.message, 'Open the form');
    expect(running.core.last.input).toMatchObject({
      type: 'action',
      name: 'forms.open',
      ids: [DRAFT, 'email'],
    });
    expect(again.kind).toBe('modal');
    expect(textOf(again.modal)).toContain('ann@example.com');

    running.core.onSubmit = () => ({
      type: 'accepted',
      working: screen('Add user'),
      replyTo: null,
      run: async () => [{ type: 'screen', screen: screen('Ann was added'), as: 'in_form' }],
    });
    const done = await zoe.submits(again.modal, { Password: 'long enough', Roles: ['admin'] });
    await done.shows('Ann was added');
    expect(textOf(refused.message)).toBe('### Ann was added');
  });
});

describe('a press', () => {
  const card = (title: string) =>
    screen(title, [], {
      actions: [
        { type: 'button', label: 'Refresh', action: { name: 'users.page', ids: ['all', '1'] } },
        {
          type: 'button',
          label: 'Disable',
          style: 'danger',
          action: { name: 'users.disable', ids: [DRAFT] },
          confirm: { title: 'Disable Ann?', text: 'Ann will be out.', confirm: 'Yes, disable', cancel: 'No' },
        },
        {
          type: 'select',
          label: 'Open…',
          action: { name: 'users.show' },
          options: [{ value: 'u1', label: 'Ann' }],
        },
      ],
    });

  beforeEach(() => {
    running.core.onAnswer = () => [{ type: 'screen', screen: card('Ann, active'), as: 'new' }];
  });

  it('changes a private message in place', async () => {
    const shown = await zoe.uses('/hexa home');
    running.core.onAnswer = () => [{ type: 'screen', screen: card('Ann, later'), as: 'in_place' }];
    const pressed = await zoe.presses(shown.message, 'Refresh');
    expect(pressed.kind).toBe('deferred update');
    await pressed.shows('Ann, later');
    expect(textOf(shown.message)).toContain('Ann, later');
    expect(running.core.last.input).toMatchObject({ name: 'users.page', ids: ['all', '1'], selected: [] });
  });

  it('asks first where the button says so, and then changes the card', async () => {
    const shown = await zoe.uses('/hexa home');
    const asked = running.core.asked.length;
    const pressed = await zoe.presses(shown.message, 'Disable', { wait: 'first' });
    await pressed.shows(() => pressed.followUps.length > 0);
    expect(running.core.asked.length).toBe(asked);
    const [dialog] = pressed.followUps;
    expect(textOf(dialog)).toBe('### ⚠️ Disable Ann?\nAnn will be out.\n[Yes, disable] [No]');

    running.core.onAnswer = () => [{ type: 'screen', screen: screen('Ann, disabled'), as: 'in_place' }];
    await zoe.presses(dialog, 'Yes, disable');
    expect(running.core.last.input).toMatchObject({ type: 'action', name: 'users.disable', ids: [DRAFT] });
    expect(textOf(shown.message)).toBe('### Ann, disabled');
    expect(dialog?.deleted).toBe(true);
  });

  it('changes the dialog where the token of the card below it is too old', async () => {
    const shown = await zoe.uses('/hexa home');
    const pressed = await zoe.presses(shown.message, 'Disable', { wait: 'first' });
    await pressed.shows(() => pressed.followUps.length > 0);
    const [dialog] = pressed.followUps;
    // When this is answered, the app knows of the dialog.
    await zoe.uses('/hexa home');
    ahead += QUARTER;
    running.double.advance(QUARTER);
    running.core.onAnswer = () => [{ type: 'screen', screen: screen('Ann, disabled'), as: 'in_place' }];
    await zoe.presses(dialog, 'Yes, disable');
    expect(textOf(dialog)).toBe('### Ann, disabled');
    expect(running.log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('asks everybody in the words of a card that somebody’s press has brought up to date', async () => {
    await running.discord.surfaces.post(running.double.channelId, card('Request'));
    const posted = running.double.messages(running.double.channelId).at(-1);
    const end = {
      type: 'button',
      label: 'End access',
      action: { name: 'requests.end', ids: [DRAFT] },
      confirm: { title: 'End it?', text: 'Ann loses the roles.', confirm: 'End access', cancel: 'Cancel' },
    } as const;
    const approved = screen('Approved', [], { actions: [end] });
    running.core.onAnswer = () => [{ type: 'screen', screen: approved, as: 'card' }];
    await zoe.presses(posted, 'Refresh');
    const max = running.double.member({ name: 'Max' });
    const asked = await max.presses(posted, 'End access');
    expect(asked.text).toBe('### ⚠️ End it?\nAnn loses the roles.\n[End access] [Cancel]');
  });

  it('takes the dialog away when it is cancelled', async () => {
    const shown = await zoe.uses('/hexa home');
    const pressed = await zoe.presses(shown.message, 'Disable', { wait: 'first' });
    await pressed.shows(() => pressed.followUps.length > 0);
    const [dialog] = pressed.followUps;
    const asked = running.core.asked.length;
    await zoe.presses(dialog, 'No');
    expect(dialog?.deleted).toBe(true);
    expect(running.core.asked.length).toBe(asked);
    expect(buttonsOf(shown.message!)).toEqual(['Refresh', 'Disable']);
  });

  it('takes nothing away that is not a dialog, whoever presses what', async () => {
    await running.discord.surfaces.post(running.double.channelId, card('Request'));
    const posted = running.double.messages(running.double.channelId).at(-1)!;
    const forged = { id: 1, custom_id: '1/cancel', component_type: 2 };
    const max = running.double.member({ name: 'Max' });
    const answer = await max.sends(InteractionType.component, forged, posted, { wait: 'first' });
    expect(answer.kind).toBe('deferred update');
    // What comes after it is answered, so that it is done with.
    await zoe.uses('/hexa home');
    expect(posted.deleted).toBe(false);
  });

  it('tells what was chosen in a select', async () => {
    const shown = await zoe.uses('/hexa home');
    await zoe.selects(shown.message, 'Open…', 'Ann');
    expect(running.core.last.input).toMatchObject({ name: 'users.show', selected: ['u1'] });
  });
});
