import bcrypt from 'bcrypt';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { filledIn, type RunningService, runService } from '../support/running-service.ts';
import { inputs, type Person, textOf, type View } from '../support/slack/index.ts';

let service: RunningService;
beforeAll(async () => {
  service = await runService({ CHATOPS_USER_LIMIT: 'unlimited' });
});
afterAll(async () => {
  expect(service.slack.violations).toEqual([]);
  await service[Symbol.asyncDispose]();
});

const EMAIL_TAKEN = 'Another user already has this email.';
const EMAIL_OF_SUBSCRIBER = 'This email belongs to a subscriber of the chatbot. Use another one.';
const USERNAME_TAKEN = 'Another user already has this username.';

type Values = Record<string, string | string[]>;

let members = 0;
/** An admin with a rate limit of their own. */
async function admin(roles = ['admin']): Promise<Person> {
  members += 1;
  return service.member({ email: `admin${members}@example.com`, roles });
}

/** Submits the form and returns the errors beside its fields. */
async function errors(by: Person, values: Values): Promise<Record<string, string>> {
  const view = await service.open(by, '/hexa users add');
  await by.submits(view, { ...filledIn('nobody@example.com'), ...values }, { unchecked: true });
  return by.errors(view);
}

async function stored(email: string) {
  const [row] = await service.query<{ id: string; password: string; email: string; username: string }>(
    'SELECT * FROM users WHERE email = $1',
    [email],
  );
  return row;
}

describe('adding a user', () => {
  it('stores user, roles, audit entry, confirmation and job together', async () => {
    const by = await admin();
    const id = await service.add(by, 'zoe@example.com', { Roles: ['manager', 'public'] });
    expect(
      await service.query(
        `SELECT u.state, u.type, s.status, c.mail, c.inviter_chat_user AS inviter, a.actor_name, a.after,
           (SELECT count(*)::int FROM chatops_jobs.job j WHERE j.data->>'confirmationId' = c.id::text) AS jobs,
           (SELECT string_agg(r.name, ',' ORDER BY r.name) FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = u.id) AS roles
         FROM users u JOIN chatops.account_states s ON s.user_id = u.id
           JOIN chatops.confirmations c ON c.user_id = u.id JOIN chatops.audit a ON a.target_id = u.id
         WHERE u.id = $1`,
        [id],
      ),
    ).toMatchObject([
      {
        state: false,
        type: 'UserOrmEntity',
        status: 'pending',
        inviter: by.id,
        actor_name: 'Some Body',
        after: {
          firstName: 'Zoë',
          lastName: 'Berg',
          username: 'zoe',
          email: 'zoe@example.com',
          status: 'pending',
          roles: ['manager', 'public'],
        },
        jobs: 1,
        roles: 'manager,public',
      },
    ]);
  });

  it('stores the email trimmed and in lower case', async () => {
    await service.add(await admin(), 'mixed@example.com', {
      Email: ' MiXed@Example.COM ',
      Username: ' Mixed ',
    });
    expect(await stored('mixed@example.com')).toMatchObject({ username: 'Mixed' });
  });

  it('tells all problems at once, each beside its field, also those that only the database knows', async () => {
    expect(
      await errors(await admin(), {
        'First name': ' ',
        'Last name': 'x'.repeat(300),
        Username: 'ANN',
        Email: 'Ann@Example.com',
        Password: 'short',
        'Confirm password': 'other',
        Roles: [],
      }),
    ).toEqual({
      first: 'Please fill this in.',
      last: 'At most 255 characters.',
      username: USERNAME_TAKEN,
      email: EMAIL_TAKEN,
      password: 'At least 8 characters.',
      confirmation: 'The passwords don’t match.',
      roles: 'Choose at least one role.',
    });
  });

  it('keeps what was typed', async () => {
    const by = await admin();
    const view = await service.open(by, '/hexa users add first:Zoë last:"van der Berg" roles:manager');
    await by.submits(view, {
      Username: 'x',
      Email: 'ann@example.com',
      Password: 'a',
      'Confirm password': 'b',
    });
    expect(by.errors(view)).toHaveProperty('email');
    const again = service.slack.views.top(by)!;
    expect(again.id).toBe(view.id);
    await by.submits(again, {
      ...filledIn('kept@example.com'),
      'First name': 'Zoë',
      'Last name': 'van der Berg',
    });
    await service.slack.waitFor(() => by.ephemerals.find((one) => textOf(one).includes('was added')), 'it');
    expect(await stored('kept@example.com')).toMatchObject({ lastName: 'van der Berg' });
  });

  it('refuses a role that does not exist any more', async () => {
    await service.role('short-lived', []);
    const by = await admin();
    const view = await service.open(by, '/hexa users add');
    await service.query(`DELETE FROM roles WHERE name = 'short-lived'`);
    await by.submits(view, { ...filledIn('gone@example.com'), Roles: ['short-lived'] });
    expect(by.errors(view).roles).toMatch(/^There’s no role /);
  });
});

