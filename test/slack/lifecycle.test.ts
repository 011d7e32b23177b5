import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startSlack } from '#slack/app.ts';
import { SlackAuthError } from '#slack/retrying.ts';
import { FakeCore, memoryLog, screen } from '../support/fake-core.ts';
import { startSlackDouble } from '../support/slack/index.ts';
import { run, SIGNING_SECRET, serve } from './harness.ts';

async function notStarted(over: 'http' | 'socket') {
  const double = await startSlackDouble();
  const log = memoryLog();
  const slack = startSlack({
    config: {
      botToken: double.botToken,
      apiUrl: double.apiUrl,
      ...(over === 'http' ? { signingSecret: SIGNING_SECRET } : { appToken: double.appToken }),
    },
    dispatch: new FakeCore(),
    log,
  });
  return {
    double,
    log,
    slack,
    async [Symbol.asyncDispose]() {
      await slack.stop();
      await double.stop();
    },
  };
}

describe('starting', () => {
  it('makes no call before it is asked to', async () => {
    await using env = await notStarted('http');
    expect(env.double.calls).toEqual([]);
    expect(env.slack.status()).toMatchObject({ state: 'stopped', team: null });
  });

  it.each([
    ['http', 'auth.test', 'invalid_auth'],
    ['socket', 'auth.test', 'account_inactive'],
    ['socket', 'apps.connections.open', 'invalid_auth'],
    ['socket', 'apps.connections.open', 'not_allowed_token_type'],
  ] as const)('fails with a clear error over %s where %s says %s', async (over, method, code) => {
    await using env = await notStarted(over);
    env.double.fail(method, { error: code, times: 9 });
    const error = await env.slack.start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SlackAuthError);
    expect(error).toMatchObject({ method, code });
    expect(env.slack.status()).toMatchObject({ state: 'refused', problem: expect.stringContaining(code) });
  });

  it.each(['http', 'socket'] as const)('goes on trying over %s where Slack does not answer', async (over) => {
    await using env = await notStarted(over);
    env.double.fail('auth.test', { status: 503, times: 4 });
    env.double.fail('apps.connections.open', { error: 'internal_error', times: 1 });
    await env.slack.start(100);
    expect(env.slack.status().state).toBe('waiting');
    await expect.poll(() => env.slack.status().state, { timeout: 15_000 }).toBe('connected');
    expect(env.log.lines.filter(({ level }) => level === 'warn').length).toBeGreaterThan(0);
  });

  it('answers 503 over HTTP until it is known whom the token serves', async () => {
    await using env = await notStarted('http');
    const server = await serve(env.slack, env.double);
    const { port } = server.address() as AddressInfo;
    const status = async (path: string, method: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
    expect(await status('/slack/events', 'POST')).toBe(503);
    await env.slack.start();
    // Who does not sign is not told what there is.
    expect(await status('/elsewhere', 'GET')).toBe(401);
    server.closeAllConnections();
    server.close();
  });
});

describe('Socket Mode', () => {
  it.each(['warning', 'refresh_requested'] as const)(
    'opens another connection at once after %s',
    async (reason) => {
      await using env = await run('socket');
      env.core.onAnswer = () => [{ type: 'screen', as: 'new', screen: screen('Users') }];
      env.double.socket.disconnect(reason);
      await env.double.waitFor(() => env.double.socket.connectionsMade === 2, 'the second connection', 3_000);
      const ann = env.double.person({ name: 'ann' });
      await ann.types('/hexa users list');
      await env.double.waitFor(() => ann.ephemerals[0], 'the answer');
    },
  );

  it('survives that Slack breaks off and does not answer for a while', async () => {
    await using env = await run('socket');
    env.double.fail('apps.connections.open', { status: 503, times: 4 });
    env.double.socket.drop();
    await expect.poll(() => env.slack.status().state).toBe('waiting');
    env.log.lines.length = 0;
    await expect.poll(() => env.slack.status().state, { timeout: 20_000 }).toBe('connected');
    expect(env.log.lines.at(-1)?.message).toBe('Slack is connected');
  });

  it('stops, and does not come back', async () => {
    const env = await run('socket');
    await env[Symbol.asyncDispose]();
    expect(env.slack.status().state).toBe('stopped');
    expect(env.double.socket.connections).toBe(0);
    expect(env.double.socket.connectionsMade).toBe(1);
  });
});
