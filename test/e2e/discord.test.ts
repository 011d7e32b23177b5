import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pressId } from '#discord/custom-ids.ts';
import { LANGUAGES } from '#words/index.ts';
import { commands } from '../../commands/index.ts';
import { readConfig } from '../../src/config.ts';
import { type Service, startService } from '../../src/start/service.ts';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import {
  buttonsOf,
  type DiscordDouble,
  type Person,
  startDiscordDouble,
  textOf,
} from '../support/discord/index.ts';
import { linkOnDiscord } from '../support/link-on-discord.ts';

const PASSWORD = 'correct horse 🐎 battery';

const { screens: words } = LANGUAGES.en;

let database: TestDatabase;
let discord: DiscordDouble;
let service: Service;
let ann: Person;
const log: string[] = [];
let ahead = 0;

const starts = (): Promise<Service> =>
  startService({
    config: readConfig({
      DATABASE_URL: database.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      PORT: '0',
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_GUILD_IDS: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      SALT_LENGTH: '4',
      CHATOPS_USER_LIMIT: 'unlimited',
      SEED_ADMIN_EMAIL: 'ann@example.com',
      SEED_ADMIN_FIRST_NAME: 'Ann',
      SEED_ADMIN_LAST_NAME: 'Lee',
      SEED_ADMIN_PASSWORD: 'the first password',
    }),
    clock: () => new Date(Date.now() + ahead),
    log: pino({ level: 'trace', base: null }, { write: (line: string) => void log.push(line) }),
    print: () => undefined,
  });

beforeAll(async () => {
  [discord, database] = await Promise.all([startDiscordDouble(), createMigrated()]);
  service = await starts();
  ann = discord.member({ name: 'Ann', permissions: ['ManageGuild'] });
  await link(ann, 'ann@example.com');
  await discord.waitFor((double) => double.commandsOf().length === 3, 'the commands');
});
afterAll(async () => {
  await service.stop();
  await discord.stop();
  await database.drop();
});

/** People do 30 things a minute at most; each test is a minute of its own. */
beforeEach(() => {
  ahead += 60_000;
});

const link = (person: Person, email: string) => linkOnDiscord(database, discord, person, email);

async function addUser(email: string, state = true): Promise<string> {
  const id = randomUUID();
  const [username] = email.split('@');
  await database.query(
    `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
     VALUES ($1, now(), now(), $2, 'Body', 'UserOrmEntity', $2, $3, '$2b$04$none', $4, '{"strategy":"local"}')`,
    [id, username, email, state],
  );
  await database.query(
    `INSERT INTO user_roles (user_id, role_id) SELECT $1, id FROM roles WHERE name = 'manager'`,
    [id],
  );
  return id;
}

async function stateOf(email: string): Promise<boolean> {
  const [row] = await database.query<{ state: boolean }>('SELECT state FROM users WHERE email = $1', [email]);
  return row!.state;
}