describe('email and username', () => {
  it.each([
    ['an email in another case', { Email: 'ANN@EXAMPLE.COM' }, { email: EMAIL_TAKEN }],
    ['a username in another case', { Username: 'aNN' }, { username: USERNAME_TAKEN }],
    ['a subscriber’s email', { Email: 'sub@example.com' }, { email: EMAIL_OF_SUBSCRIBER }],
    ['a subscriber’s username', { Username: 'Sub-Scriber' }, { username: USERNAME_TAKEN }],
  ])('are unique: %s is refused', async (_, values, problems) => {
    await service.query(
      `INSERT INTO users (id, "firstName", "lastName", type, source_id, email, username)
       VALUES ('s1', 'Sub', 'Scriber', 'SubscriberOrmEntity', 'web', 'sub@example.com', 'Sub-Scriber')
       ON CONFLICT DO NOTHING`,
    );
    expect(await errors(await admin(), values)).toEqual(problems);
  });

  it('of a user whom Hexabot stored in capitals are taken', async () => {
    await service.user({ email: 'Upper.Case@Example.com' });
    expect(await errors(await admin(), { Email: 'upper.case@example.com', Username: 'UPPER.CASE' })).toEqual({
      email: EMAIL_TAKEN,
      username: USERNAME_TAKEN,
    });
  });

  it('of a subscriber are compared exactly: another case is free', async () => {
    await service.query(
      `INSERT INTO users (id, "firstName", "lastName", type, source_id, email, username)
       VALUES ('s2', 'Sub', 'Two', 'SubscriberOrmEntity', 'web', 'SUB2@example.com', 'SUB2')`,
    );
    await service.add(await admin(), 'sub2@example.com');
  });

  it('taken by another program between check and commit show the form again, less the passwords', async () => {
    const by = await admin();
    const view = await service.open(by, '/hexa users add');
    const hexabot = new pg.Client({ connectionString: service.database.url });
    await hexabot.connect();
    try {
      await hexabot.query('BEGIN');
      await hexabot.query(
        `INSERT INTO users (id, "firstName", "lastName", type, email, username, password, state, provider)
         VALUES ('other', 'O', 'Ther', 'UserOrmEntity', 'race@example.com', 'other', 'x', true, '{"strategy":"local"}')`,
      );
      await by.submits(view, filledIn('race@example.com'));
      expect(textOf(by.view)).toContain('Creating the user');
      await vi.waitUntil(
        async () =>
          (
            await service.query(
              `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE 'insert into%users%'`,
            )
          ).length > 0,
        { timeout: 10_000, interval: 50 },
      );
      await hexabot.query('COMMIT');
    } finally {
      await hexabot.end();
    }
    const again = await service.slack.waitFor(
      () => (by.view?.submit && textOf(by.view).includes(EMAIL_TAKEN) ? by.view : undefined),
      'the form again',
    );
    expect(textOf(again)).toContain(`Email, used to sign in: ${EMAIL_TAKEN}`);
    expect(textOf(again)).toContain('race@example.com');
    expect(JSON.stringify(again)).not.toContain('correct horse');
    await by.submits(again, { ...filledIn('race2@example.com'), Username: 'race' });
    await service.slack.waitFor(() => by.ephemerals.find((one) => textOf(one).includes('was added')), 'it');
    expect(await stored('race2@example.com')).toBeDefined();
  });
});

