import { InteractionContextType } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSource } from '#discord/read/press.ts';
import { type Person, type ShownMessage, textOf } from '../support/discord/index.ts';
import { addForm, DRAFT, screen, text } from '../support/fake-core.ts';
import { type Running, run } from './harness.ts';

const SECOND = '1100000000000009999';
const card = (title: string) =>
  screen(title, [], {
    actions: [{ type: 'button', label: 'Approve', action: { name: 'ask.yes', ids: [DRAFT] } }],
  });

let running: Running;
let zoe: Person;
beforeAll(async () => {
  running = await run({ guilds: [SECOND] });
  running.double.guild({ id: SECOND, name: 'Second' });
  zoe = running.double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
});
beforeEach(() => {
  running.core.asked.length = 0;
  running.core.onAnswer = () => [{ type: 'screen', screen: screen('Answer'), as: 'new' }];
});
afterAll(async () => {
  running.double.assertNoViolations();
  await running[Symbol.asyncDispose]();
});

const identity = (workspace: string, user = zoe.id) => ({ platform: 'discord' as const, workspace, user });

describe('direct messages', () => {
  it('are about the guild that they were sent for, whichever is first', async () => {
    const both = zoe.in(SECOND);
    const sent = await running.discord.surfaces.direct(identity(SECOND), card('Request'));
    expect(sent).toMatchObject({ result: 'sent', posted: { platform: 'discord' } });
    running.core.onAnswer = () => [{ type: 'screen', screen: card('Decided'), as: 'in_place' }];
    const message = running.double.dms(zoe).at(-1);
    await both.inDirectMessage().presses(message, 'Approve');
    expect(running.core.last).toMatchObject({ identity: identity(SECOND), served: true });
    expect(textOf(message)).toContain('Decided');
    // It still says which guild it is about.
    await both.inDirectMessage().presses(message, 'Approve');
    expect(running.core.last.identity.workspace).toBe(SECOND);
  });

  it('go on saying so when they are updated', async () => {
    const sent = await running.discord.surfaces.direct(identity(SECOND), card('Request'));
    if (sent.result !== 'sent') throw new Error('not sent');
    expect(await running.discord.surfaces.update(sent.posted, card('Reminder'))).toMatchObject({
      result: 'sent',
    });
    await zoe.in(SECOND).inDirectMessage().presses(running.double.dms(zoe).at(-1), 'Approve');
    expect(running.core.last.identity.workspace).toBe(SECOND);
  });

  it('do not serve those who left', async () => {
    const max = running.double.member({ name: 'Max' });
    await running.discord.surfaces.direct(identity(running.double.guildId, max.id), card('Request'));
    max.leaves();
    const pressed = await max.inDirectMessage().presses(running.double.dms(max).at(-1), 'Approve');
    expect(running.core.last).toMatchObject({ served: false });
    expect(pressed.followUps.map(textOf).join()).toContain('Answer');
  });

  it('say so while Discord does not say who is a member', async () => {
    const max = running.double.member({ name: 'Max' });
    await running.discord.surfaces.direct(identity(running.double.guildId, max.id), card('Request'));
    running.double.fail(/GET \/guilds\/\d+\/members/, { times: 9, status: 500 });
    await max.inDirectMessage().presses(running.double.dms(max).at(-1), 'Approve');
    running.double.stopFailing();
    expect(running.core.last).toMatchObject({
      served: null,
      identity: identity(running.double.guildId, max.id),
    });
  });

  it('with a group are seen by others too', () => {
    const message = { id: '1', channelId: '2', components: [], flags: { has: () => false } };
    const source = (context: number) => readSource({ guildId: null, context, message } as never);
    expect(source(InteractionContextType.BotDM)).toMatchObject({ isDirect: true, isPrivate: true });
    expect(source(InteractionContextType.PrivateChannel)).toMatchObject({
      isDirect: false,
      isPrivate: false,
    });
  });

  it('are gone where they are closed, and foreign where the guild is not served', async () => {
    const max = running.double.member({ name: 'Max' });
    max.closesDirectMessages();
    const { surfaces } = running.discord;
    expect(await surfaces.direct(identity(running.double.guildId, max.id), card('x'))).toEqual({
      result: 'gone',
      reason: '50007',
    });
    expect(await surfaces.direct(identity('1'), card('x'))).toEqual({ result: 'gone', reason: 'foreign' });
  });

  it('fail in a way that can be tried again where Discord is down', async () => {
    running.double.fail(/POST \/channels/, { times: 2, status: 502 });
    const sent = await running.discord.surfaces.direct(identity(running.double.guildId), card('x'));
    running.double.stopFailing();
    expect(sent).toMatchObject({ result: 'failed' });
  });
});