describe('adding a user', () => {
  it('asks password, confirmation and roles, refuses kindly, and adds', async () => {
    const opened = await ann.uses('/hexa users add', {
      first: 'Zoë',
      last: '**Berg** @everyone',
      username: 'zoe',
      email: 'ANN@example.com',
      roles: 'manager',
    });
    expect(opened.kind).toBe('modal');
    expect(textOf(opened.modal)).toContain(
      'Anyone who sees your screen can read it, and it passes through Discord.',
    );
    const refused = await ann.submits(opened.modal, { Password: 'short', 'Confirm password': 'other' });
    expect(refused.text).toContain('Another user already has this email.');
    expect(refused.text).toContain('At least 8 characters.');
    expect(refused.text).toContain('The passwords don’t match.');
    expect(refused.ephemeral).toBe(true);

    const again = await ann.presses(refused.message, 'Open the form');
    expect(textOf(again.modal)).toContain('ANN@example.com');
    const done = await ann.submits(again.modal, {
      Email: 'zoe@example.com',
      Password: PASSWORD,
      'Confirm password': PASSWORD,
    });
    await done.shows('was added');
    expect(done.text).toContain('Zoë \\*\\*Berg\\*\\* \\@everyone was added');
    const [user] = await database.query('SELECT * FROM users WHERE email = $1', ['zoe@example.com']);
    expect(user).toMatchObject({
      firstName: 'Zoë',
      lastName: '**Berg** @everyone',
      username: 'zoe',
      state: false,
    });
  });

  it('takes two steps where nothing was typed', async () => {
    const opened = await ann.uses('/hexa users add');
    const first = await ann.submits(opened.modal, {
      'First name': 'Max',
      'Last name': 'Muster',
      Username: 'max',
      Email: 'max@example.com',
      Roles: ['manager'],
    });
    expect(first.text).toContain('One more step');
    const { modal } = await ann.presses(first.message, 'Continue');
    const done = await ann.submits(modal, { Password: PASSWORD, 'Confirm password': PASSWORD });
    await done.shows('Max Muster was added');
  });

  it('never shows the password anywhere again', async () => {
    const tables = await database.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'chatops', 'chatops_jobs') AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables)
      expect(JSON.stringify(await database.query(`SELECT * FROM ${name}`)), name).not.toContain('battery');
    expect(log.join('\n')).not.toContain('battery');
    expect(JSON.stringify(discord.calls)).not.toContain('battery');
  });
});

describe('the list', () => {
  it('shows users, searches, and opens one', async () => {
    for (let index = 0; index < 12; index += 1) await addUser(`una${index}@list.example`);
    const shown = await ann.uses('/hexa users list', { search: 'list.example' });
    expect(shown.text).toContain('una0');
    expect(buttonsOf(shown.message!)).toContain('Next');
    const next = await ann.presses(shown.message, 'Next');
    await next.shows('9–12 of 12');
    expect(textOf(shown.message)).toContain('9–12 of 12');
    const [una9] = await database.query<{ id: string }>(
      `SELECT id FROM users WHERE email = 'una9@list.example'`,
    );
    const opened = await ann.presses(shown.message, pressId({ name: 'users.show', ids: [una9!.id] }, false));
    await opened.shows('una9\\@list.example'.replace('\\', ''));
  });

  it('is shared after a dialog, and its pages answer privately', async () => {
    const shown = await ann.uses('/hexa users list', { search: 'list.example' });
    const pressed = await ann.presses(shown.message, 'Share', { wait: 'first' });
    await pressed.shows(() => pressed.followUps.length === 1);
    await ann.presses(pressed.followUps[0], 'Share');
    const shared = await discord.waitFor(
      () => discord.messages(discord.channelId).find((each) => textOf(each).includes('Shared by Ann Lee')),
      'the shared list',
    );
    const eve = discord.member({ name: 'Eve', permissions: ['ManageGuild'] });
    const stranger = await eve.presses(shared, 'Refresh');
    expect(stranger.ephemeral).toBe(true);
    expect(stranger.text).toContain('Account not linked yet');
    expect(textOf(shared)).toContain('una0');
  });
});

