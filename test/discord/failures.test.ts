import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Person, textOf } from '../support/discord/index.ts';
import { InteractionType } from '../support/discord/wire.ts';
import { DRAFT, screen } from '../support/fake-core.ts';
import { type Running, run } from './harness.ts';

let running: Running;
let zoe: Person;
beforeAll(async () => {
  running = await run();
  zoe = running.double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
});
beforeEach(() => {
  running.core.asked.length = 0;
  running.log.lines.length = 0;
  running.core.onAnswer = () => [{ type: 'screen', screen: screen('Hello'), as: 'new' }];
});
afterEach(() => running.double.stopFailing());
afterAll(() => running[Symbol.asyncDispose]());

const lastDirect = () => textOf(running.double.dms(zoe).at(-1));

describe('the first response', () => {
  it('is tried twice', async () => {
    running.double.fail(/POST \/interactions/, { status: 500 });
    expect((await zoe.uses('/hexa home')).text).toContain('Hello');
  });

  it('counts where only Discord’s answer to it was lost', async () => {
    running.double.fail(/POST \/interactions/, { drop: 'after' });
    const answer = await zoe.uses('/hexa home');
    expect(answer.text).toContain('Hello');
    expect(running.core.asked).toHaveLength(1);
  });

  it('that Discord does not take ends it before anything is done, and the person is told', async () => {
    running.double.fail(/POST \/interactions/, { status: 404, code: 10062, times: 2 });
    await zoe.uses('/hexa home', {}, { wait: 'none' });
    await running.double.waitFor(() => lastDirect().includes('Too late'), 'the message');
    expect(running.core.asked).toHaveLength(0);
  });

  it('that somebody else gave ends it silently', async () => {
    const before = running.double.dms(zoe).length;
    running.double.fail(/POST \/interactions/, { status: 400, code: 40060 });
    await zoe.uses('/hexa home', {}, { wait: 'none' });
    await running.double.waitFor(
      () => running.log.lines.some(({ message }) => message.includes('another process')),
      'the log',
    );
    expect(running.core.asked).toHaveLength(0);
    expect(running.double.dms(zoe)).toHaveLength(before);
  });
});

describe('an interaction of a shape that discord.js does not know', () => {
  it('is answered with a reference, and the next ones as ever', async () => {
    const menu = { id: '1', name: 'Hexabot user', type: 2, target_id: zoe.id };
    const answer = await zoe.sends(InteractionType.command, menu, null);
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toContain('Something went wrong');
    const [requestId] = /[0-9a-f-]{36}/.exec(answer.text) ?? [];
    expect(running.log.lines).toMatchObject([
      { level: 'error', message: 'an interaction of Discord was not handled', data: { requestId } },
    ]);
    expect((await zoe.uses('/hexa home')).text).toContain('Hello');
  });

  it.each([
    ['a menu of messages', InteractionType.command, { id: '1', name: 'Quote', type: 3, target_id: '1' }],
    ['a select of users', InteractionType.component, { component_type: 5, custom_id: 'x', values: [] }],
    ['a select of roles', InteractionType.component, { component_type: 6, custom_id: 'x', values: [] }],
  ])('is answered with a reference where it is %s', async (_, type, data) => {
    running.core.onAnswer = () => [{ type: 'screen', screen: screen('Hello'), as: 'new' }];
    const { message } = await zoe.uses('/hexa home');
    const answer = await zoe.sends(type, data, type === InteractionType.command ? null : message!);
    expect(answer.text).toContain('Something went wrong');
    expect(running.log.lines.at(-1)).toMatchObject({ level: 'error' });
  });

  it('is not answered where Discord would take no message', async () => {
    const search = { id: '1', name: 'hexa', type: 1, options: {} };
    const violations = running.double.violations.length;
    const answer = await zoe.sends(InteractionType.autocomplete, search, null, { wait: 'none' });
    await running.double.waitFor(() => running.log.lines.length > 0, 'the log');
    await zoe.uses('/hexa home');
    expect(answer.kind).toBe('none');
    expect(running.double.violations).toHaveLength(violations);
  });
});