describe('who somebody is', () => {
  const force = { force: true };
  const opens = (person: Person) => {
    running.core.onAnswer = () => [{ type: 'screen', screen: addForm(), as: 'new' }];
    return person.uses('/hexa users add', {}, force);
  };
  type Given = { gone: () => void; message: ShownMessage | undefined };
  type Act = (person: Person, given: Given) => Promise<unknown>;
  const afterwards =
    (act: Act): Act =>
    (person, given) => {
      given.gone();
      return act(person, given);
    };
  /** Everything that brings an interaction; what has to be there before is made first, and then the person is `gone`. */
  const KINDS = {
    command: afterwards((person) => person.uses('/hexa home', {}, force)),
    completion: afterwards((person) =>
      person.autocompletes('/hexa users show', { user: 'a' }, 'user', force),
    ),
    'menu of a member': afterwards((person) => person.usesOnMember('Hexabot user', zoe, force)),
    'button on a message': afterwards((person, { message }) => person.presses(message, 'Approve', force)),
    'form in a modal': async (person, { gone }) => {
      const { modal } = await opens(person);
      gone();
      return person.submits(
        modal,
        { Email: 'a@example.com', Password: 'long enough', Roles: ['admin'] },
        force,
      );
    },
  } satisfies Record<string, Act>;
  const PLACES = ['a guild that is served', 'a guild that is not', 'a direct message'] as const;
  const PEOPLE = ['a member', 'one who left', 'one of whom Discord does not say'] as const;
  type Served = boolean | null;
  /** In a guild the interaction itself says so; in a direct message Discord is asked. */
  const expected = (
    kind: keyof typeof KINDS,
    place: (typeof PLACES)[number],
    who: (typeof PEOPLE)[number],
  ): Served => {
    // Commands are a guild's own, so that nothing is completed in a direct message: nobody is looked up.
    if (kind === 'completion' && place === 'a direct message') return false;
    if (place !== 'a direct message') return place === 'a guild that is served';
    return who === 'one of whom Discord does not say' ? null : who === 'a member';
  };

  it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('is known of every %s', async (kind) => {
    const { double, core, discord } = running;
    const foreign = double.guild({ name: 'Not served' });
    const told: (readonly [string, Served | undefined])[] = [];
    for (const place of PLACES) {
      for (const who of PEOPLE) {
        // Whoever left can do nothing in a guild.
        if (place !== 'a direct message' && who === 'one who left') continue;
        const person = double.member({ name: 'Max', permissions: ['ManageGuild'] });
        await discord.surfaces.direct(identity(double.guildId, person.id), card('Request'));
        const message = double.dms(person).at(-1);
        const gone = (): void => {
          if (who === 'one who left') person.leaves();
          if (who === 'one of whom Discord does not say')
            double.fail(/GET \/guilds\/\d+\/members/, { times: 9, status: 500 });
        };
        const there = {
          'a guild that is served': person,
          'a guild that is not': person.in(foreign),
          'a direct message': person.inDirectMessage(),
        }[place];
        core.asked.length = 0;
        // A message stays where it was sent.
        if (kind !== 'button on a message' || place === 'a direct message') {
          await KINDS[kind](there, { gone, message });
          told.push([`${place}, ${who}`, core.asked.at(-1)?.served]);
        }
        double.stopFailing();
      }
    }
    expect(told).toEqual(
      told.map(([name]) => {
        const [place, who] = name.split(', ') as [(typeof PLACES)[number], (typeof PEOPLE)[number]];
        return [name, expected(kind, place, who)];
      }),
    );
    expect(told).toHaveLength(kind === 'button on a message' ? 3 : 7);
  });
});

describe('channels', () => {
  it('of other guilds get nothing', async () => {
    const elsewhere = running.double.guild({ name: 'Elsewhere' });
    const channel = running.double.channel({ name: 'general', guildId: elsewhere });
    expect(await running.discord.surfaces.post(channel, card('x'))).toEqual({
      result: 'gone',
      reason: 'foreign',
    });
  });

  it('are gone where they were deleted, closed to us, or the message was', async () => {
    const { surfaces } = running.discord;
    const gone = running.double.channel({ name: 'gone' });
    running.double.deleteChannel(gone);
    expect(await surfaces.post(gone, card('x'))).toEqual({ result: 'gone', reason: '10003' });
    const closed = running.double.channel({ name: 'closed', botCanSend: false });
    expect(await surfaces.post(closed, card('x'))).toEqual({ result: 'gone', reason: '50013' });
    const posted = { platform: 'discord' as const, channel: running.double.channelId, message: '123' };
    expect(await surfaces.update(posted, card('x'))).toEqual({ result: 'gone', reason: '10008' });
  });
});

describe('the menu of a bot', () => {
  it('says that it is one, and asks nothing of the core', async () => {
    const bot = running.double.member({ name: 'Robo', bot: true });
    const asked = running.core.asked.length;
    const answer = await zoe.usesOnMember('Hexabot user', bot);
    await answer.settled();
    expect(answer.text).toContain('Robo is a bot');
    expect(running.core.asked).toHaveLength(asked);
  });
});