describe('one user', () => {
  it('is shown by email, disabled after a dialog, and enabled again by Undo', async () => {
    await addUser('dora@example.com');
    const shown = await ann.uses('/hexa users show', { user: 'dora@example.com' });
    expect(shown.text).toContain('### dora Body');
    const pressed = await ann.presses(shown.message, 'Disable', { wait: 'first' });
    await pressed.shows(() => pressed.followUps.length === 1);
    expect(textOf(pressed.followUps[0])).toContain(
      'They won’t be able to sign in until someone re-enables them.',
    );
    await ann.presses(pressed.followUps[0], 'Disable');
    expect(textOf(shown.message)).toContain('was disabled');
    expect(await stateOf('dora@example.com')).toBe(false);
    await ann.presses(shown.message, 'Undo');
    expect(await stateOf('dora@example.com')).toBe(true);
  });

  it('gets other roles in two steps', async () => {
    await addUser('rosa@example.com');
    const opened = await ann.uses('/hexa users roles', { user: 'rosa@example.com' });
    const review = await ann.submits(opened.modal, { Roles: ['admin'] });
    await review.shows('Change rosa Body’s roles?');
    expect(review.text).toContain('User: create, read, update, delete');
    const saved = await ann.presses(review.message, 'Save');
    await saved.shows('rosa Body’s roles were changed');
    const roles = await database.query<{ name: string }>(
      `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
       WHERE u.email = 'rosa@example.com'`,
    );
    expect(roles).toEqual([{ name: 'admin' }]);
  });

  it('is switched by the menu of a member', async () => {
    await addUser('bob@example.com');
    const bob = discord.member({ name: 'Bob' });
    const nobody = await ann.usesOnMember('Toggle status', bob);
    expect(nobody.text).toContain('This person isn’t linked to a Hexabot user');
    expect(nobody.text).toContain('/hexa link');
    await link(bob, 'bob@example.com');
    expect((await ann.usesOnMember('Hexabot user', bob)).text).toContain('bob\\@example'.replace('\\', ''));
    const asked = await ann.usesOnMember('Toggle status', bob);
    expect(asked.text).toContain('They won’t be able to sign in');
    await ann.presses(asked.message, 'Disable');
    expect(await stateOf('bob@example.com')).toBe(false);
    const again = await ann.usesOnMember('Toggle status', bob);
    expect(again.text).toContain('They’ll be able to sign in');
  });

  it('is found by a mention of theirs, and a role that is mentioned is called a role', async () => {
    const shown = await ann.uses('/hexa users show', { user: `<@!${ann.id}>` });
    expect(shown.text).toContain('ann@example.com');
    const role = await ann.uses('/hexa users show', { user: '<@&1100000000000000003>' });
    expect(role.text).toContain('That mention is a Discord role, not a person.');
    expect(role.text).not.toContain('linked');
  });

  it('is suggested while typing, only to those who may see users', async () => {
    await addUser('sue@suggest.example');
    const choices = await ann.autocompletes('/hexa users show', { user: 'suggest' }, 'user');
    expect(choices).toMatchObject([{ name: 'sue Body · sue@suggest.example' }]);
    await database.query(
      `UPDATE users SET "firstName" = 'Zoë', "lastName" = 'Berg' WHERE email = 'sue@suggest.example'`,
    );
    const alike = await ann.autocompletes('/hexa users show', { user: 'zoe berg' }, 'user');
    expect(alike).toMatchObject([{ name: 'Zoë Berg · sue@suggest.example' }]);
    const shown = await ann.uses('/hexa users show', { user: String(choices[0]?.value) });
    expect(shown.text).toContain('sue');
    const eve = discord.member({ name: 'Eve', permissions: ['ManageGuild'] });
    expect(await eve.autocompletes('/hexa users show', { user: 'suggest' }, 'user')).toEqual([]);
  });

  it('is one of several that one command disables', async () => {
    await addUser('tia@several.example');
    await addUser('uma@several.example');
    const asked = await ann.uses('/hexa users disable', {
      users: 'tia@several.example, uma@several.example',
    });
    expect(asked.text).toContain('Disable 2 users?');
    await ann.presses(asked.message, 'Disable');
    expect(await stateOf('tia@several.example')).toBe(false);
    expect(await stateOf('uma@several.example')).toBe(false);
  });
});

it('lets two people press at once, and does it once', async () => {
  await addUser('twice@example.com');
  await addUser('second@example.com');
  await database.query(
    `INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r
     WHERE u.email = 'second@example.com' AND r.name = 'admin'`,
  );
  const ben = discord.member({ name: 'Ben', permissions: ['ManageGuild'] });
  await link(ben, 'second@example.com');
  const [one, two] = await Promise.all(
    [ann, ben].map((each) => each.uses('/hexa users disable', { users: 'twice@example.com' })),
  );
  const pressed = await Promise.all([
    ann.presses(one?.message, 'Disable'),
    ben.presses(two?.message, 'Disable'),
  ]);
  await Promise.all(pressed.map((each) => each.shows(/disabled|already|changed right now/)));
  const done = await database.query(
    `SELECT 1 FROM chatops.audit a JOIN users u ON u.id = a.target_id
     WHERE u.email = 'twice@example.com' AND a.outcome = 'done'`,
  );
  expect(done).toHaveLength(1);
});

