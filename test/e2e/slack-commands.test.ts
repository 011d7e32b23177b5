import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledIn, type RunningService, runService } from '../support/running-service.ts';
import { pingsOf, textOf } from '../support/slack/index.ts';

let service: RunningService;
beforeAll(async () => {
  service = await runService({
    FRONTEND_BASE_URL: 'https://hexabot.example.com/',
    CHATOPS_USER_LIMIT: 'unlimited',
  });
});
afterAll(async () => {
  expect(service.slack.violations).toEqual([]);
  await service[Symbol.asyncDispose]();
});

describe('who you are', () => {
  it('bare /hexa says in one line who I am, and where to go', async () => {
    const shown = await service.ask(service.ann, '/hexa');
    expect(shown).toContain('You’re signed in as Ann Lee (ann@example.com) · Pro plan · Users: 1/unlimited');
    expect(shown).toContain('[Users] [Add user] [Requests] [Help]');
  });

  it('offers what is open to one, and says why one does not see the users', async () => {
    const bob = await service.member({ email: 'bob@example.com', roles: ['manager'] });
    const shown = await service.ask(bob, '/hexa');
    expect(shown).toContain('Your roles don’t include User: read.');
    expect(shown).toContain('[Requests] [Help]');
    expect(shown).not.toContain('[Users]');
  });

  it('/hexa whoami shows the user, the chat identity and how much one may do', async () => {
    const shown = await service.ask(service.ann, '/hexa whoami');
    expect(shown).toContain('Email: ann@example.com');
    expect(shown).toContain(`Chat account: Slack @${service.ann.id}`);
    expect(shown).toContain('104 permissions');
  });

  it('/hexa help lists every command of the catalogue', async () => {
    const shown = await service.ask(service.ann, '/hexa help');
    for (const usage of ['/hexa users list [search]', '/hexa users show <user>', '/hexa whoami']) {
      expect(shown).toContain(usage);
    }
    expect(shown).not.toContain('password');
  });
});