describe('people', () => {
  it('of a guild that is not served are strangers', async () => {
    const elsewhere = running.double.guild({ name: 'Elsewhere' });
    const eve = running.double.member({ name: 'Eve', guildId: elsewhere });
    const answer = await eve.uses('/hexa home', {}, { force: true });
    expect(running.core.last).toMatchObject({
      served: false,
      identity: { workspace: elsewhere, user: eve.id },
    });
    expect(answer.text).toContain('Answer');
  });

  it('who are bots are strangers', async () => {
    const bot = running.double.member({ name: 'Bot', bot: true });
    await bot.uses('/hexa home', {}, { force: true });
    expect(running.core.last.served).toBe(false);
  });

  it('have a profile', async () => {
    const ann = running.double.member({ name: 'Ann', nick: 'Annie', avatar: 'abc' });
    const { surfaces } = running.discord;
    expect(await surfaces.profile(identity(running.double.guildId, ann.id))).toEqual({
      name: 'Annie',
      avatar: `https://cdn.discordapp.com/avatars/${ann.id}/abc.png?size=128`,
      locale: null,
      email: null,
      zone: null,
    });
    expect(await surfaces.isMember(identity(running.double.guildId, ann.id))).toBe(true);
    ann.leaves();
    expect(await surfaces.profile(identity(running.double.guildId, ann.id))).toBeNull();
    expect(await surfaces.isMember(identity(running.double.guildId, ann.id))).toBe(false);
    // Discord is not asked about guilds that are served no more: that nobody left them is not known.
    expect(await surfaces.isMember(identity('1100000000000007777', ann.id))).toBeNull();
  });

  it('press at once, and each gets their own answer', async () => {
    await running.discord.surfaces.post(running.double.channelId, card('Both'));
    const message = running.double.messages(running.double.channelId).at(-1);
    const others = ['Ada', 'Bea', 'Cem'].map((name) => running.double.member({ name }));
    running.core.onAnswer = ({ identity: { user } }) => [
      { type: 'screen', screen: screen('Yours', [text(user)]), as: 'new' },
    ];
    const answers = await Promise.all(others.map((one) => one.presses(message, 'Approve')));
    for (const [index, answer] of answers.entries()) {
      expect(answer.text).toContain(others[index]!.id);
      expect(answer.ephemeral).toBe(true);
    }
  });

  it('are named by the menu of a member, also those who left', async () => {
    const ann = running.double.member({ name: 'Ann' });
    await zoe.usesOnMember('Hexabot user', ann);
    expect(running.core.last.input).toEqual({
      type: 'command',
      path: 'users show',
      options: { user: `<@${ann.id}>` },
    });
    ann.leaves();
    await zoe.usesOnMember('Toggle status', ann);
    expect(running.core.last.input).toMatchObject({
      type: 'action',
      name: 'users.toggle',
      ids: [`<@${ann.id}>`],
    });
  });
});

describe('suggestions', () => {
  const options = [
    { value: 'u1', label: 'Ann Lee', description: 'ann@example.com' },
    { value: 'u2', label: 'Ann Lee', description: 'annie@example.com' },
  ];
  beforeEach(() => {
    running.core.onAnswer = () => [{ type: 'options', options }];
  });

  it('name one user by id, with name and email', async () => {
    const choices = await zoe.autocompletes('/hexa users show', { user: 'an' }, 'user');
    expect(running.core.last.input).toEqual({ type: 'search', source: 'users', text: 'an' });
    expect(choices).toEqual([
      { name: 'Ann Lee · ann@example.com', value: 'u1' },
      { name: 'Ann Lee · annie@example.com', value: 'u2' },
    ]);
  });

  it('go on after a comma where several can be named', async () => {
    const choices = await zoe.autocompletes('/hexa users disable', { users: 'max@example.com, an' }, 'users');
    expect(running.core.last.input).toMatchObject({ source: 'users', text: 'an' });
    expect(choices.map(({ value }) => value)).toEqual([
      'max@example.com, ann@example.com',
      'max@example.com, annie@example.com',
    ]);
  });

  it('name roles by name, at most 25', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ value: `r${index}`, label: `role ${index}` }));
    running.core.onAnswer = () => [{ type: 'options', options: many }];
    const choices = await zoe.autocompletes('/hexa users list', { role: 'role' }, 'role');
    expect(choices).toHaveLength(25);
    expect(choices[3]).toEqual({ name: 'role 3', value: 'role 3' });
  });

  it('are empty where the core refuses, fails or takes too long', async () => {
    running.core.onAnswer = () => [{ type: 'screen', screen: screen('No'), as: 'new' }];
    expect(await zoe.autocompletes('/hexa users show', { user: 'a' }, 'user')).toEqual([]);
    running.core.onAnswer = () => {
      throw new Error('oh');
    };
    expect(await zoe.autocompletes('/hexa users show', { user: 'a' }, 'user')).toEqual([]);
    running.core.onAnswer = () => new Promise(() => undefined);
    expect(await zoe.autocompletes('/hexa users show', { user: 'a' }, 'user')).toEqual([]);
  });
});