describe('a password', () => {
  it.each([
    ['what looks like a bcrypt hash', `$2b$12$${'a'.repeat(53)}`],
    ['72 bytes of emoji', '🐎'.repeat(18)],
    ['markup and entities', '<@U1> &amp; “x”'],
    ['leading and trailing spaces', '  spaced out  '],
  ])('is hashed as typed: %s', async (what, password) => {
    const email = `${what.replaceAll(' ', '-')}@example.com`;
    await service.add(await admin(), email, { Password: password, 'Confirm password': password });
    const user = await stored(email);
    expect(user!.password).toMatch(/^\$2b\$04\$/);
    expect(user!.password).not.toBe(password);
    expect(await bcrypt.compare(password, user!.password)).toBe(true);
  });

  it.each([
    ['73 bytes', 'a'.repeat(73), /^At most 72 bytes/],
    ['19 emoji', '🐎'.repeat(19), /^At most 72 bytes/],
    ['7 characters', '1234567', /^At least 8 characters/],
  ])('of %s is refused, never cut', async (_, password, problem) => {
    const beside = await errors(await admin(), { Password: password, 'Confirm password': password });
    expect(beside).toEqual({ password: expect.stringMatching(problem) });
  });
});

describe('nobody gives what they do not hold', () => {
  it('a role with more permissions than one’s own is refused beside its field, naming them', async () => {
    await service.role('inviter', ['User: create', 'Role: read']);
    await service.role('changer', ['User: create', 'User: update']);
    const by = await admin(['inviter']);
    const problem = (await errors(by, { Roles: ['changer'] })).roles;
    expect(problem).toContain('You can’t give permissions you don’t have: changer includes');
    expect(problem).toContain('User: update');
    expect(problem).not.toContain('User: create');
    await service.add(by, 'lesser@example.com', { Roles: ['inviter', 'public'] });
  });

  it('except where CHATOPS_APPROVALS is off, as in Hexabot', async () => {
    await using loose = await runService({ CHATOPS_APPROVALS: 'off' });
    await loose.role('inviter', ['User: create', 'Role: read']);
    const by = await loose.member({ email: 'inviter@example.com', roles: ['inviter'] });
    await loose.add(by, 'boss@example.com', { Roles: ['admin'] });
  });
});

describe('CHATOPS_PASSWORDS=invite', () => {
  it('asks for no password, and stores a hash that none fits', async () => {
    await using inviting = await runService({ CHATOPS_PASSWORDS: 'invite' });
    const view = await inviting.open(inviting.ann, '/hexa users add');
    expect(labels(view)).toEqual(['First name', 'Last name', 'Username', 'Email', 'Roles']);
    expect(textOf(view)).toContain('They’ll choose a password when they confirm their email.');
    const { Password: _, 'Confirm password': __, ...values } = filledIn('invited@example.com');
    await inviting.ann.submits(view, values);
    const mail = await inviting.mailbox.next('invited@example.com');
    expect(mail.text).toContain('choose a password');
    const [user] = await inviting.query<{ password: string }>(
      `SELECT password FROM users WHERE email = 'invited@example.com'`,
    );
    expect(user!.password).toMatch(/^\$2b\$04\$/);
  });
});

describe('SSO', () => {
  it('leaves adding open, with a note that the account is local', async () => {
    await using sso = await runService({ SSO_ENABLED: 'true' });
    const view = await sso.open(sso.ann, '/hexa users add');
    expect(textOf(view)).toContain('This account is local');
    await sso.ann.submits(view, filledIn('local@example.com'));
    await sso.mailbox.next('local@example.com');
  });
});

describe('with mail off', () => {
  it('the user stays pending, the admin is told, and nothing is queued', async () => {
    await using silent = await runService({ EMAIL_SMTP_ENABLED: 'false' });
    const view = await silent.open(silent.ann, '/hexa users add');
    await silent.ann.submits(view, filledIn('quiet@example.com'));
    const answer = await silent.slack.waitFor(() => silent.ann.ephemerals[0], 'the result');
    expect(textOf(answer)).toContain('Mail is off, so we couldn’t send a confirmation email');
    expect(await silent.query('SELECT count(*)::int AS jobs FROM chatops_jobs.job')).toEqual([{ jobs: 0 }]);
    expect(await silent.query('SELECT mail FROM chatops.confirmations')).toEqual([{ mail: 'off' }]);
  });
});

function labels(view: View): string[] {
  return inputs(view).map(({ label }) => label);
}
