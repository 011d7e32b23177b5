import { once } from 'node:events';
import {
  type ChatInputCommandInteraction,
  ComponentType,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import * as spec from 'discord-api-spec/zod';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  buttonsOf,
  ClientRefusal,
  type DiscordDouble,
  findButton,
  findSelect,
  type Person,
  startDiscordDouble,
  textOf,
} from './support/discord/index.ts';
import { clientFor, connectApp } from './support/discord/sample-app.ts';

const v2 = MessageFlags.IsComponentsV2;
const privately = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral;

const text = (content: string) => ({ type: ComponentType.TextDisplay, content }) as const;
const button = (label: string, customId: string, extra: object = {}) =>
  ({ type: ComponentType.Button, style: 1, label, customId, ...extra }) as const;
const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components }) as never;

const option = (name: string, extra: object = {}) => ({ type: 3, name, description: name, ...extra });
const hexa = {
  name: 'hexa',
  description: 'Users of the admin panel',
  description_localizations: { fr: 'Utilisateurs du panneau' },
  default_member_permissions: '32',
  contexts: [0],
  options: [
    {
      type: 2,
      name: 'users',
      description: 'Users',
      options: [
        {
          type: 1,
          name: 'list',
          description: 'List',
          options: [
            option('search', { max_length: 20 }),
            { type: 4, name: 'page', description: 'Page', min_value: 1 },
          ],
        },
        {
          type: 1,
          name: 'show',
          description: 'Show',
          options: [option('user', { required: true, autocomplete: true })],
        },
        {
          type: 1,
          name: 'link',
          description: 'Link',
          options: [{ type: 6, name: 'member', description: 'Who', required: true }],
        },
      ],
    },
    { type: 1, name: 'home', description: 'Home' },
  ],
};
const toggle = { name: 'Toggle status', type: 2 };

let double: DiscordDouble;
let zoe: Person;

beforeEach(async () => {
  double = await startDiscordDouble();
  zoe = double.member({ name: 'Zoé', permissions: ['ManageGuild'], locale: 'fr' });
});

afterEach(() => double.stop());