describe('an answer', () => {
  it('comes by direct message where its place refuses it', async () => {
    running.double.fail(/PATCH \/webhooks/, { status: 404, code: 10015, times: 3 });
    await zoe.uses('/hexa home', {}, { wait: 'first' });
    await running.double.waitFor(() => lastDirect().includes('Hello'), 'the message');
    expect(lastDirect()).toContain('Discord wouldn’t let me show this');
    expect(running.log.lines.some(({ message }) => message === 'Discord did not show an answer')).toBe(true);
  });

  it('that nothing lets through stands in the log, without the token and without what it says', async () => {
    zoe.closesDirectMessages();
    running.double.fail(/PATCH \/webhooks/, { status: 404, code: 10015, times: 3 });
    const answer = await zoe.uses('/hexa home', {}, { wait: 'first' });
    await running.double.waitFor(
      () => running.log.lines.some(({ message }) => message.includes('could not be shown in any way')),
      'the log',
    );
    const log = JSON.stringify(running.log.lines);
    expect(log).not.toContain(answer.token);
    expect(log).not.toContain('Hello');
  });

  it('goes below where the pressed message is gone', async () => {
    const max = running.double.member({ name: 'Max', permissions: ['ManageGuild'] });
    running.core.onAnswer = () => [
      {
        type: 'screen',
        screen: screen('Card', [], {
          actions: [{ type: 'button', label: 'Again', action: { name: 'card.again', ids: [DRAFT] } }],
        }),
        as: 'in_place',
      },
    ];
    const shown = await max.uses('/hexa home');
    running.double.fail(/PATCH \/webhooks/, { status: 404, code: 10008, times: 1 });
    const pressed = await max.presses(shown.message, 'Again', { wait: 'first' });
    await pressed.shows(() => pressed.followUps.length === 1);
    expect(textOf(pressed.followUps[0])).toContain('Card');
  });

  it('that is too long for a message is told as text alone, with a reference that is in the log', async () => {
    const max = running.double.member({ name: 'Max', permissions: ['ManageGuild'] });
    running.core.onAnswer = () => [
      {
        type: 'screen',
        screen: screen(
          'Much',
          Array.from({ length: 60 }, () => ({ type: 'text', text: 'x'.repeat(399) }) as const),
        ),
        as: 'new',
      },
    ];
    const answer = await max.uses('/hexa home');
    expect(answer.text).toMatch(/Much[\s\S]*xxx/);
    const reference = /reference: ([0-9a-f-]{36})/.exec(answer.text)?.[1];
    expect(running.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', data: expect.objectContaining({ requestId: reference }) }),
    );
  });
});

it('that Discord finds malformed is told as text alone, with a reference that has its reason in the log', async () => {
  const max = running.double.member({ name: 'Max', permissions: ['ManageGuild'] });
  const link = { type: 'link', label: 'See pricing', url: 'https://hexabot.example' } as const;
  running.core.onAnswer = () => [
    {
      type: 'screen',
      as: 'new',
      screen: screen('Done', [{ type: 'text', text: 'Maja was disabled' }], { actions: [link] }),
    },
  ];
  running.double.fail(/PATCH \/webhooks|POST \/channels/, {
    status: 400,
    code: 50035,
    message: 'Invalid Form Body\ncomponents[0].url[BASE_TYPE_BAD]: A value.',
    times: 2,
  });
  const answer = await max.uses('/hexa home');
  expect(answer.text).toContain('Maja was disabled');
  expect(answer.text).not.toContain('See pricing');
  const reference = /reference: ([0-9a-f-]{36})/.exec(answer.text)?.[1];
  expect(reference).toBeDefined();
  expect(JSON.stringify(running.log.lines)).toMatch(
    new RegExp(`${reference}.*50035.*BASE_TYPE_BAD|50035.*BASE_TYPE_BAD.*${reference}`),
  );
});

it('a card that cannot be made goes as text alone, with a reference that is in the log, and its renewal too', async () => {
  const max = running.double.member({ name: 'Max' });
  const identity = { platform: 'discord', workspace: running.double.guildId, user: max.id } as const;
  const tooLong = screen(
    'Role change',
    Array.from({ length: 60 }, () => ({ type: 'text', text: 'x'.repeat(399) }) as const),
  );
  const sent = await running.discord.surfaces.direct(identity, tooLong);
  if (sent.result !== 'sent') throw new Error(sent.reason);
  const said = () => textOf(running.double.dms(max).at(-1));
  expect(said()).toMatch(/Role change[\s\S]*xxx[\s\S]*reference: [0-9a-f]{8}/);
  const [, reference] = /reference: ([0-9a-f]{8})/.exec(said())!;
  expect(running.log.lines).toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ reference, code: 'unmade' }) }),
  );
  expect(await running.discord.surfaces.update(sent.posted, tooLong)).toMatchObject({ result: 'sent' });
  expect(said()).not.toContain(reference);
});

it('answers what an earlier version wrote as out of date, and never runs it', async () => {
  const max = running.double.member({ name: 'Max', permissions: ['ManageGuild'] });
  const shown = await max.uses('/hexa home');
  const json = shown.message!.json;
  json.components[0]!.components!.push({
    type: 1,
    components: [{ type: 2, style: 2, label: 'Old', custom_id: '0/what/ever', id: 77 }],
  });
  await max.presses(shown.message, 'Old');
  expect(running.core.last.input).toMatchObject({ type: 'action', name: 'outdated', ids: [] });
});
