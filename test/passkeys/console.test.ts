import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteCommand, resetCommand } from '../../bin/passkeys.ts';
import { readConfig } from '../../src/config.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { ask, type ConsoleService, lastCard, runConsole } from '../support/console.ts';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import { type Holder, newHolder, pressOn } from '../support/passkeys.ts';

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
    ann = await newHolder(browser);
    await ann.page.setViewportSize({ width: 1280, height: 860 });
    await ann.page.goto(`${service.address}/console?view=chat`);
    await ann.page.getByLabel('Email').fill('ann.lindgren@example.com');
    await ann.page.getByLabel('Password').fill('the first password');
    await ann.page.keyboard.press('Enter');
    await ann.page.locator('#line').waitFor();
    await database.query(
      `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
       VALUES (gen_random_uuid(), now(), now(), 'Bob', 'Body', 'UserOrmEntity', 'bob', 'bob@example.com', 'x', true, '{"strategy":"local"}')`,
    );
  });
  afterAll(async () => {
    await browser.close();
    await service[Symbol.asyncDispose]();
    await database.drop();
  });

  const config = () => readConfig({ ...env, PUBLIC_URL: service.address });

  it('begin with the operator where mail is off, by a link that works once', async () => {
    await ask(ann.page, '/hexa passkeys');
    await lastCard(ann.page).getByRole('button', { name: 'Add a passkey' }).click();
    await ann.page.getByText('passkeys invite ann.lindgren@example.com').first().waitFor();
    const said = await inviteCommand(config(), 'ann.lindgren@example.com');
    const url = /http\S+/.exec(said)![0];
    const back = ann.page.url();
    expect(await pressOn(ann, url, 'Add a passkey')).toContain('Your passkey is ready');
    expect((await fetch(url)).status).toBe(404);
    await ann.page.goto(back);
    await ann.page.locator('#line').waitFor();
  });

  it('are asked for on the page itself, and what came of it is in the conversation', async () => {
    await ask(ann.page, '/hexa users disable bob@example.com');
    await lastCard(ann.page).getByRole('button', { name: 'Disable' }).click();
    const button = ann.page.getByRole('button', { name: 'Confirm with your passkey' }).last();
    await button.waitFor();
    // As the web view of an app does, the device refuses at once.
    await ann.verifies(false);
    await button.click();
    await ann.page.getByText('This browser can’t use passkeys here').waitFor();
    await ann.verifies(true);
    await button.click();
    await ann.page.getByText('Confirmed. The answer is in the conversation.').waitFor();
    await ann.page.getByText('Bob Body was disabled').first().waitFor();
    const [bob] = await database.query<{ state: boolean }>("SELECT state FROM users WHERE username = 'bob'");
    expect(bob?.state).toBe(false);
    expect(ann.complaints).toEqual([]);
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