/** The app as a REST client only. */
async function rest(method: string, path: string, body?: unknown, token = double.token) {
  const response = await fetch(`${double.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = response.status === 204 ? undefined : ((await response.json()) as Record<string, unknown>);
  return { status: response.status, json, headers: response.headers };
}

const commandsPath = () => `/applications/${double.applicationId}/guilds/${double.guildId}/commands`;
const register = (...commands: object[]) => rest('PUT', commandsPath(), commands);

/** Connects an app with /hexa registered that treats typed commands so. */
async function appThat(answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>) {
  await register(hexa, toggle);
  return connectApp(double, async (i) => (i.isChatInputCommand() ? answer(i) : undefined));
}

describe('people', () => {
  test('type a command with options, and see the answer', async () => {
    let seen: unknown;
    await using _app = await appThat(async (i) => {
      seen = [
        i.commandName,
        i.options.getSubcommandGroup(),
        i.options.getSubcommand(),
        i.options.getString('search'),
      ];
      await i.reply({
        flags: privately,
        components: [text(`Page ${i.options.getInteger('page')}, ${i.locale}`)],
      });
    });
    const answer = await zoe.uses('/hexa users list', { search: 'ann', page: 2 });
    expect(seen).toEqual(['hexa', 'users', 'list', 'ann']);
    expect(answer.kind).toBe('message');
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toBe('Page 2, fr');
    expect(answer.timings.first).toBeLessThan(1000);
    expect(double.messages(double.channelId)).toEqual([]);
    double.assertNoViolations();
  });

  test('wait for a deferred answer, which keeps its ephemeral flag', async () => {
    await using _app = await appThat(async (i) => {
      await i.deferReply({ flags: MessageFlags.Ephemeral });
      await i.editReply({ flags: v2, components: [text('Done')] });
      await i.followUp({ flags: privately, components: [text('And this')] });
    });
    const answer = await zoe.uses('/hexa home');
    await answer.shows('And this');
    expect(answer.kind).toBe('deferred');
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toBe('Done\nAnd this');
    expect(answer.message?.versions.map((version) => textOf(version))).toEqual(['(thinking…)', 'Done']);
    expect(answer.followUps).toHaveLength(1);
    double.assertNoViolations();
  });

  test('cannot send what the client does not offer', async () => {
    await register(hexa, toggle);
    const sam = double.member({ name: 'Sam' });
    await expect(zoe.uses('/nope')).rejects.toThrow(/No command \/nope/);
    await expect(zoe.uses('/hexa')).rejects.toThrow(/cannot be used alone/);
    await expect(zoe.uses('/hexa users wipe')).rejects.toThrow(/there is no "wipe"/);
    await expect(zoe.uses('/hexa users list', { sort: 'name' })).rejects.toThrow(/no option "sort"/);
    await expect(zoe.uses('/hexa users show')).rejects.toThrow(/without user/);
    await expect(zoe.uses('/hexa users list', { page: 0 })).rejects.toThrow(/takes 1 to/);
    await expect(zoe.uses('/hexa users list', { search: 'x'.repeat(21) })).rejects.toThrow(/20 characters/);
    await expect(sam.uses('/hexa home')).rejects.toThrow(/hidden from Sam/);
    await expect(zoe.usesOnMember('Ban', sam)).rejects.toThrow(ClientRefusal);
    expect(double.calls.filter((call) => call.path.includes('interactions'))).toEqual([]);
  });

  test('get suggestions while they type', async () => {
    let typed: unknown;
    await register(hexa);
    await using _app = await connectApp(double, async (i) => {
      if (!i.isAutocomplete()) return;
      typed = i.options.getFocused(true);
      await i.respond([{ name: 'Ann Lee', value: '42' }]);
    });
    const choices = await zoe.autocompletes('/hexa users show', { user: 'an' }, 'user');
    expect(typed).toMatchObject({ name: 'user', value: 'an', focused: true });
    expect(choices).toEqual([{ name: 'Ann Lee', value: '42' }]);
    await expect(zoe.autocompletes('/hexa users list', {}, 'search')).rejects.toThrow(/no autocomplete/);
    double.assertNoViolations();
  });

  test('use the menu of a member, also of one who left', async () => {
    await register(toggle);
    const targets: unknown[] = [];
    await using _app = await connectApp(double, async (i) => {
      if (!i.isUserContextMenuCommand()) return;
      targets.push([i.targetUser.globalName, i.targetMember !== null]);
      await i.reply({ flags: privately, components: [text('Toggled')] });
    });
    const ann = double.member({ name: 'Ann' });
    const gone = double.member({ name: 'Gone', left: true });
    expect((await zoe.usesOnMember('Toggle status', ann)).text).toBe('Toggled');
    await zoe.usesOnMember('Toggle status', gone);
    expect(targets).toEqual([
      ['Ann', true],
      ['Gone', false],
    ]);
  });

  test('pick other people as options', async () => {
    const ann = double.member({ name: 'Ann', avatar: 'a1' });
    await using _app = await appThat(async (i) => {
      const user = i.options.getUser('member', true);
      await i.reply({ flags: privately, components: [text(`${user.id} ${user.avatarURL()}`)] });
    });
    const answer = await zoe.uses('/hexa users link', { member: ann });
    expect(answer.text).toBe(`${ann.id} https://cdn.discordapp.com/avatars/${ann.id}/a1.webp`);
  });

  test('press buttons and choose in selects; the message changes in place', async () => {
    const ann = double.member({ name: 'Ann' });
    await register(hexa);
    await using _app = await connectApp(double, async (i) => {
      if (i.isChatInputCommand()) await i.reply({ flags: v2, components: screen() });
      else if (i.isButton())
        await i.update({ components: [text(`Pressed by ${i.user.globalName}`), ...screen()] });
      else if (i.isStringSelectMenu())
        await i.update({ components: [text(`Chose ${i.values}`), ...screen()] });
      else if (i.isUserSelectMenu()) {
        await i.deferUpdate();
        await i.editReply({ components: [text(`Picked ${i.users.map((user) => user.globalName)}`)] });
      }
    });
    const { message } = await zoe.uses('/hexa home');
    if (!message) throw new Error('no message');
    expect(buttonsOf(message)).toEqual(['Next', 'Off', 'Pricing']);
    expect(textOf(message)).toBe(
      '[Next] [Off (disabled)] [Pricing](https://hexabot.ai/)\n  Roles\n  ( ) Admin - All of it\n  (x) Editor\n  ( ) Viewer\n  Who?',
    );
    expect(findButton(message, 'Next')?.custom_id).toBe('next');
    expect(findSelect(message, 'Roles')?.max_values).toBe(2);
    const pressed = await ann.presses(message, 'Next');
    expect(pressed.kind).toBe('update');
    expect(textOf(message)).toMatch(/^Pressed by Ann/);
    await zoe.selects(message, 'Roles', ['Admin', 'viewer']);
    expect(textOf(message)).toMatch(/^Chose admin,viewer/);
    await expect(zoe.selects(message, 'Roles', ['Admin', 'Editor', 'Viewer'])).rejects.toThrow(
      /1 to 2 choices/,
    );
    await expect(zoe.selects(message, 'Roles', 'Owner')).rejects.toThrow(/has no "Owner"/);
    await expect(zoe.presses(message, 'Off')).rejects.toThrow(/disabled/);
    await expect(zoe.presses(message, 'Pricing')).rejects.toThrow(/is a link/);
    const picked = await zoe.selects(message, 'Who?', ann);
    expect(picked.kind).toBe('deferred update');
    expect(textOf(message)).toBe('Picked Ann');
    double.assertNoViolations();
  });

  test('do not see private messages of others', async () => {
    const ann = double.member({ name: 'Ann' });
    await using _app = await appThat((i) =>
      i.reply({ flags: privately, components: [row(button('Go', 'go'))] }),
    );
    const { message } = await zoe.uses('/hexa home');
    await expect(ann.presses(message, 'Go')).rejects.toThrow(/Only somebody else sees/);
  });

  test('fill in forms of every kind of field', async () => {
    const ann = double.member({ name: 'Ann' });
    await register(hexa);
    const seen: Record<string, unknown> = {};
    await using app = await connectApp(double, async (i) => {
      if (i.isChatInputCommand())
        await i.showModal(form(i.options.getSubcommand() === 'home' ? 'first' : 'second'));
      if (!i.isModalSubmit()) return;
      read(i, seen);
      await i.reply({ flags: privately, components: [text(`Got ${i.customId}`)] });
    });
    const opened = await zoe.uses('/hexa home');
    expect(opened.kind).toBe('modal');
    expect(opened.text).toBe(
      'New user\nAll is told at once.\nEmail *\n  you@example.com\nNote\n  none yet\nRoles *\n  ( ) Admin\n  (x) Editor\nPlan *\n  ( ) Free\n  ( ) Pro',
    );
    const first = await zoe.submits(opened.modal, { Email: 'ann@example.com', Plan: 'Pro' });
    expect(first.text).toBe('Got first');
    expect(seen).toEqual({ email: 'ann@example.com', note: 'none yet', roles: ['editor'], plan: 'pro' });

    const second = await zoe.uses('/hexa users list');
    await zoe.submits(second.modal, { Days: ['mon', 'Tuesday'], Sure: true, who: ann });
    expect(app.errors).toEqual([]);
    expect(seen).toMatchObject({ days: ['mon', 'tue'], sure: true, who: [ann.id] });
    double.assertNoViolations();
  });

  test('cannot submit what the form does not take', async () => {
    await using _app = await appThat((i) => i.showModal(form('first')));
    const { modal } = await zoe.uses('/hexa home');
    const ann = double.member({ name: 'Ann' });
    await expect(zoe.submits(modal, { Plan: 'Pro' })).rejects.toThrow(/"Email" must be filled in/);
    await expect(zoe.submits(modal, { Email: 'a@b', Plan: 'Pro' })).rejects.toThrow(/5 to 40 characters/);
    await expect(zoe.submits(modal, { Email: 'a@b.de\n', Plan: 'Pro' })).rejects.toThrow(/one line/);
    await expect(zoe.submits(modal, { Email: 'a@b.de' })).rejects.toThrow(/"Plan" takes 1 to 1/);
    await expect(zoe.submits(modal, { Email: 'a@b.de', Plan: 'Pro', Age: '3' })).rejects.toThrow(
      /has no Age/,
    );
    await expect(ann.submits(modal, { Email: 'a@b.de', Plan: 'Pro' })).rejects.toThrow(/somebody else/);
  });

  test('act from direct messages, and from guilds that are not served', async () => {
    const seen: unknown[] = [];
    await register(hexa);
    await using app = await connectApp(double, async (i) => {
      if (!i.isRepliable()) return;
      seen.push([i.inGuild(), i.guildId, i.member === null, i.user.id === zoe.id, i.context]);
      await i.reply({ flags: privately, components: [text('Hm')] });
    });
    const dm = await app.client.rest.post(Routes.userChannels(), { body: { recipient_id: zoe.id } });
    await rest('POST', `/channels/${(dm as { id: string }).id}/messages`, {
      ...quiet,
      flags: v2,
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Approve', custom_id: 'a' }] }],
    });
    const other = double.guild({ name: 'Other' });
    await expect(zoe.in(other).uses('/hexa home')).rejects.toThrow(/No command/);
    await zoe.in(other).uses('/hexa home', {}, { force: true });
    await zoe.inDirectMessage().uses('/hexa home', {}, { force: true });
    await zoe.presses(double.dms(zoe)[0], 'Approve');
    expect(seen).toEqual([
      [true, other, false, true, 0],
      [false, null, true, true, 1],
      [false, null, true, true, 1],
    ]);
    expect(double.dms(zoe)).toHaveLength(1);
    double.assertNoViolations();
  });

  test('choose the channel and the language, and act on what is still there', async () => {
    const ops = double.channel({ name: 'ops' });
    const bot = double.member({ name: 'Bot', bot: true, seesCommands: true });
    await using _app = await appThat((i) =>
      i.reply({ flags: v2, components: [row(button(i.locale, 'go'))] }),
    );
    zoe.speaks('de');
    const answer = await zoe.inChannel(ops).uses('/hexa home');
    expect(double.messages(ops).map(textOf)).toEqual(['[de]']);
    const { message } = answer;
    if (!message) throw new Error('no message');
    double.deleteMessage(message);
    expect(double.messages(ops)).toEqual([]);
    await expect(zoe.presses(message, 'de')).rejects.toThrow(/deleted/);
    await expect(bot.uses('/hexa home')).rejects.toThrow(/Bots use no commands/);
    zoe.leaves();
    await expect(zoe.uses('/hexa home')).rejects.toThrow(/no member/);
  });

  test('press at once, and each gets an answer', async () => {
    const ann = double.member({ name: 'Ann' });
    await register(hexa);
    let decided = '';
    await using _app = await connectApp(double, async (i) => {
      if (i.isChatInputCommand()) await i.reply({ flags: v2, components: [row(button('Approve', 'yes'))] });
      else if (i.isButton() && decided === '') {
        decided = i.user.globalName ?? '';
        await i.update({ components: [text(`Approved by ${decided}`)] });
      } else if (i.isButton())
        await i.reply({ flags: privately, components: [text(`${decided} was faster`)] });
    });
    const { message } = await zoe.uses('/hexa home');
    const answers = await Promise.all([zoe.presses(message, 'Approve'), ann.presses(message, 'Approve')]);
    expect(answers.map((answer) => answer.kind).sort()).toEqual(['message', 'update']);
    expect(textOf(message)).toBe(`Approved by ${decided}`);
    double.assertNoViolations();
  });
});