describe('users list and show', () => {
  it('lists ten, says how many there are, and links to Hexabot', async () => {
    await using other = await runService({
      CHATOPS_USER_LIMIT: '20',
      FRONTEND_BASE_URL: 'https://h.example',
    });
    for (let i = 0; i < 11; i += 1) {
      await other.user({
        email: `u${i}@example.com`,
        firstName: 'Una',
        lastName: `Aa${String(i).padStart(2, '0')}`,
      });
    }
    const shown = await other.ask(other.ann, '/hexa users list');
    expect(shown).toContain('Users: 12/20');
    expect(shown).toContain('🟢 *Una Aa00* · Active\nu0@example.com · admin');
    expect(shown).toMatch(/ID [0-9a-f]{8} · Created \S+ · Updated /);
    expect(shown).toContain('Una Aa09');
    expect(shown).not.toContain('Una Aa10');
    expect(shown).toContain('1–10 of 12');
    expect(shown).toContain('Open in Hexabot');
    expect(other.slack.violations).toEqual([]);
  });

  it('shows every status in words', async () => {
    for (const status of ['pending', 'disabled', 'inactive'] as const) {
      await service.user({ email: `${status}@status.example`, status, firstName: 'Sta', lastName: 'Tus' });
    }
    const shown = await service.ask(service.ann, '/hexa users list status.example');
    expect(shown).toContain('🟡 *Sta Tus* · Pending\npending@status.example · admin');
    expect(shown).toContain('🔴 *Sta Tus* · Disabled\ndisabled@status.example · admin');
    expect(shown).toContain('⚪ *Sta Tus* · Inactive\ninactive@status.example · admin');
  });

  it.each([
    ['carla', true],
    ['CARLA RO', true],
    ['ossi', true],
    ['rossi@mail', true],
    ['100%', false],
    ['c_rla', false],
    ["'; DROP TABLE users; --", false],
    // NUL, which no text in the database can hold.
    ['car\u0000la', true],
  ])('searches %j as part of a name or the email, literally', async (search, found) => {
    const [there] = await service.query('SELECT 1 FROM users WHERE email = $1', ['c.rossi@mail.example']);
    if (there === undefined) {
      await service.user({ email: 'c.rossi@mail.example', firstName: 'Carla', lastName: 'Rossi' });
    }
    const shown = await service.ask(service.ann, `/hexa users list ${search}`);
    expect(shown.includes('Carla Rossi')).toBe(found);
    expect(shown).not.toContain('Ann Lee');
  });

  it('never shows a subscriber', async () => {
    await service.query(
      `INSERT INTO users (id, "firstName", "lastName", type, source_id, email, username)
       VALUES ('s1', 'Sub', 'Scriber', 'SubscriberOrmEntity', 'web', 'sub@example.com', 'sub')`,
    );
    expect(await service.ask(service.ann, '/hexa users list')).not.toContain('Sub Scriber');
    for (const query of ['sub@example.com', 'sub', 's1', 'Sub Scriber']) {
      expect(await service.ask(service.ann, `/hexa users show ${query}`)).toContain('User not found');
    }
  });

  it('finds one by id, email, username and name, whatever the case', async () => {
    const id = await service.user({ email: 'dora@example.com', firstName: 'Dora', lastName: 'Ek' });
    for (const query of [id, 'DORA@example.com', 'Dora', 'dora ek', 'ora E']) {
      expect(await service.ask(service.ann, `/hexa users show ${query}`)).toContain(`ID: ${id}`);
    }
  });

  it('takes a mail address as Slack writes it', async () => {
    const shown = await service.ask(
      service.ann,
      '/hexa users show <mailto:dora@example.com|dora@example.com>',
    );
    expect(shown).toContain('Dora Ek');
  });

  it('guesses at nobody when several fit', async () => {
    await service.user({ email: 'e1@example.com', firstName: 'Eva', lastName: 'Same' });
    await service.user({ email: 'e2@example.com', firstName: 'Eva', lastName: 'Same' });
    const shown = await service.ask(service.ann, '/hexa users show eva same');
    expect(shown).toContain('“eva same” matches several users');
  });

  it('hides role names from those without Role: read', async () => {
    await service.role('reader', ['User: read']);
    const finn = await service.member({ email: 'finn@example.com', roles: ['reader'] });
    for (const line of ['/hexa users list', '/hexa users show ann@example.com']) {
      const shown = await service.ask(finn, line);
      expect(shown).toContain('hidden');
      expect(shown).not.toContain('· admin');
      expect(shown).not.toContain('Roles: admin');
    }
  });

  it('takes names as text: no mention, no link, no markup', async () => {
    await service.user({
      email: 'evil@example.com',
      firstName: '<!channel>',
      lastName: '*<https://evil.example|x>*',
    });
    const { length } = service.ann.ephemerals;
    const shown = await service.ask(service.ann, '/hexa users show evil@example.com');
    expect(shown).toContain('<!channel> *<https://evil.example|x>*');
    expect(pingsOf(service.ann.ephemerals.slice(length))).toEqual([]);
  });

  it('are seen by nobody else', () => {
    expect(service.slack.messages('general')).toEqual([]);
  });
});

