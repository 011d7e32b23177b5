import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteCommand, resetCommand } from '../../bin/passkeys.ts';
import { readConfig } from '../../src/config.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { ask, type ConsoleService, lastCard, runConsole } from '../support/console.ts';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import { type Holder, newHolder, pressOn, refusedTo, refusesAtOnce } from '../support/passkeys.ts';

const CONFIRM = 'Confirm with your passkey';

describe.skipIf(chromiumPath === null)('passkeys in the console', () => {
  let database: TestDatabase;
  let service: ConsoleService;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let ann: Holder;
  let env: Record<string, string>;
  beforeAll(async () => {
    database = await createMigrated();
    env = {
      DATABASE_URL: database.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      CHATOPS_CONSOLE: 'on',
      CHATOPS_STEP_UP: 'all',
    };
    [service, browser] = await Promise.all([runConsole(env), openBrowser()]);
    ann = await signedIn('ann.lindgren@example.com');
    for (const name of ['Bob', 'Max']) {
      await database.query(
        `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
         SELECT gen_random_uuid(), now(), now(), $1::text, 'Body', 'UserOrmEntity', lower($1), lower($1) || '@example.com', password,
           true, '{"strategy":"local"}' FROM users WHERE email = 'ann.lindgren@example.com'`,
        [name],
      );
    }
  });
  afterAll(async () => {
    await browser.close();
    await service[Symbol.asyncDispose]();
    await database.drop();
  });

  /** In a browser of their own; everybody here has the password of the first admin. */
  async function signedIn(email: string): Promise<Holder> {
    const holder = await newHolder(browser);
    await holder.page.setViewportSize({ width: 1280, height: 860 });
    await holder.page.goto(`${service.address}/console?view=chat`);
    await holder.page.getByLabel('Email').fill(email);
    await holder.page.getByLabel('Password').fill('the first password');
    await holder.page.keyboard.press('Enter');
    await holder.page.locator('#composer-input').waitFor();
    return holder;
  }

  const invited = async (email: string): Promise<string> =>
    /http\S+/.exec(await inviteCommand(config(), email))![0];

  const give = (email: string, role: string) =>
    database.query(
      'INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r WHERE u.email = $1 AND r.name = $2',
      [email, role],
    );

  const isBobActive = async (): Promise<boolean | undefined> =>
    (await database.query<{ state: boolean }>("SELECT state FROM users WHERE username = 'bob'"))[0]?.state;

  /** Types the line, presses this, and is asked on the page; nothing is confirmed yet. */
  async function asked(line: string, button: string) {
    await ask(ann.page, line);
    await lastCard(ann.page).getByRole('button', { name: button }).click();
    const confirm = ann.page.getByRole('button', { name: CONFIRM }).last();
    await confirm.waitFor();
    return confirm;
  }

  const config = () => readConfig({ ...env, PUBLIC_URL: service.address });

  it('begin with the operator where mail is off, by a link that works once', async () => {
    await ask(ann.page, '/hexa passkeys');
    await lastCard(ann.page).getByRole('button', { name: 'Add a passkey' }).click();
    await ann.page.getByText('passkeys invite ann.lindgren@example.com').first().waitFor();
    const url = await invited('ann.lindgren@example.com');
    const back = ann.page.url();
    expect(await pressOn(ann, url, 'Add a passkey')).toContain('Your passkey is ready');
    expect((await fetch(url)).status).toBe(404);
    await ann.page.goto(back);
    await ann.page.locator('#composer-input').waitFor();
  });

  it('are asked for on the page itself, and what came of it is in the conversation', async () => {
    const confirm = await asked('/hexa users disable bob@example.com', 'Disable');
    await refusesAtOnce(ann);
    await confirm.click();
    await ann.page.getByText('This browser can’t use passkeys here').waitFor();
    await ann.verifies(true);
    await confirm.click();
    await ann.page.getByText('Confirmed. The answer is in the conversation.').waitFor();
    await ann.page.getByText('Bob Body was disabled').first().waitFor();
    expect(await isBobActive()).toBe(false);
    expect(ann.complaints).toEqual([]);
  });

  it('are not taken from somebody else who has the link, and change nothing where things have changed', async () => {
    await give('max@example.com', 'admin');
    const max = await signedIn('max@example.com');
    expect(await pressOn(max, await invited('max@example.com'), 'Add a passkey')).toContain(
      'Your passkey is ready',
    );
    const confirm = await asked('/hexa users enable bob@example.com', 'Enable');
    await refusesAtOnce(ann);
    await confirm.click();
    const link = ann.page.getByRole('link', { name: CONFIRM }).last();
    expect(await refusedTo(max, (await link.getAttribute('href'))!)).toContain(
      'Only the person who started this can confirm it',
    );
    await give('bob@example.com', 'manager');
    await ann.verifies(true);
    await confirm.click();
    await ann.page.getByText('Bob Body has changed since we showed you this').first().waitFor();
    expect(await isBobActive()).toBe(false);
  });

  it('are reset by the operator', async () => {
    expect(await resetCommand(config(), 'ann.lindgren@example.com')).toContain(
      'had 1 passkey, and has none now',
    );
    await ask(ann.page, '/hexa users enable bob@example.com');
    await lastCard(ann.page).getByRole('button', { name: 'Enable' }).click();
    await ann.page.getByText('You need a passkey for this').first().waitFor();
  });
});