describe('rules of interactions', () => {
  test('the first response comes within 3 seconds', async () => {
    await using app = await appThat(async (i) => {
      double.advance(3001);
      await i.reply({ flags: privately, components: [text('Late')] });
    });
    await expect(zoe.uses('/hexa home')).rejects.toThrow(
      /"The application did not respond" to \/hexa home by Zoé/,
    );
    await double.waitFor(() => app.errors.length > 0, 'the error of the app');
    expect(app.errors[0]).toMatchObject({ code: 10062, status: 404 });
    expect(double.violations).toMatchObject([{ code: 10062 }]);
    const answer = await zoe.uses('/hexa home', {}, { wait: 'none' });
    expect((await answer.unanswered()).kind).toBe('none');
  });

  test('there is one first response', async () => {
    await using app = await appThat(async (i) => {
      await i.reply({ flags: privately, components: [text('One')] });
      const path = Routes.interactionCallback(i.id, i.token);
      await i.client.rest.post(path, { auth: false, body: { type: 4, data: { ...quiet, content: 'Two' } } });
    });
    await zoe.uses('/hexa home');
    await double.waitFor(() => app.errors.length > 0, 'the error of the app');
    expect(app.errors[0]).toMatchObject({ code: 40060 });
    expect(() => double.assertNoViolations()).toThrow(/40060/);
  });

  test('the same interaction twice is refused the second time', async () => {
    await using app = await appThat((i) => i.reply({ flags: privately, components: [text('Hi')] }));
    const answer = await zoe.uses('/hexa home');
    double.redeliver(answer);
    await double.waitFor(() => app.errors.length > 0, 'the error of the app');
    expect(app.errors[0]).toMatchObject({ code: 40060 });
  });

  test('a modal is no answer to a modal', async () => {
    await register(hexa);
    await using app = await connectApp(double, async (i) => {
      if (i.isChatInputCommand()) await i.showModal(form('first'));
      else if (i.isModalSubmit())
        await i.client.rest.post(Routes.interactionCallback(i.id, i.token), {
          auth: false,
          body: { type: 9, data: raw(form('first')) },
        });
    });
    const { modal } = await zoe.uses('/hexa home');
    await zoe.submits(modal, { Email: 'a@b.de', Plan: 'Pro' }, { wait: 'none' });
    await double.waitFor(() => app.errors.length > 0, 'the error of the app');
    expect(app.errors[0]).toMatchObject({ code: 50035 });
    expect(String(app.errors[0])).toContain('INTERACTION_RESPONSE_TYPE_INVALID');
  });

  test('a deferred answer can be ephemeral and nothing else', async () => {
    await using app = await appThat((i) =>
      i.client.rest.post(Routes.interactionCallback(i.id, i.token), {
        auth: false,
        body: { type: 5, data: { flags: privately } },
      }),
    );
    await zoe.uses('/hexa home', {}, { wait: 'none' });
    await double.waitFor(() => app.errors.length > 0, 'the error of the app');
    expect(String(app.errors[0])).toContain('MESSAGE_FLAGS_NOT_SETTABLE');
  });

  test('tokens live 15 minutes; ephemeral messages die with them, others are edited by the bot', async () => {
    let last: ChatInputCommandInteraction | undefined;
    await using app = await appThat(async (i) => {
      last = i;
      const flags = i.options.getSubcommand() === 'home' ? privately : v2;
      await i.reply({ flags, components: [text('Before')] });
    });
    const open = await zoe.uses('/hexa users list');
    const hidden = await zoe.uses('/hexa home');
    await double.waitFor(() => last?.replied, 'the app to know that it has replied');
    double.advance(15 * 60_000 + 1);
    const edit = { components: [text('After')] };
    await expect(last?.editReply(edit)).rejects.toMatchObject({ code: 50027, status: 401 });
    const pathTo = (id = '') => `/channels/${double.channelId}/messages/${id}`;
    const body = { ...quiet, components: [text('After')] };
    expect((await rest('PATCH', pathTo(hidden.message?.id), body)).json).toMatchObject({ code: 10008 });
    expect((await rest('PATCH', pathTo(open.message?.id), body)).status).toBe(200);
    expect([hidden.text, open.text]).toEqual(['Before', 'After']);
    // A dead interaction token says nothing about the bot's own.
    await expect(app.client.application.fetch()).resolves.toBeDefined();
  });

  test('before the first response the token serves nothing', async () => {
    await using app = await appThat((i) => i.webhook.send({ flags: privately, components: [text('Hi')] }));
    await zoe.uses('/hexa home', {}, { wait: 'none' });
    await double.waitFor(() => app.errors.length > 0, 'the error of the app');
    expect(app.errors[0]).toMatchObject({ code: 10015 });
  });

  test('autocomplete is answered with at most 25 choices, and with nothing else', async () => {
    await register(hexa);
    const choices = Array.from({ length: 26 }, (_, index) => ({ name: `n${index}`, value: `v${index}` }));
    const bodies = [
      { type: 8, data: { choices } },
      { type: 4, data: { ...quiet, content: 'Hi' } },
    ];
    await using app = await connectApp(double, async (i) => {
      const body = bodies.shift();
      await i.client.rest.post(Routes.interactionCallback(i.id, i.token), { auth: false, body });
    });
    await zoe.autocompletes('/hexa users show', {}, 'user', { wait: 'none' });
    await zoe.autocompletes('/hexa users show', {}, 'user', { wait: 'none' });
    await double.waitFor(() => app.errors.length === 2, 'both errors');
    expect(app.errors.map(String).join()).toMatch(/choices\[BASE_TYPE_BAD_LENGTH\].*RESPONSE_TYPE_INVALID/s);
  });

  test('a follow-up right after deferring becomes the answer; a deleted answer is gone', async () => {
    await using app = await appThat(async (i) => {
      await i.deferReply();
      await i.followUp({ flags: v2, components: [text('Here')] });
      if (i.options.getSubcommand() === 'home') await i.deleteReply();
    });
    const kept = await zoe.uses('/hexa users list');
    expect(kept.followUps).toEqual([]);
    expect(kept.text).toBe('Here');
    const gone = await zoe.uses('/hexa home');
    await gone.shows((answer: typeof gone) => answer.message === undefined);
    expect(app.errors).toEqual([]);
  });

  test('with_response and files are served as Discord serves them', async () => {
    const media = { url: 'attachment://chart.png' };
    await using _app = await appThat(async (i) => {
      const { resource } = await i.reply({
        flags: v2,
        withResponse: true,
        files: [{ attachment: Buffer.from('png'), name: 'chart.png' }],
        components: [{ type: 12, items: [{ media, description: 'A chart' }] }],
      });
      await i.editReply({ components: [text(`Was ${resource?.message?.id}`)], attachments: [] });
    });
    const answer = await zoe.uses('/hexa home');
    await answer.shows(/^Was/);
    expect(answer.text).toBe(`Was ${answer.message?.id}`);
    expect(answer.message?.versions[0]?.attachments).toMatchObject([{ filename: 'chart.png', size: 3 }]);
    double.assertNoViolations();
  });
});