describe('mistakes of typing', () => {
  it.each([
    ['/hexa usres list', 'Did you mean /hexa users list?'],
    ['/hexa usres lsit', 'Did you mean /hexa users list?'],
    ['/hexa hmoe please', 'Did you mean /hexa home?'],
    ['/hexa xyzzy', 'There’s no command “xyzzy”.'],
    [
      '/hexa users list colour:red',
      'This command has no option colour:. It takes search:, status:, role:, sort:, page:.',
    ],
    ['/hexa whoami please', 'I don’t know what “please” means here. Type it like this: /hexa whoami'],
    ['/hexa users show', 'Add user, like this: /hexa users show <user>'],
    [
      '/hexa users show nobody@example.com',
      'No user has the email, username, ID or name “nobody@example.com”.',
    ],
  ])('%s is answered with what would be right', async (line, answer) => {
    const before = (await service.audit()).length;
    expect(await service.ask(await fresh(), line)).toContain(answer);
    expect(await service.audit()).toHaveLength(before);
  });

  it('a password typed in chat opens no form, is told why, and is kept nowhere', async () => {
    const ann = await fresh();
    const shown = await service.ask(ann, '/hexa users add first:Zoë password:hunter2hunter2');
    expect(shown).toContain('Chat keeps what you type');
    expect(ann.view).toBeUndefined();
    const kept = await service.query(
      `SELECT d::text FROM chatops.drafts d UNION ALL SELECT a::text FROM chatops.audit a
       UNION ALL SELECT d::text FROM chatops.deliveries d`,
    );
    expect(JSON.stringify([kept, service.log, service.slack.calls])).not.toContain('hunter2');
  });

  it('an unknown role is left out of the form, and named', async () => {
    const shown = await service.ask(
      await fresh(),
      '/hexa users add roles:Manager,boss email:New@Example.com',
    );
    expect(shown).toContain('Skipped because there’s no such role: boss.');
    expect(shown).toContain('*manager');
  });
});

/** The same rights as Ann and a rate limit of its own. */
let members = 0;
async function fresh() {
  members += 1;
  return service.member({ email: `fresh${members}@example.com` });
}

describe('the gate', () => {
  it.each([
    ['not linked', null, 'Your chat account isn’t linked to a Hexabot user yet.'],
    ['disabled', { status: 'disabled' }, 'isn’t active'],
    ['pending', { status: 'pending' }, 'isn’t active'],
    ['inactive', { status: 'inactive' }, 'isn’t active'],
    ['a manager', { roles: ['manager'] }, 'Your roles don’t include User: read.'],
    ['without a role', { roles: [] }, 'Your roles don’t include User: read.'],
  ] as const)('refuses somebody who is %s, and shows no user', async (who, given, sentence) => {
    const email = `gate-${who.replaceAll(' ', '-')}@example.com`;
    const person =
      given === null ? service.slack.person({ name: 'nobody' }) : await service.member({ ...given, email });
    const shown = await service.ask(person, '/hexa users list');
    expect(shown).toContain(sentence);
    expect(shown).not.toContain('ann@example.com');
  });

  it('tells an unlinked person how to link, and no more', async () => {
    const nina = service.slack.person({ name: 'nina' });
    expect(await service.ask(nina, '/hexa users add')).toContain('Type /hexa link to link it.');
    const whoami = await service.ask(nina, '/hexa whoami');
    expect(whoami).toContain(`Chat account: Slack @${nina.id}`);
    expect(whoami).toContain('Type /hexa link');
    expect(await service.ask(nina, '/hexa help')).toContain('/hexa users list');
  });

  it('tells an unlinked person the operator’s command where no code can be mailed', async () => {
    await using silent = await runService({ EMAIL_SMTP_ENABLED: 'false' });
    const nina = silent.slack.person({ name: 'nina' });
    expect(await silent.ask(nina, '/hexa')).toContain(
      `npm run hexa -- link slack ${silent.slack.workspace.teamId} ${nina.id} YOUR_HEXABOT_EMAIL`,
    );
  });

  it('knows nobody of another workspace, linked or not', async () => {
    const stranger = service.slack.person({ name: 'ann', teamId: 'T0OTHER', userId: service.ann.id });
    const linked = service.slack.person({ name: 'olga', teamId: 'T0OTHER' });
    await service.link(linked, 'ann@example.com');
    for (const person of [stranger, linked]) {
      for (const line of ['/hexa users list', '/hexa', '/hexa whoami', '/hexa help']) {
        const shown = await service.ask(person, line);
        expect(shown).toContain('This app isn’t set up for your workspace');
        expect(shown).not.toContain('ann@example.com');
      }
    }
    // The double keeps one person per id: give Ann her workspace back.
    service.slack.person({ name: 'ann', userId: service.ann.id });
  });

  it.each([
    ['a small plan', { CHATOPS_PLAN: 'starter' }, '/hexa users list', 'Your plan is Starter (active)'],
    [
      'strict SSO',
      { SSO_ENABLED: 'true', CHATOPS_SSO_STRICT: 'true' },
      '/hexa users add',
      'identity provider',
    ],
    ['a full quota', { CHATOPS_USER_LIMIT: '1' }, '/hexa users add', 'Users: 1/1. Upgrade to Unlimited'],
  ])('refuses for %s', async (_, env, line, sentence) => {
    await using other = await runService(env);
    const shown = await other.ask(other.ann, line);
    expect(shown).toContain(sentence);
    expect(other.ann.view).toBeUndefined();
    if ('CHATOPS_USER_LIMIT' in env || 'CHATOPS_PLAN' in env) expect(shown).toContain('[See pricing]');
    // What needs less is still open.
    expect(await other.ask(other.ann, '/hexa whoami')).toContain('ann@example.com');
  });

  it('judges a form by what is true when it is submitted, not when it was opened', async () => {
    const gina = await service.member({ email: 'gina@example.com' });
    const view = await service.open(gina, '/hexa users add');
    await service.query(`UPDATE users SET state = false WHERE email = 'gina@example.com'`);
    await gina.submits(view, filledIn('too-late@example.com'));
    expect(textOf(gina.view)).toContain('isn’t active');
    expect(await service.query(`SELECT 1 FROM users WHERE email = 'too-late@example.com'`)).toEqual([]);
  });
});