it('manages roles from a half-filled form and comes back to it', async () => {
  const opened = await ann.uses('/hexa users add', {
    first: 'Kim',
    last: 'Park',
    username: 'kim',
    email: 'kim@x.example',
  });
  await opened.shows(() => opened.followUps.length === 1);
  const manage = await ann.presses(opened.followUps[0], words.manage.label);
  expect(manage.text).toContain('manager');
  await ann.presses(manage.message, words.roles.create);
  const create = await ann.presses(manage.message, 'Open the form');
  const created = await ann.submits(create.modal, { [words.roleForms.name]: 'Support' });
  await created.shows(() => created.followUps.length === 1);
  expect(textOf(created.message)).toContain('Support');
  const [back] = created.followUps;
  const { modal } = await ann.presses(back, 'Open the form');
  expect(textOf(modal)).toContain('Support');
  expect(textOf(modal)).toContain('kim');
});

it('speaks to everybody else too', async () => {
  for (const line of ['/hexa home', '/hexa help', '/hexa whoami', '/hexa roles list', '/hexa plan']) {
    const answer = await ann.uses(line);
    expect(answer.text, line).not.toContain('Something went wrong');
    expect(answer.text.length, line).toBeGreaterThan(20);
  }
});

it('goes on after the connection was lost, and answers what was done meanwhile', async () => {
  discord.dropGateway();
  const answer = await ann.uses('/hexa whoami');
  expect(answer.text).toContain('ann');
  expect(discord.resumes).toHaveLength(1);
  expect(discord.identifies).toHaveLength(1);
});

it('explains in its help no option as typed, as Discord has a field for each', async () => {
  const { text } = await ann.uses('/hexa help');
  expect(text).toContain(words.help.introFields);
  for (const { path } of commands) expect(text).toContain(`**/hexa ${path}:** `);
  expect(text).not.toMatch(/name:value|[<[]\w/);
});

it('reads days in UTC, as Discord tells no zone, and says so', async () => {
  const { text } = await ann.uses('/hexa audit', { since: '2026-11-03' });
  expect(text).toMatch(/Since 3 Nov 2026, 00\\?:00 UTC/);
});

it('speaks French to those whose Discord does', async () => {
  ann.speaks('fr');
  const { text } = await ann.uses('/hexa help');
  expect(text).toContain(LANGUAGES.fr.screens.help.introFields);
  expect(text).toContain('**/hexa users list\u00a0:** ');
  const opened = await ann.uses('/hexa users add');
  ann.speaks('en-US');
  await opened.shows(() => opened.followUps.length === 1);
  expect(buttonsOf(opened.followUps[0]!)[0]).toBe('Ouvrir le formulaire');
  const hexa = discord.commandsOf().find(({ name }) => name === 'hexa');
  expect(JSON.stringify(hexa)).toContain('"fr":"utilisateurs"');
});

it('leaves the gateway to another service when it stops, and finishes what people have begun', async () => {
  const other = await starts();
  expect(log.some((line) => line.includes('standing by'))).toBe(true);
  const before = await ann.uses('/hexa whoami', {}, { wait: 'first' });
  const stopped = service.stop();
  service = other;
  await discord.waitFor(({ identifies }) => identifies.length === 2, 'the other one', { within: 20_000 });
  const after = await ann.uses('/hexa whoami', {}, { wait: 'first' });
  await Promise.all([before.shows('ann@example.com'), after.shows('ann@example.com'), stopped]);
  expect(discord.gatewayConnections).toBe(1);
});

it('breaks no rule of Discord and is never late', () => {
  discord.assertNoViolations();
  expect(log.filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
});
