import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledIn, type RunningService, runService } from '../support/running-service.ts';
import { type Person, textOf } from '../support/slack/index.ts';

let service: RunningService;
let by: Person;
let pat: Person;
let sio: Person;
beforeAll(async () => {
  service = await runService({ CHATOPS_USER_LIMIT: 'unlimited', CHATOPS_APPROVALS: 'off' });
  by = service.ann;
  pat = await service.member({ email: 'pat@example.com', firstName: 'Pat', lastName: 'O’Neil' });
  sio = await service.member({ email: 'sio@example.com', firstName: 'Siobhán', lastName: 'Murphy' });
  await service.user({ email: 'zoe@example.com', firstName: 'Zoë', lastName: 'Berg' });
  await service.user({ email: 'cd@example.com', firstName: 'Céline', lastName: 'Dupont' });
  for (const [n, firstName] of ['Emily', 'Émile', 'Emil', 'Emma'].entries()) {
    await service.user({ email: `sorted${n}@example.com`, firstName, lastName: 'Zed' });
  }
  await service.user({ email: 'lena@example.com', firstName: 'Lena', lastName: 'Lee' });
  await service.user({ email: 'other.lee@example.com', firstName: 'Lena', lastName: 'Leeds' });
  for (const name of ['Content', 'Content editor', 'Sales, EMEA', 'Sales']) await service.role(name, []);
});
afterAll(async () => {
  expect(service.slack.violations).toEqual([]);
  await service[Symbol.asyncDispose]();
});

/** What a signed slash command is answered with. */
async function answer(line: string): Promise<string> {
  const said = await service.ask(by, line);
  service.advance(3_000);
  return said;
}

