import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';

/** Hexabot's API as far as it is asked: GET /api/config, which is public. */
let answer: { status: number; body: string } | 'hang' = 'hang';
const asked: string[] = [];
const hanging: ServerResponse[] = [];
const api = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  if (answer === 'hang') return void hanging.push(response);
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(answer.body);
});
let apiUrl: string;
let attached: AttachedService;

function config(ssoEnabled: unknown) {
  return { status: 200, body: JSON.stringify({ apiUrl: 'x', ssoEnabled }) };
}

/** From now on; who still waits for an answer gets none, sooner than they would give up. */
function answers(next: ReturnType<typeof config>) {
  answer = next;
  for (const response of hanging.splice(0)) response.destroy();
}

beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  attached = await runAttached({ HEXABOT_API_URL: `${apiUrl}/api` });
});
afterAll(async () => {
  await attached?.stop();
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
});
afterEach(() => attached.advance(61_000));

const isClosed = async () => {
  const { running } = attached;
  return (await running.ask(running.ann, '/hexa roles list')).includes('identity provider');
};

describe('SSO, asked of Hexabot', () => {
  it('counts as on until Hexabot has ever answered', async () => {
    expect(asked[0]).toBe('GET /api/config');
    expect(await isClosed()).toBe(true);
  });

  it('is off within a minute of Hexabot saying so, and on again', async () => {
    answers(config(false));
    await attached.running.sweep();
    expect(await isClosed()).toBe(false);
    answers(config(true));
    await attached.running.sweep();
    expect(await isClosed()).toBe(true);
  });

  it('stays as it was while Hexabot does not answer, or answers something else, also after a restart', async () => {
    answers(config(false));
    await attached.running.sweep();
    for (const odd of [config('yes'), { status: 502, body: '<html>' }, config(undefined)]) {
      answers(odd);
      await attached.running.sweep();
      expect(await isClosed()).toBe(false);
    }
    answer = 'hang';
    await attached.running.stop();
    await attached.running.start();
    expect(await isClosed()).toBe(false);
  });

  it('is never asked inside an invocation', async () => {
    answers(config(false));
    await attached.running.sweep();
    asked.length = 0;
    await isClosed();
    expect(asked).toEqual([]);
  });

  it('is not asked where SSO_ENABLED is given', async () => {
    answers(config(false));
    await attached.running.stop();
    asked.length = 0;
    await attached.running.start({ SSO_ENABLED: 'true' });
    expect(await isClosed()).toBe(true);
    await attached.running.sweep();
    expect(asked).toEqual([]);
  });
});
