import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import { runProgram } from '../support/service-process.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createMigrated();
});
afterAll(() => database.drop());

async function loaded(...args: string[]): Promise<unknown> {
  const { stdout, stderr } = await runProgram(['test/console/loaded-holder.ts', ...args], {
    DATABASE_URL: database.url,
    CHATOPS_SECRET: 'a secret of the test that is long enough',
    CHATOPS_CONSOLE: 'on',
    SEED_ADMIN_EMAIL: 'ann.lindgren@example.com',
    SEED_ADMIN_PASSWORD: 'the first password',
    PORT: '0',
    SALT_LENGTH: '4',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

it('loads Botkit only when somebody who is signed in opens the page', async () => {
  expect(await loaded()).toEqual({ beforeSignIn: false, afterSignIn: true, state: 'signed_in' });
});

it('runs without Botkit, and the page says so', async () => {
  expect(await loaded('without-botkit')).toEqual({
    beforeSignIn: false,
    afterSignIn: false,
    state: 'no_botkit',
  });
});