const quiet = { allowed_mentions: { parse: [] } };
const message = (...components: object[]) => ({ ...quiet, flags: v2, components });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const apiButton = (extra: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...extra });
const apiRow = (...components: object[]) => ({ type: 1, components });
const select = (extra: object = {}) => ({
  type: 3,
  custom_id: 's',
  options: [{ label: 'A', value: 'a' }],
  ...extra,
});
const section = (accessory?: object, texts = 1) => ({
  type: 9,
  components: many(texts, () => text('t')),
  accessory,
});
const thumbnail = (url: string) => ({ type: 11, media: { url } });

/** Something with a type, and fields of the right names. */
const componentish = fc
  .record(
    {
      type: fc.integer({ min: 0, max: 24 }),
      components: fc.oneof(fc.jsonValue(), fc.array(fc.constant(text('t')))),
      accessory: fc.jsonValue(),
      content: fc.jsonValue(),
      items: fc.jsonValue(),
      label: fc.jsonValue(),
      custom_id: fc.jsonValue(),
    },
    { requiredKeys: ['type'] },
  )
  .map((component): object => component);

describe('rules of messages', () => {
  const refused: [name: string, body: object, code: string][] = [
    ['allowed_mentions is missing', { flags: v2, components: [text('t')] }, 'ALLOWED_MENTIONS_MUST_BE_EMPTY'],
    [
      'mentions are parsed',
      { ...message(text('t')), allowed_mentions: { parse: ['users'] } },
      'ALLOWED_MENTIONS_MUST_BE_EMPTY',
    ],
    [
      'content stands beside Components V2',
      { ...message(text('t')), content: 'c' },
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS',
    ],
    [
      'embeds stand beside Components V2',
      { ...message(text('t')), embeds: [{ title: 'e' }] },
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS',
    ],
    ['V2 components come without the flag', { ...quiet, components: [text('t')] }, 'UNION_TYPE_CHOICES'],
    [
      'there are 41 components',
      message({ type: 17, components: many(40, () => text('t')) }),
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      'texts are over 4000 together',
      message(text('t'.repeat(2001)), text('t'.repeat(2000))),
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    ['a text is blank', message(text(' ')), 'BASE_TYPE_REQUIRED'],
    [
      'a section has four texts',
      message(section(apiButton(), 4)),
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ],
    ['a section has no accessory', message(section()), 'accessory BASE_TYPE_REQUIRED'],
    [
      'a row has six buttons',
      message(apiRow(...many(6, (i) => apiButton({ custom_id: `b${i}` })))),
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['a select shares its row', message(apiRow(select(), apiButton())), 'COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
    ['a custom id comes twice', message(apiRow(apiButton(), apiButton())), 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    [
      'a custom id has 101 characters',
      message(apiRow(apiButton({ custom_id: 'x'.repeat(101) }))),
      'custom_id BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a button label has 81 characters',
      message(apiRow(apiButton({ label: 'x'.repeat(81) }))),
      'label BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a button shows nothing',
      message(apiRow(apiButton({ label: '' }))),
      'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
    ],
    [
      'a link button has a custom id',
      message(apiRow(apiButton({ style: 5, url: 'https://a.io' }))),
      'MUTUALLY_EXCLUSIVE',
    ],
    [
      'a link leads nowhere',
      message(apiRow({ type: 2, style: 5, label: 'x', url: 'ftp://a.io' })),
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['an emoji is none', message(apiRow(apiButton({ emoji: { name: 'hello' } }))), 'COMPONENT_INVALID_EMOJI'],
    [
      'a select has 26 options',
      message(apiRow(select({ options: many(26, (i) => ({ label: `l${i}`, value: `v${i}` })) }))),
      'options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'option values repeat',
      message(apiRow(select({ options: many(2, () => ({ label: 'l', value: 'v' })) }))),
      'OPTION_VALUE_DUPLICATED',
    ],
    [
      'an option label has 101 characters',
      message(apiRow(select({ options: [{ label: 'x'.repeat(101), value: 'v' }] }))),
      'label BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a select takes more than it has',
      message(apiRow(select({ max_values: 2 }))),
      'MAX_VALUES_OUT_OF_RANGE',
    ],
    [
      'a placeholder has 151 characters',
      message(apiRow(select({ placeholder: 'x'.repeat(151) }))),
      'placeholder BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a text input stands in a message',
      message(apiRow({ type: 4, custom_id: 'i', style: 1 })),
      'UNION_TYPE_CHOICES',
    ],
    [
      'a thumbnail is not https',
      message(section(thumbnail('http://cdn.example.com/a.png'))),
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a thumbnail is on this machine',
      message(section(thumbnail('https://localhost/a.png'))),
      'Not a public address',
    ],
    ['a file is not there', message(section(thumbnail('attachment://a.png'))), 'ATTACHMENT_NOT_FOUND'],
    [
      'a message in a channel is ephemeral',
      { ...message(text('t')), flags: privately },
      'MESSAGE_FLAGS_NOT_SETTABLE',
    ],
    ['content has 2001 characters', { ...quiet, content: 'x'.repeat(2001) }, 'content BASE_TYPE_BAD_LENGTH'],
    [
      'embeds have over 6000 characters',
      { ...quiet, embeds: many(2, () => ({ description: 'x'.repeat(3001) })) },
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a key is unknown', { ...message(text('t')), componants: [] }, 'SPEC_UNKNOWN_KEY'],
    ['a type is wrong by the OpenAPI description', message({ ...text('t'), id: 'one' }), 'SPEC_INVALID_TYPE'],
  ];

  test.each(refused)('refuses when %s', async (_name, body, code) => {
    const { status, json } = await rest('POST', `/channels/${double.channelId}/messages`, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 50035, message: 'Invalid Form Body' });
    const [violation] = double.violations;
    const problems = violation?.problems.map((one) => `${one.path} ${one.code} ${one.message}`).join('\n');
    expect(problems).toContain(code);
    expect(double.messages(double.channelId)).toEqual([]);
  });

  test('refuses nonsense of any shape, and stumbles over none', async () => {
    await double.stop();
    double = await startDiscordDouble({ rateLimit: { limit: 10_000, per: 1000 } });
    const nonsense = fc.oneof(
      fc.jsonValue(),
      fc.record({
        allowed_mentions: fc.constant(quiet.allowed_mentions),
        flags: fc.constant(v2),
        components: fc.jsonValue(),
      }),
      fc.array(componentish).map((components) => message(...components)),
    );
    const check = async (body: unknown) => {
      for (const path of [`/channels/${double.channelId}/messages`, commandsPath()])
        await rest('POST', path, body);
      await rest('PUT', commandsPath(), body);
    };
    await fc.assert(fc.asyncProperty(nonsense, check), { numRuns: 200 });
    expect(double.violations.filter((one) => one.where === 'the double itself')).toEqual([]);
    expect(double.violations.length).toBeGreaterThan(0);
  });

  test('accepts everything at its limit', async () => {
    const full = message(
      { type: 17, accent_color: 0, components: many(30, (index) => text(String(index).padEnd(100, 'x'))) },
      section(thumbnail('https://cdn.discordapp.com/a.png'), 3),
      apiRow(
        ...many(2, (index) => apiButton({ custom_id: `b${index}`.padEnd(100, 'x'), label: 'x'.repeat(80) })),
      ),
      { type: 14 },
    );
    const { status, json } = await rest('POST', `/channels/${double.channelId}/messages`, full);
    expect(double.violations).toEqual([]);
    expect(status).toBe(200);
    expect(spec.MessageResponseSchema.safeParse(json)).toMatchObject({ success: true });
  });

  test('keeps IS_COMPONENTS_V2 once it is there', async () => {
    const path = `/channels/${double.channelId}/messages`;
    const { json } = await rest('POST', path, message(text('t')));
    const edit = (body: object) => rest('PATCH', `${path}/${json?.id}`, { ...quiet, ...body });
    expect((await edit({ flags: 0, components: [text('u')] })).status).toBe(400);
    expect((await edit({ content: 'Hello' })).status).toBe(400);
    expect((await edit({ components: [] })).json).toMatchObject({ code: 50006 });
    expect((await edit({ components: [text('u')] })).json).toMatchObject({ flags: v2 });
    expect((await edit({ components: [text('v')] })).json?.edited_timestamp).not.toBeNull();
    const classic = await rest('POST', path, { ...quiet, content: 'Old' });
    const upgrade = (body: object) =>
      rest('PATCH', `${path}/${classic.json?.id}`, { ...quiet, flags: v2, ...body });
    expect((await upgrade({ components: [text('New')] })).status).toBe(400);
    expect((await upgrade({ components: [text('New')], content: null })).status).toBe(200);
  });

  test('says who would be told', async () => {
    const names = [zoe.mention, '<@1>', '@everyone'].join(' ');
    const body = { ...message(text(names)), allowed_mentions: { parse: [], users: [zoe.id] } };
    const { json } = await rest('POST', `/channels/${double.channelId}/messages`, body);
    expect(json).toMatchObject({ mentions: [{ id: zoe.id }], mention_everyone: false });
  });

  test('answers what is out of reach as Discord does', async () => {
    const hidden = double.channel({ name: 'hidden', botCanSee: false });
    const silent = double.channel({ name: 'silent', botCanSend: false });
    const shy = double.member({ name: 'Shy', dmsOpen: false });
    const dm = async (id: string) =>
      (await rest('POST', '/users/@me/channels', { recipient_id: id })).json?.id;
    const post = async (channel: unknown) =>
      (await rest('POST', `/channels/${channel}/messages`, message(text('t')))).json;
    expect(await post('404')).toMatchObject({ code: 10003 });
    expect(await post(hidden)).toMatchObject({ code: 50001 });
    expect(await post(silent)).toMatchObject({ code: 50013 });
    expect(await post(await dm(shy.id))).toMatchObject({ code: 50007 });
    expect(await post(await dm(zoe.id))).toMatchObject({ channel_id: expect.any(String) });
    zoe.leaves();
    expect(await post(await dm(zoe.id))).toMatchObject({ code: 50007 });
    expect((await rest('GET', `/guilds/${double.guildId}/members/${zoe.id}`)).json).toMatchObject({
      code: 10007,
    });
    zoe.returns();
    zoe.closesDirectMessages();
    expect(await post(await dm(zoe.id))).toMatchObject({ code: 50007 });
    double.setAccess(hidden, { botCanSee: true });
    expect(await post(hidden)).toMatchObject({ channel_id: hidden });
    double.deleteChannel(hidden);
    expect(await post(hidden)).toMatchObject({ code: 10003 });
    const open = await post(double.channelId);
    const path = `/channels/${double.channelId}/messages/${open?.id}`;
    expect((await rest('GET', path)).status).toBe(200);
    expect((await rest('DELETE', path)).status).toBe(204);
    expect((await rest('PATCH', path, message(text('t')))).json).toMatchObject({ code: 10008 });
    expect((await rest('GET', '/users/@me', undefined, 'wrong')).status).toBe(401);
    expect(double.violations).toEqual([]);
  });

  test('posts once what comes again with its nonce within minutes, in whichever channel', async () => {
    const elsewhere = double.channel({ name: 'elsewhere' });
    const post = async (channel: string, content: string, enforced: boolean) => {
      const body = { ...message(text(content)), nonce: 'once', enforce_nonce: enforced };
      return (await rest('POST', `/channels/${channel}/messages`, body)).json;
    };
    const first = await post(double.channelId, 'first', true);
    expect(await post(elsewhere, 'second', true)).toEqual(first);
    expect(double.messages(elsewhere)).toEqual([]);
    expect(await post(elsewhere, 'third', false)).not.toEqual(first);
    double.advance(5 * 60_000);
    expect(await post(elsewhere, 'fourth', true)).not.toEqual(first);
  });
});

describe('rules of forms', () => {
  const input = (extra: object = {}) => ({ type: 4, style: 1, custom_id: 'i', ...extra });
  const label = (component: object, extra: object = {}) => ({ type: 18, label: 'L', component, ...extra });
  const modal = (...components: object[]) => ({ custom_id: 'm', title: 'T', components });
  const options = (count: number) => many(count, (index) => ({ label: `l${index}`, value: `v${index}` }));
  const refused: [name: string, data: object, code: string][] = [
    [
      'the title has 46 characters',
      { ...modal(label(input())), title: 'x'.repeat(46) },
      'title BASE_TYPE_BAD_LENGTH',
    ],
    ['there is no component', modal(), 'components BASE_TYPE_BAD_LENGTH'],
    [
      'there are six',
      modal(...many(6, (i) => label(input({ custom_id: `i${i}` })))),
      'components BASE_TYPE_BAD_LENGTH',
    ],
    ['an action row is used', modal(apiRow(input({ label: 'L' }))), 'deprecated'],
    [
      'a label has 46 characters',
      modal(label(input(), { label: 'x'.repeat(46) })),
      'label BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a description has 101',
      modal(label(input(), { description: 'x'.repeat(101) })),
      'description BASE_TYPE_BAD_LENGTH',
    ],
    ['ids repeat', modal(label(input()), label(input())), 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    [
      'a value is longer than it may be',
      modal(label(input({ max_length: 3, value: 'four' }))),
      'value BASE_TYPE_BAD_LENGTH',
    ],
    ['an input has words of its own', modal(label(input({ label: 'L' }))), 'TEXT_INPUT_LABEL_DEPRECATED'],
    ['a select is disabled', modal(label(select({ disabled: true }))), 'COMPONENT_DISABLED_IN_MODAL'],
    [
      'nothing may be chosen and something must',
      modal(label(select({ min_values: 0 }))),
      'COMPONENT_MIN_VALUES_REQUIRED',
    ],
    [
      'a radio group has one option',
      modal(label({ type: 21, custom_id: 'r', options: options(1) })),
      'options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a checkbox group has eleven',
      modal(label({ type: 22, custom_id: 'c', options: options(11) })),
      'options BASE_TYPE_BAD_LENGTH',
    ],
    ['a button stands in a form', modal(label(apiButton())), 'UNION_TYPE_CHOICES'],
  ];

  test.each(refused)('refuses when %s', async (_name, data, code) => {
    await using app = await appThat((i) =>
      i.client.rest.post(Routes.interactionCallback(i.id, i.token), { auth: false, body: { type: 9, data } }),
    );
    await zoe.uses('/hexa home', {}, { wait: 'none' });
    await double.waitFor(() => app.errors.length > 0, 'the error of the app');
    expect(app.errors[0]).toBeInstanceOf(DiscordAPIError);
    const problems = double.violations.flatMap((one) => one.problems);
    expect(problems.map((one) => `${one.path} ${one.code} ${one.message}`).join('\n')).toContain(code);
  });
});

describe('rules of commands', () => {
  const sub = (name: string, extra: object = {}) => ({ type: 1, name, description: 'd', ...extra });
  const group = (name: string, ...inner: object[]) => ({ type: 2, name, description: 'd', options: inner });
  const command = (extra: object = {}) => ({ name: 'c', description: 'd', ...extra });
  const refused: [name: string, body: object, code: string][] = [
    ['a name has capitals', command({ name: 'Hexa' }), 'APPLICATION_COMMAND_INVALID_NAME'],
    [
      'a translated name has spaces',
      command({ name_localizations: { fr: 'a b' } }),
      'name_localizations.fr APPLICATION_COMMAND_INVALID_NAME',
    ],
    ['a language is unknown', command({ name_localizations: { xx: 'a' } }), 'Not a locale'],
    ['the description is missing', { name: 'c' }, 'description BASE_TYPE_REQUIRED'],
    [
      'there are 26 options',
      command({ options: many(26, (i) => option(`o${i}`)) }),
      'options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a required option comes late',
      command({ options: [option('a'), option('b', { required: true })] }),
      'REQUIRED_INVALID',
    ],
    ['names repeat', command({ options: [option('a'), option('a')] }), 'OPTIONS_NAME_INVALID'],
    [
      'names repeat in a language',
      command({ options: [option('a'), option('b', { name_localizations: { fr: 'a' } })] }),
      'name_localizations.fr APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
    ],
    ['groups nest', command({ options: [group('g', group('h', sub('s')))] }), 'OPTIONS_TYPE_INVALID'],
    [
      'a subcommand holds a group',
      command({ options: [sub('s', { options: [group('g')] })] }),
      'OPTIONS_TYPE_INVALID',
    ],
    [
      'subcommands stand beside options',
      command({ options: [sub('s'), option('a')] }),
      'OPTIONS_TYPE_INVALID',
    ],
    [
      'there are 26 choices',
      command({ options: [option('a', { choices: many(26, (i) => ({ name: `n${i}`, value: 'v' })) })] }),
      'choices BASE_TYPE_BAD_LENGTH',
    ],
    [
      'choices stand beside autocomplete',
      command({ options: [option('a', { autocomplete: true, choices: [{ name: 'n', value: 'v' }] })] }),
      'AUTOCOMPLETE_CHOICES',
    ],
    [
      'it has over 8000 characters',
      command({
        options: many(25, (i) =>
          option(`o${i}`, {
            choices: many(25, (j) => ({ name: `n${j}`, value: String(j).padEnd(15, 'x') })),
          }),
        ),
      }),
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
    [
      'a menu entry has a description',
      { name: 'Toggle', type: 2, description: 'd' },
      'DESCRIPTION_NOT_ALLOWED',
    ],
    ['it is for direct messages', command({ contexts: [0, 1] }), 'CONTEXT_NOT_SUPPORTED'],
    ['a key is unknown', command({ permissions: '0' }), 'SPEC_UNKNOWN_KEY'],
  ];

  test.each(refused)('refuses when %s', async (_name, body, code) => {
    const { json } = await register(body);
    expect(json).toMatchObject({ code: 50035 });
    const problems = double.violations.flatMap((one) => one.problems);
    expect(problems.map((one) => `${one.path} ${one.code} ${one.message}`).join('\n')).toContain(code);
    expect(double.commandsOf()).toEqual([]);
    expect(double.commandWrites().total).toBe(0);
  });

  test('are kept as Discord keeps them, and written once', async () => {
    const { json } = await register(hexa, toggle);
    for (const one of json as unknown as unknown[])
      expect(spec.ApplicationCommandResponseSchema.safeParse(one)).toMatchObject({ success: true });
    const before = double.commandsOf();
    expect(before).toMatchObject([
      { name: 'hexa', type: 1, contexts: null, integration_types: [0], default_member_permissions: '32' },
      { name: 'Toggle status', type: 2, description: '' },
    ]);
    const bare = (await rest('GET', commandsPath())).json as unknown as object[];
    expect(bare[0]).not.toHaveProperty('description_localizations');
    const whole = (await rest('GET', `${commandsPath()}?with_localizations=true`))
      .json as unknown as object[];
    expect(whole[0]).toMatchObject({ description_localizations: { fr: 'Utilisateurs du panneau' } });

    await register(hexa, toggle);
    expect(double.commandsOf()).toEqual(before);
    const id = before[1]?.id;
    const edited = await rest('PATCH', `${commandsPath()}/${id}`, { name: 'Toggle' });
    expect(edited.json).toMatchObject({ id, name: 'Toggle' });
    expect((await rest('POST', commandsPath(), { name: 'Toggle', type: 2 })).status).toBe(200);
    expect((await rest('POST', commandsPath(), { name: 'New', type: 2 })).status).toBe(201);
    expect((await rest('DELETE', `${commandsPath()}/${id}`)).status).toBe(204);
    expect(double.commandWrites()).toEqual({ bulk: 2, create: 2, edit: 1, remove: 1, total: 6 });
  });

  test('can be created 200 times a day', async () => {
    const create = (name: string) =>
      rest(
        'PUT',
        commandsPath(),
        many(100, (index) => command({ name: `${name}${index}` })),
      );
    expect((await create('a')).status).toBe(200);
    expect((await create('b')).status).toBe(200);
    expect((await create('c')).json).toMatchObject({ code: 30034 });
    double.advance(24 * 60 * 60_000);
    expect((await create('c')).status).toBe(200);
  });

  test('belong to the guilds that the bot is in', async () => {
    const away = double.guild({ name: 'Away', botIsIn: false });
    const path = `/applications/${double.applicationId}/guilds/${away}/commands`;
    expect((await rest('PUT', path, [])).json).toMatchObject({ code: 50001 });
    expect((await rest('GET', `/guilds/${away}`)).json).toMatchObject({ code: 10004 });
  });
});

describe('the gateway', () => {
  const home = (i: ChatInputCommandInteraction) => i.reply({ flags: privately, components: [text('Home')] });

  test('takes an IDENTIFY with the Guilds intent, and tells of the guilds', async () => {
    await using app = await connectApp(double);
    expect(double.identifies).toMatchObject([{ intents: GatewayIntentBits.Guilds, shard: [0, 1] }]);
    expect(app.client.guilds.cache.map((guild) => guild.name)).toEqual(['Acme']);
    expect(app.client.user.id).toBe(double.botId);
    const joined = new Promise((resolve) =>
      app.client.once(Events.GuildCreate, (guild) => resolve(guild.name)),
    );
    double.guild({ name: 'Other' });
    expect(await joined).toBe('Other');
    const left = new Promise((resolve) =>
      app.client.once(Events.GuildDelete, (guild) => resolve(guild.name)),
    );
    double.kickBot(double.guildId);
    expect(await left).toBe('Acme');
    expect((await rest('GET', '/gateway/bot')).json).toMatchObject({
      session_start_limit: { total: 1000, remaining: 999, max_concurrency: 1 },
    });
  });

  test('refuses more intents than allowed', async () => {
    const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent];
    await expect(connectApp(double, undefined, { intents })).rejects.toThrow(/disallowed intents/);
    expect(double.violations).toMatchObject([{ where: 'gateway', code: 4014 }]);
  });

  test('acknowledges heartbeats', async () => {
    await double.stop();
    double = await startDiscordDouble({ heartbeatInterval: 50 });
    await using app = await connectApp(double);
    await expect.poll(() => app.client.ws.ping).toBeGreaterThanOrEqual(0);
    expect(double.gatewayConnections).toBe(1);
  });

  test('can fall silent without closing: the app notices and resumes', async () => {
    await double.stop();
    double = await startDiscordDouble({ heartbeatInterval: 100 });
    await using _app = await connectApp(double);
    double.ignoreHeartbeats();
    await double.waitFor((d) => d.resumes.length > 0, 'the app to resume');
    double.ignoreHeartbeats(false);
    await double.waitFor((d) => d.gatewayConnections === 1, 'the connection to come back');
  });

  test.each([
    ['a dead line', (d: DiscordDouble) => d.dropGateway()],
    ['a close code', (d: DiscordDouble) => d.dropGateway(4000)],
    ['a request to reconnect', (d: DiscordDouble) => d.askReconnect()],
    ['an invalid session that can go on', (d: DiscordDouble) => d.invalidateSession(true)],
  ])('resumes after %s, with what happened meanwhile', async (_name, interrupt) => {
    await using app = await appThat(home);
    interrupt(double);
    const answer = await zoe.uses('/hexa home');
    expect(answer.text).toBe('Home');
    await double.waitFor((d) => d.resumes[0]?.replayed !== undefined, 'the session to resume');
    expect(double.identifies).toHaveLength(1);
    expect(app.errors).toEqual([]);
  });

  test('makes the app identify again when the session is over', async () => {
    await register(hexa);
    const throttler = { waitForIdentify: async () => {} };
    const options = { ws: { buildIdentifyThrottler: async () => throttler } };
    const handle = async (i: Interaction) => (i.isChatInputCommand() ? home(i) : undefined);
    await using _app = await connectApp(double, handle, options);
    double.invalidateSession(false);
    await double.waitFor((d) => d.identifies.length === 2 && d.gatewayConnections === 1, 'a second IDENTIFY');
    expect(double.resumes).toEqual([]);
    expect((await zoe.uses('/hexa home')).text).toBe('Home');
  });

  test('closes with 4004 when the token is revoked, and REST says 401', async () => {
    await using app = await appThat(home);
    const closed = new Promise((resolve) =>
      app.client.once(Events.ShardDisconnect, ({ code }) => resolve(code)),
    );
    double.revokeToken();
    expect(await closed).toBe(4004);
    expect(app.errors.map(String)).toEqual(['Error: Authentication failed']);
    await expect(app.client.application.fetch()).rejects.toMatchObject({ status: 401 });
    await expect(clientFor(double).login(double.token)).rejects.toMatchObject({ code: 'TokenInvalid' });
    await expect(zoe.uses('/hexa home', {}, { wait: 'none' })).resolves.toMatchObject({ kind: 'none' });
  });

  test('counts session starts, and takes the token from who goes beyond', async () => {
    await double.stop();
    double = await startDiscordDouble({ sessionStarts: { total: 1000, remaining: 1 } });
    await using _app = await connectApp(double);
    expect((await rest('GET', '/gateway/bot')).json).toMatchObject({ session_start_limit: { remaining: 0 } });
    await expect(connectApp(double)).rejects.toThrow(/Not enough sessions remaining/);
    expect(double.identifies).toHaveLength(1);

    const careless = new WebSocket(`ws://127.0.0.1:${double.port}?v=10&encoding=json`);
    await once(careless, 'open');
    careless.send(JSON.stringify({ op: 2, d: { token: double.token, intents: 1, properties: {} } }));
    const [code] = await once(careless, 'close');
    expect(code).toBe(4004);
    expect(double.violations).toMatchObject([{ where: 'gateway', code: 4004 }]);
    expect((await rest('GET', '/users/@me')).status).toBe(401);
  });

  test('loses what nobody is connected for', async () => {
    await register(hexa);
    const lost = expect(zoe.uses('/hexa home')).rejects.toThrow(/did not respond.*no gateway connection/);
    double.advance(3_001);
    await lost;
  });
});

describe('trouble on order', () => {
  const post = () => rest('POST', `/channels/${double.channelId}/messages`, message(text('t')));

  test('fails, and then works again', async () => {
    double.fail(/POST .*messages$/, { times: 2, status: 403, code: 50001, message: 'Missing Access' });
    expect(await post()).toMatchObject({ status: 403, json: { code: 50001 } });
    expect((await post()).status).toBe(403);
    expect((await post()).status).toBe(200);
    double.fail('/messages', { times: 5 });
    expect((await post()).status).toBe(500);
    double.stopFailing();
    expect((await post()).status).toBe(200);
  });

  test('limits the rate, on order and by itself', async () => {
    double.fail('/messages', { status: 429, retryAfter: 0.2 });
    const { status, headers, json } = await post();
    expect([status, headers.get('retry-after'), json?.retry_after]).toEqual([429, '1', 0.2]);
    const codes = await Promise.all(many(60, async () => (await rest('GET', '/users/@me')).status));
    expect(codes.filter((code) => code === 429)).toHaveLength(10);
    expect((await post()).headers.get('x-ratelimit-remaining')).toBe('49');
  });

  test('is waited out by discord.js', async () => {
    await using app = await connectApp(double);
    double.fail('GET /users', { status: 429, retryAfter: 0.1 });
    double.fail('GET /users', { status: 502 });
    await expect(app.client.users.fetch(zoe.id)).resolves.toMatchObject({ globalName: 'Zoé' });
    expect(double.calls.filter((call) => call.path.startsWith('/users/')).map((call) => call.status)).toEqual(
      [429, 502, 200],
    );
  });

  test('breaks the line before or after the deed, or keeps waiting', async () => {
    double.fail('/messages', { drop: 'before' });
    await expect(post()).rejects.toThrow();
    expect(double.messages(double.channelId)).toHaveLength(0);
    double.fail('/messages', { drop: 'after' });
    await expect(post()).rejects.toThrow();
    expect(double.messages(double.channelId)).toHaveLength(1);
    double.fail('/messages', { hang: 50 });
    expect((await post()).status).toBe(200);
    double.fail('/messages', { hang: true });
    const answered = await Promise.race([
      post().catch(() => 'broken'),
      new Promise((r) => setTimeout(r, 100, 'waiting')),
    ]);
    expect(answered).toBe('waiting');
  });

  test('is told with the last calls', async () => {
    await rest('GET', '/users/@me');
    const waiting = double.waitFor((d) => d.dms(zoe)[0], 'a direct message to Zoé', { within: 20 });
    await expect(waiting).rejects.toThrow(
      /in vain for a direct message to Zoé.\nLast calls:\n {2}GET \/users\/@me -> 200/,
    );
  });
});

test('answers fit the OpenAPI description of Discord', async () => {
  const answers: [path: string, schema: spec.Schema][] = [
    ['/gateway/bot', spec.GatewayBotResponseSchema],
    ['/users/@me', spec.UserPIIResponseSchema],
    [`/users/${zoe.id}`, spec.UserResponseSchema],
    ['/applications/@me', spec.PrivateApplicationResponseSchema],
    ['/oauth2/applications/@me', spec.PrivateApplicationResponseSchema],
    [`/channels/${double.channelId}`, spec.GuildChannelResponseSchema],
    [`/guilds/${double.guildId}`, spec.GuildResponseSchema],
    [`/guilds/${double.guildId}/members/${zoe.id}`, spec.GuildMemberResponseSchema],
  ];
  for (const [path, schema] of answers)
    expect([path, schema.safeParse((await rest('GET', path)).json)]).toMatchObject([path, { success: true }]);
  const roles = (await rest('GET', `/guilds/${double.guildId}/roles`)).json as unknown as unknown[];
  expect(spec.GuildRoleResponseSchema.safeParse(roles[0])).toMatchObject({ success: true });
  const dm = await rest('POST', '/users/@me/channels', { recipient_id: zoe.id });
  expect(spec.PrivateChannelResponseSchema.safeParse(dm.json)).toMatchObject({ success: true });
  expect((await rest('GET', '/nowhere')).status).toBe(404);
});

function screen() {
  const options = [
    { label: 'Admin', value: 'admin', description: 'All of it' },
    { label: 'Editor', value: 'editor', default: true },
    { label: 'Viewer', value: 'viewer' },
  ];
  return [
    row(button('Next', 'next'), button('Off', 'off', { disabled: true }), {
      type: 2,
      style: 5,
      label: 'Pricing',
      url: 'https://hexabot.ai/',
    }),
    row({ type: 3, customId: 'roles', placeholder: 'Roles', maxValues: 2, options }),
    row({ type: 5, customId: 'who', placeholder: 'Who?' }),
  ];
}

/** Two forms: of what the product uses most, and of the rest. In discord.js's own camel case. */
function form(customId: 'first' | 'second') {
  const label = (text: string, component: object, extra: object = {}) => ({
    type: 18,
    label: text,
    component,
    ...extra,
  });
  const first = [
    text('All is told at once.'),
    label('Email', {
      type: 4,
      customId: 'email',
      style: 1,
      placeholder: 'you@example.com',
      minLength: 5,
      maxLength: 40,
    }),
    label('Note', { type: 4, customId: 'note', style: 2, value: 'none yet', required: false }),
    label('Roles', {
      type: 3,
      customId: 'roles',
      maxValues: 2,
      options: [
        { label: 'Admin', value: 'admin' },
        { label: 'Editor', value: 'editor', default: true },
      ],
    }),
    label('Plan', {
      type: 21,
      customId: 'plan',
      options: [
        { label: 'Free', value: 'free' },
        { label: 'Pro', value: 'pro' },
      ],
    }),
  ];
  const second = [
    label('Days', {
      type: 22,
      customId: 'days',
      options: [
        { label: 'Monday', value: 'mon' },
        { label: 'Tuesday', value: 'tue' },
      ],
    }),
    label('Sure', { type: 23, customId: 'sure' }),
    label('Who', { type: 5, customId: 'who' }),
  ];
  return { customId, title: 'New user', components: customId === 'first' ? first : second } as never;
}

/** The same as the API wants it. */
function raw(value: unknown): unknown {
  const snake = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (Array.isArray(value)) return value.map(raw);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snake(key), raw(inner)]));
}

function read({ fields, customId }: ModalSubmitInteraction, into: Record<string, unknown>): void {
  if (customId === 'first')
    Object.assign(into, {
      email: fields.getTextInputValue('email'),
      note: fields.getTextInputValue('note'),
      roles: fields.getStringSelectValues('roles'),
      plan: fields.getRadioGroup('plan'),
    });
  else
    Object.assign(into, {
      days: fields.getCheckboxGroup('days'),
      sure: fields.getCheckbox('sure'),
      who: fields.getSelectedUsers('who')?.map((user) => user.id),
    });
}