describe('a delivery', () => {
  it.each([
    ['forged', { forged: true }],
    ['six minutes old', { staleBy: 360 }],
    ['without a signature', { headers: { 'x-slack-signature': '' } }],
  ])('that is %s gets 401 and is not acted upon', async (_, options) => {
    const ann = await fresh();
    const calls = service.slack.calls.length;
    const { status } = await ann.types('/hexa users list', { ...options, allowFailure: true });
    expect(status).toBe(401);
    expect(service.slack.calls.slice(calls)).toEqual([]);
  });

  it('that comes twice opens one form', async () => {
    const ann = await fresh();
    const delivery = await ann.types('/hexa users add');
    const first = await service.slack.waitFor(() => ann.view, 'the form');
    const opened = service.slack.callsTo('views.open').length;
    await delivery.replay();
    // Stopping waits for what is in flight: whatever the replay does is done then.
    await service.stop();
    await service.start();
    expect(service.slack.callsTo('views.open')).toHaveLength(opened);
    expect(ann.view?.id).toBe(first.id);
    expect(ann.ephemerals).toEqual([]);
  });

  it('that asks whether the address is ours is answered with its challenge', async () => {
    expect(await service.slack.verifiesUrl()).toBe(true);
  });

  it('other than POST /slack/events is not Slack’s', async () => {
    for (const [path, method] of [
      ['/slack/events', 'GET'],
      ['/slack', 'POST'],
      ['/slack/oauth_redirect', 'GET'],
    ] as const) {
      expect((await fetch(service.address + path, { method })).status).toBe(404);
    }
  });
});