describe('what is typed after a slash command', () => {
  it.each<[string, string[], string[]]>([
    // Words after a name belong to it.
    ['roles delete role:Content editor', ['Content editor'], []],
    ['users disable users:pat@example.com, zoe@example.com', ['pat@example.com', 'zoe@example.com'], []],
    ['users disable users:Lena Lee', ['lena@example.com'], ['other.lee@example.com']],
    ['users list search : lee', ['lena@example.com', 'other.lee@example.com'], ['zoe@example.com']],
    ['users list recherche\u00a0: lee', ['lena@example.com'], ['zoe@example.com']],
    ['users list rôle:Content', ['Users'], ['Unknown']],
    ['users list statsu : active', ['status:'], ['lena@example.com']],
    // Lists, quotes and addresses.
    ['users disable pat@example.com; zoe@example.com', ['pat@example.com', 'zoe@example.com'], []],
    ["users disable Pat O'Neil <mailto:pat@example.com|pat@example.com>", ['pat@example.com'], []],
    ["users show pat o'neil", ['pat@example.com'], []],
    ['users list role:"Sales, EMEA"', ['Sales, EMEA'], ['There’s no role']],
    ['users disable pat@example.com，zoe@example.com', ['pat@example.com', 'zoe@example.com'], []],
    ['users disable pat@example.com\nzoe@example.com', ['pat@example.com', 'zoe@example.com'], []],
    ['requests new roles:"Sales, EMEA" for:8h reason:"a, b"', ['Sales, EMEA'], ['There’s no role']],
    // Names alike.
    ['users show celine dupont', ['cd@example.com'], []],
    ['users list search:celine', ['cd@example.com'], ['zoe@example.com']],
    ['users show siobhan murphy', ['sio@example.com'], []],
    ['users show zoe berg', ['zoe@example.com'], []],
    // Mentions without an id, and of more than one person.
    ['users show @sio', ['sio@example.com', 'Read @sio as the username sio.'], []],
    [
      'users disable @sio and @zoe.',
      ['sio@example.com', 'zoe@example.com', 'Read @sio, @zoe as usernames.'],
      [],
    ],
    ['users roles @sio', ['Read @sio as the username sio.'], []],
    ['users disable @ann', ['Read @ann as the username ann.'], ['sio']],
    ['audit user:@sio', ['Read @sio as the username sio.'], []],
    ['users disable @sio, @zoe', ['Read @sio, @zoe as usernames.'], []],
    ['users show sio', ['sio@example.com'], ['Read']],
    ['users show @nobody', ['I looked for the username “nobody”', 'If it’s a group'], ['isn’t linked']],
    ['users show @admins', ['I looked for the username “admins”', 'If it’s a group'], ['isn’t linked']],
    ['users show <!subteam^S1|@admins>', ['“@admins” is a Slack group'], ['linked', 'username']],
    ['users disable <!subteam^S1|@admins>, pat@example.com', ['“@admins” is a Slack group'], ['linked']],
    ['users show <!subteam^S1>', ['a Slack group'], ['linked']],
    ['users show <!here>', ['“@here” means everyone'], ['linked']],
    [
      'users disable qq1, qq2, qq3, <!subteam^S1|@admins>',
      ['@admins', 'is a Slack group', 'no such user'],
      ['linked'],
    ],
  ])('%j', async (line, says, not) => {
    const said = await answer(`/hexa ${line}`);
    for (const each of says) expect(said).toContain(each);
    for (const each of not) expect(said).not.toContain(each);
  });

  it('mentions end where they end', async () => {
    const [one, two] = [`<@${pat.id}|pat>`, `<@${sio.id}|sio>`];
    for (const both of [
      `${one}${two}`,
      `${one} and @sio`,
      `${one} and ${two}`,
      `${one}, ${two}.`,
      `${one} et ${two}`,
    ]) {
      const said = await answer(`/hexa users disable ${both}`);
      expect(said, both).toContain('pat@example.com');
      expect(said, both).toContain('sio@example.com');
    }
  });

  it('names at most 100 people', async () => {
    const emails = Array.from({ length: 101 }, (_, n) => `n${n}@example.com`);
    expect(await answer(`/hexa users disable ${emails.join(', ')}`)).toContain('at most 100');
    const said = await answer(`/hexa users disable ${emails.slice(1).join(', ')}`);
    expect(said).toContain('and 90 more');
    const whole = by.ephemerals.at(-1)!;
    await by.presses(whole, 'Show all 100');
    await service.slack.waitFor(
      () => by.ephemerals.find((one) => textOf(one).includes('n20@example.com')),
      'all',
    );
  });

  it('an email is not another’s username, and a full name neither', async () => {
    await service.query(`UPDATE users SET username = 'zoe@example.com' WHERE email = 'sorted0@example.com'`);
    await service.query(`UPDATE users SET username = 'Lena Lee' WHERE email = 'sorted1@example.com'`);
    for (const [typed, email] of [
      ['zoe@example.com', 'zoe@example.com'],
      ['Lena Lee', 'lena@example.com'],
    ]) {
      const card = await answer(`/hexa users show ${typed}`);
      expect(card).toContain(`Email: ${email}`);
      expect(card).not.toContain('Zed');
    }
  });

  it('lists are sorted as people read', async () => {
    const list = await answer('/hexa users list search:zed');
    const places = ['Emil Zed', 'Émile Zed', 'Emily Zed', 'Emma Zed'].map((name) => list.indexOf(name));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a name of nothing that is visible', { 'First name': '\u3164\u2800' }, 'Please fill this in.'],
    ['a username that is like another’s', { Username: 'ＳＩＯ' }, 'Another user already has this username.'],
    ['a username that is somebody’s email', { Username: 'Pat@example.com' }, 'This is another user’s email.'],
    ['an email that differs by case', { Email: 'PAT@example.com' }, 'Another user already has this email.'],
  ])('%s is refused beside its field', async (_, values, says) => {
    service.advance(6_000);
    const form = await service.open(by, '/hexa users add');
    await by.submits(form, { ...filledIn('new@example.com'), ...values });
    await service.slack.waitFor(
      () => Object.values(by.errors(by.view!)).some((problem) => problem.includes(says)),
      says,
    );
    expect(await service.query("SELECT FROM users WHERE email = 'new@example.com'")).toEqual([]);
  });

  it('a role that looks like admin is refused', async () => {
    service.advance(6_000);
    const form = await service.open(by, '/hexa roles create name:аdmin');
    await by.submits(form, {});
    await service.slack.waitFor(() => Object.keys(by.errors(by.view!)).length > 0, 'the refusal');
    expect(await service.query("SELECT FROM roles WHERE name = 'аdmin'")).toEqual([]);
  });

  it('a length that may mean a month is no minute', async () => {
    const said = await answer('/hexa requests new roles:Sales for:1M reason:holidays');
    expect(said).toContain('1M');
    expect(said).toContain('90d');
  });

  it('a day begins where the reader’s clocks are, as Slack’s profile has it', async () => {
    await answer('/hexa audit');
    const zoneOf = 'SELECT zone FROM chatops.identities WHERE chat_user = $1 AND zone IS NOT NULL';
    await expect.poll(() => service.query(zoneOf, [by.id])).toEqual([{ zone: 'Europe/Paris' }]);
    expect(await answer('/hexa audit since:2026-11-03')).toContain('Since 3 Nov 2026, 00:00 (Europe/Paris)');
    expect(await answer('/hexa audit since : 2026-11-03 14:30')).toContain('Since 3 Nov 2026, 14:30');
  });

  it('a reason in quotes is no password', async () => {
    const said = await answer('/hexa requests new roles:Sales for:8h reason:"Passage : relève"');
    expect(said).not.toContain('password');
  });
});
