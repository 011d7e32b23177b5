import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../support/service-process.ts';

async function loaded(...args: string[]): Promise<unknown> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hexabot-chatops-loaded-'));
  try {
    const env = { DATA_DIR: dataDir, PORT: '0', SALT_LENGTH: '4' };
    const { stdout, stderr } = await runProgram(['test/console/loaded-holder.ts', ...args], env);
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
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