describe('a form', () => {
  it('that is submitted twice adds one user', async () => {
    const ann = await fresh();
    const view = await service.open(ann, '/hexa users add');
    const values = filledIn('twice@example.com');
    const [one, other] = await Promise.all([
      ann.submits(view, values, { stale: true }),
      ann.submits(view, values, { stale: true }),
    ]);
    await service.slack.waitFor(
      () => ann.ephemerals.find((each) => textOf(each).includes('was added')),
      'it',
    );
    const again = await ann.submits(view, filledIn('thrice@example.com'), { stale: true });
    // The email is taken by now, by this form itself.
    const same = await ann.submits(view, values, { stale: true });
    // Where checking takes long, the acknowledgement is a loading view and the answer comes after it.
    const shown = () => [
      ...[one, other, again, same].map(({ json }) => textOf(json?.view)),
      ...service.slack.callsTo('views.update').map(({ args }) => textOf(args.view)),
    ];
    await service.slack.waitFor(
      () => shown().filter((text) => text.includes('You already sent this')).length === 3,
      'three refusals',
    );
    expect(await service.query(`SELECT email FROM users WHERE email LIKE 't%ice@example.com'`)).toEqual([
      { email: 'twice@example.com' },
    ]);
  });

  it('of somebody else cannot be submitted', async () => {
    const [ann, hugo] = [await fresh(), await fresh()];
    const view = await service.open(ann, '/hexa users add');
    const own = await service.open(hugo, '/hexa users add');
    const stolen = { ...own, private_metadata: view.private_metadata };
    const { json } = await hugo.submits(stolen, filledIn('stolen@example.com'), { stale: true });
    expect(textOf(json?.view)).toContain('Out of date');
    expect(await service.query(`SELECT 1 FROM users WHERE email = 'stolen@example.com'`)).toEqual([]);
    await ann.submits(view, filledIn('not-stolen@example.com'));
    expect(ann.errors(view)).toEqual({});
  });

  it('with an unknown draft or name is out of date, not an error of ours', async () => {
    const ann = await fresh();
    const view = await service.open(ann, '/hexa users add');
    const cases = [
      { ...view, private_metadata: 'nonsense' },
      { ...view, private_metadata: '' },
      { ...view, callback_id: 'users.gone' },
    ];
    for (const changed of cases) {
      const { json } = await ann.submits(changed, filledIn('x@example.com'), { stale: true });
      expect(textOf(json?.view)).toMatch(/Out of date|You already sent this/);
    }
    expect(service.log.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });
});

describe('more than 30 things a minute', () => {
  it('are told kindly, until the minute is over', async () => {
    const iris = await fresh();
    for (let i = 0; i < 30; i += 1) await service.ask(iris, '/hexa help');
    expect(await service.ask(iris, '/hexa users list')).toContain('You can do 30 things a minute');
    expect(await service.ask(await fresh(), '/hexa users list ann')).toContain('ann@example.com');
    service.advance(61_000);
    expect(await service.ask(iris, '/hexa users list ann')).toContain('ann@example.com');
  });
});

describe('the audit', () => {
  it('has the refused attempts at a change, and not those at reading', async () => {
    const june = await service.member({ email: 'june@example.com', roles: ['manager'] });
    const before = (await service.audit()).length;
    await service.ask(june, '/hexa users list');
    await service.ask(june, '/hexa users add');
    const entries = (await service.audit()).slice(before);
    expect(entries).toMatchObject([
      {
        action: 'users add',
        outcome: 'refused',
        code: 'permission_missing',
        actor_name: 'Some Body',
        platform: 'slack',
        workspace: service.slack.workspace.teamId,
        chat_user: june.id,
        after: { missing: ['User: create', 'Role: read'] },
      },
    ]);
  });

  it('has the attempts of unlinked people at most once a minute each', async () => {
    const [kim, lou] = [service.slack.person({ name: 'kim' }), service.slack.person({ name: 'lou' })];
    const count = async () =>
      (await service.audit()).filter(({ chat_user }) => chat_user === kim.id || chat_user === lou.id).length;
    for (let i = 0; i < 3; i += 1) await service.ask(kim, '/hexa users add');
    expect(await count()).toBe(1);
    await service.ask(lou, '/hexa users add');
    expect(await count()).toBe(2);
    service.advance(61_000);
    await service.ask(kim, '/hexa users add');
    expect(await count()).toBe(3);
  });

  it('has no entry for a mistake in a form', async () => {
    const ann = await fresh();
    const view = await service.open(ann, '/hexa users add');
    const before = (await service.audit()).length;
    await ann.submits(view, { ...filledIn('m@example.com'), Password: 'short' });
    expect(Object.keys(ann.errors(view))).toContain('password');
    expect(await service.audit()).toHaveLength(before);
  });
});
