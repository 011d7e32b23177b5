import { once } from 'node:events';
import { connect } from 'node:net';
import bcrypt from 'bcrypt';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ServerEvent } from '#console/protocol.ts';
import { chromiumPath, newPerson, openBrowser } from '../support/browser.ts';
import { ask, type ConsoleService, lastCard, runConsole, say, topDialog } from '../support/console.ts';
import { createMigrated, type TestDatabase } from '../support/database.ts';

const EMAIL = 'ann.lindgren@example.com';
const PASSWORD = 'the first password';

let database: TestDatabase;
let service: ConsoleService;

beforeAll(async () => {
  database = await createMigrated();
  service = await runConsole({
    DATABASE_URL: database.url,
    CHATOPS_SECRET: 'a secret of the test that is long enough',
    CHATOPS_CONSOLE: 'on',
    PUBLIC_URL: 'https://hexa.example',
    // Comparing a password takes longer than everything else in a sign-in.
    SALT_LENGTH: '9',
  });
});
// What was tried before counts no more.
beforeEach(() => service.advance(15 * 60_000 + 1));
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await database.drop();
});

async function signIn(
  email: string,
  password: string,
  origin = service.address,
): Promise<{ status: number; cookie: string }> {
  const answer = await fetch(`${service.address}/console/do/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return { status: answer.status, cookie: answer.headers.get('set-cookie') ?? '' };
}

/** Opens a WebSocket and returns its first message, or the status that it was refused with. */
function opened(
  headers: Record<string, string>,
  query = '',
): Promise<{ welcome?: unknown; status?: number; code?: number }> {
  const socket = new WebSocket(`${service.address.replace('http', 'ws')}/console/socket${query}`, {
    headers,
  });
  return new Promise((resolve) => {
    socket.on('message', (data) => {
      resolve({ welcome: JSON.parse(data.toString()) });
      socket.close();
    });
    socket.on('unexpected-response', (_request, response) => resolve({ status: response.statusCode ?? 0 }));
    socket.on('close', (code) => resolve({ code }));
    socket.on('error', () => undefined);
  });
}

const bare = (cookie: string): string => cookie.split(';')[0] ?? '';

describe('signing in with email and password', () => {
  it('makes a cookie that scripts and other sites cannot use, and prints no link', async () => {
    const { status, cookie } = await signIn(` ${EMAIL.toUpperCase()} `, PASSWORD);
    expect(status).toBe(200);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Path=\/console/);
    expect(cookie).not.toMatch(/Secure/);
    expect((await signIn(EMAIL, PASSWORD, 'https://hexa.example')).cookie).toMatch(/Secure/);
    expect(service.printed.join('')).not.toContain('key=');
    expect((await opened({ origin: service.address, cookie: bare(cookie) })).welcome).toMatchObject({
      me: { name: 'Ann Lindgren' },
      mails: null,
    });
  });

  it('links at the first time, in the audit, and keeps to that identity', async () => {
    await signIn(EMAIL, PASSWORD);
    await signIn(EMAIL, PASSWORD);
    const links = await database.query('SELECT platform, workspace, method FROM chatops.links');
    expect(links).toEqual([{ platform: 'console', workspace: 'local', method: 'console' }]);
    const audit = await database.query("SELECT action, actor_name FROM chatops.audit WHERE action = 'link'");
    expect(audit).toEqual([{ action: 'link', actor_name: 'Ann Lindgren' }]);
  });

  it('takes as long and says the same whether or not the email exists', async () => {
    // The least of some is what it takes by itself, whatever else this machine does.
    const least = async (email: string): Promise<number> => {
      const took: number[] = [];
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const before = performance.now();
        expect((await signIn(email, 'not the password')).status).toBe(401);
        took.push(performance.now() - before);
      }
      return Math.min(...took);
    };
    const [known, unknown] = [await least(EMAIL), await least('nobody@example.com')];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  it('lets nobody in who is not active', async () => {
    await database.query('UPDATE users SET state = false');
    expect((await signIn(EMAIL, PASSWORD)).status).toBe(401);
    await database.query('UPDATE users SET state = true');
    expect((await signIn(EMAIL, PASSWORD)).status).toBe(200);
  });

  it('limits attempts per email, also of unknown ones and with the right password', async () => {
    for (const email of [EMAIL, 'nobody@example.com']) {
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect((await signIn(email, 'wrong')).status).toBe(401);
      expect((await signIn(email, PASSWORD)).status).toBe(429);
    }
  });

  it('limits attempts per address', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect((await signIn(`somebody${attempt}@example.com`, 'wrong')).status).toBe(401);
    }
    expect((await signIn(EMAIL, PASSWORD)).status).toBe(429);
  });

  it('refuses what other sites send, by form and by WebSocket', async () => {
    expect((await signIn(EMAIL, PASSWORD, 'https://evil.example')).status).toBe(403);
    const local = service.address.replace('localhost', '127.0.0.1');
    expect((await signIn(EMAIL, PASSWORD, local)).status).toBe(200);
    const { cookie } = await signIn(EMAIL, PASSWORD);
    expect(await opened({ origin: 'https://evil.example', cookie: bare(cookie) })).toEqual({ status: 403 });
    expect(await opened({ cookie: bare(cookie) })).toEqual({ status: 403 });
    expect(await opened({ origin: service.address })).toEqual({ status: 401 });
  });

  it('takes who it is from the session, never from the page', async () => {
    const { cookie } = await signIn(EMAIL, PASSWORD);
    const asked = await opened({ origin: service.address, cookie: bare(cookie) }, '?as=admin');
    expect(asked).toEqual({ code: 4403 });
  });

  it('ends with the session, whose cookie tells why', async () => {
    const session = async (headers: Record<string, string>) =>
      (await fetch(`${service.address}/console/session`, { headers })).json();
    const headersOf = async () => {
      const { cookie } = await signIn(EMAIL, PASSWORD);
      return { origin: service.address, cookie: bare(cookie) };
    };
    const headers = await headersOf();
    await fetch(`${service.address}/console/do/sign-out`, { method: 'POST', headers });
    expect(await opened(headers)).toEqual({ status: 401 });
    expect(await session(headers)).toMatchObject({ state: 'signed_out', ended: 'signed_out' });
    const unused = await headersOf();
    service.advance(12 * 60 * 60_000 + 1);
    expect(await session(unused)).toMatchObject({ state: 'signed_out', ended: 'expired' });
    const strange = { cookie: 'hexa_console=of-another-start' };
    expect(await session(strange)).toMatchObject({ state: 'signed_out', ended: null });
  });

  it('serves the page with a strict policy and without what other hosts would see', async () => {
    const page = await fetch(`${service.address}/console`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const body = await page.text();
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
    const names = [...body.matchAll(/\/console\/page\/([\w-]+\.js)/g)].map(([, name]) => name);
    const sizes = await Promise.all(
      names.map(
        async (name) => (await (await fetch(`${service.address}/console/page/${name}`)).text()).length,
      ),
    );
    expect(sizes.length).toBeGreaterThan(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
  });
});

const BEA = 'bea@example.com';

/** Bea, who may do everything when a test begins, for the tests of a group. */
function useBea(): void {
  beforeAll(async () => {
    await database.query(
      `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
       VALUES ('b0000000-0000-4000-8000-000000000000', now(), now(), 'Bea', 'Borg', 'UserOrmEntity', 'bea', $1, $2, true, '{"strategy":"local"}')`,
      [BEA, await bcrypt.hash(PASSWORD, 4)],
    );
  });
  afterAll(async () => {
    await database.query('DELETE FROM user_roles USING users WHERE user_id = id AND email = $1', [BEA]);
    await database.query(`UPDATE users SET state = true`);
    await database.query('DELETE FROM users WHERE email = $1', [BEA]);
  });
  beforeEach(restoreBea);
}

async function restoreBea(): Promise<void> {
  await database.query(`UPDATE users SET state = true`);
  await database.query(
    `INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r
     WHERE u.email = $1 AND r.name = 'admin' ON CONFLICT DO NOTHING`,
    [BEA],
  );
}

/** How somebody loses what they had, and the word that the page has a sentence for. */
const LOSSES = [
  [
    'was disabled',
    'disabled',
    () => database.query(`UPDATE users SET state = false WHERE email = $1`, [BEA]),
  ],
  [
    'lost a role',
    'rights_ended',
    () => database.query(`DELETE FROM user_roles USING users WHERE user_id = id AND email = $1`, [BEA]),
  ],
  [
    'was unlinked',
    'unlinked',
    () => database.query(`DELETE FROM chatops.links USING users WHERE user_id = id AND email = $1`, [BEA]),
  ],
] as const;

describe('somebody who is signed in', () => {
  useBea();

  /** An open window, with everything that it was sent. */
  const windowOf = async (email: string) => {
    const { cookie } = await signIn(email, PASSWORD);
    const headers = { origin: service.address, cookie: bare(cookie) };
    const socket = new WebSocket(`${service.address.replace('http', 'ws')}/console/socket`, { headers });
    const events: ServerEvent[] = [];
    socket.on('message', (data) => events.push(JSON.parse(data.toString()) as ServerEvent));
    const closed = new Promise<{ code: number; reason: string }>((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
    await once(socket, 'message');
    let id = 0;
    const asks = async (request: object): Promise<void> => {
      id += 1;
      const asked = id;
      socket.send(JSON.stringify({ id, ...request }));
      await expect.poll(() => events.some((event) => event.type === 'done' && event.to === asked)).toBe(true);
    };
    return { headers, socket, events, closed, asks };
  };
  const shared = (events: ServerEvent[]) =>
    events.filter((event) => event.type === 'entry' && event.entry.isShared);
  /** Ann asks for the users and shares the list. */
  const annShares = async (): Promise<void> => {
    const ann = await windowOf(EMAIL);
    await ann.asks({ type: 'say', text: '/hexa users list', fromLink: false });
    const entry = ann.events.findLast((event) => event.type === 'entry');
    const share = entry?.entry.screen?.actions.find(({ label }) => label === 'Share');
    ann.events.length = 0;
    const from = { tab: 'chat', entry: entry?.entry.id, depth: 0 };
    await ann.asks({
      type: 'press',
      action: share?.type === 'button' && share.action,
      selected: [],
      values: {},
      draft: null,
      from,
    });
    expect(shared(ann.events)).toHaveLength(1);
    ann.socket.close();
  };

  it('sees what others share, as long as nothing was taken from them', async () => {
    const bea = await windowOf(BEA);
    await annShares();
    await expect.poll(() => shared(bea.events).length).toBe(1);
    bea.socket.close();
  });

  it.each(LOSSES)(
    'who %s is signed out before anything more is shown, and the cookie opens nothing',
    async (_how, reason, happens) => {
      const bea = await windowOf(BEA);
      await happens();
      await annShares();
      expect(await bea.closed).toEqual({ code: 4401, reason });
      expect(shared(bea.events)).toEqual([]);
      expect(await opened(bea.headers)).toEqual({ status: 401 });
    },
  );

  it('is signed out within a minute, and by opening a window', async () => {
    const bea = await windowOf(BEA);
    const { cookie } = await signIn(BEA, PASSWORD);
    await database.query(`UPDATE users SET state = false WHERE email = $1`, [BEA]);
    expect(await opened({ origin: service.address, cookie: bare(cookie) })).toEqual({ code: 4401 });
    expect(await bea.closed).toEqual({ code: 4401, reason: 'disabled' });
    await database.query(`UPDATE users SET state = true`);
    const again = await windowOf(BEA);
    await database.query(`UPDATE users SET state = false WHERE email = $1`, [BEA]);
    await service.sweep();
    expect(await again.closed).toEqual({ code: 4401, reason: 'disabled' });
  });
});

describe('whatever comes over a socket', () => {
  /** Sends it over a connection of its own; returns all that came back until the service closed. */
  const raw = (text: string, { resets = false } = {}): Promise<string> => {
    const { hostname, port } = new URL(service.address);
    const socket = connect(Number(port), hostname);
    let came = '';
    return new Promise((resolve) => {
      socket.on('data', (chunk) => {
        came += chunk.toString('latin1');
        if (resets) socket.resetAndDestroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(came));
      socket.write(text);
    });
  };
  const upgrade = (path: string, headers = ''): string =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n${headers}\r\n`;

  it('goes on after an upgrade of a path that is no address', async () => {
    for (const path of ['//', '//console/socket', '/console/socket?as=%zz', 'http://[', '*']) {
      expect(await raw(upgrade(path, 'Sec-WebSocket-Version: 13\r\n'))).toMatch(/^HTTP\/1\.1 4\d\d/);
    }
    expect((await fetch(`${service.address}/healthz`)).status).toBe(200);
  });

  it('closes what it refuses at once, and goes on where the other side resets meanwhile', async () => {
    expect(await raw(upgrade('/console/socket'))).toMatch(/^HTTP\/1\.1 403/);
    await Promise.all(Array.from({ length: 50 }, () => raw(upgrade('/console/socket'), { resets: true })));
    expect((await fetch(`${service.address}/healthz`)).status).toBe(200);
  });

  it('answers a request that asks for an upgrade nobody offers as if it had not asked', async () => {
    const asks = (path: string, to: string) =>
      raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: ${to}\r\n\r\n`);
    expect(await asks('/healthz', 'h2c')).toMatch(/^HTTP\/1\.1 200/);
    expect(await asks('/healthz', 'websocket')).toMatch(/^HTTP\/1\.1 200/);
    expect(await asks('/nowhere', 'websocket')).toMatch(/^HTTP\/1\.1 404/);
  });

  it('closes a window that asks for more than anybody types', async () => {
    const { cookie } = await signIn(EMAIL, PASSWORD);
    const socket = new WebSocket(`${service.address.replace('http', 'ws')}/console/socket`, {
      headers: { origin: service.address, cookie: bare(cookie) },
    });
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.once('message', resolve));
    const search = (id: number) => JSON.stringify({ type: 'search', id, source: 'roles', text: 'a' });
    for (let id = 1; id <= 700; id += 1) socket.send(search(id));
    expect(await closed).toBe(4429);
  });

  it('lets a session have 20 windows', async () => {
    const { cookie } = await signIn(EMAIL, PASSWORD);
    const headers = { origin: service.address, cookie: bare(cookie) };
    const sockets = Array.from(
      { length: 20 },
      () => new WebSocket(`${service.address.replace('http', 'ws')}/console/socket`, { headers }),
    );
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('message', resolve))));
    expect(await opened(headers)).toEqual({ status: 429 });
    for (const socket of sockets) socket.close();
  });
});

describe.skipIf(chromiumPath === null)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  useBea();

  const ann = async () => {
    const person = await newPerson(browser);
    await person.page.goto(`${service.address}/console?say=whoami`);
    await person.page.getByLabel('Email').fill(EMAIL);
    await person.page.getByLabel('Password').fill('not the password');
    await person.page.keyboard.press('Enter');
    await expect
      .poll(() => person.page.getByRole('alert').textContent())
      .toContain('That email or password isn’t right');
    await person.page.getByLabel('Password').fill(PASSWORD);
    await person.page.keyboard.press('Enter');
    await expect.poll(() => lastCard(person.page).textContent()).toContain(EMAIL);
    return person;
  };

  it('acts as who signed in, and goes on with what the link asked for', async () => {
    const { page, complaints } = await ann();
    await page.locator('.top-button.me').click();
    expect(await page.locator('#people').textContent()).not.toContain('Sample people');
    expect(await page.locator('.greeting').count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    // The wrong password's 401 is the only thing that the browser noted.
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
  });

  it('says in an open window that its person was disabled, unlinked or lost a role', async () => {
    const { page, context } = await newPerson(browser);
    await page.goto(`${service.address}/console?search=bea`);
    const said = [
      'Your account was disabled, so you were signed out.',
      'Your permissions changed, so you were signed out.',
      'Your account was unlinked from this page, so you were signed out.',
    ];
    for (const [index, [, , happens]] of LOSSES.entries()) {
      await restoreBea();
      await page.getByLabel('Email').fill(BEA);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Bea Borg', exact: true }).waitFor();
      await happens();
      await service.sweep();
      await expect.poll(() => page.locator('.alert').textContent()).toContain(said[index]);
    }
    // And goes on where they were.
    await page.getByLabel('Email').fill(BEA);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.users-table tbody tr').count()).toBe(1);
    expect(page.url()).toContain('search=bea');
    // Also where the connection was lost before, as in a computer that slept.
    let sleep = async (): Promise<void> => undefined;
    await page.routeWebSocket(/socket/, (socket) => {
      const server = socket.connectToServer();
      sleep = async () => {
        await page.routeWebSocket(/socket/, (later) => void later.close());
        await Promise.all([server.close(), socket.close()]);
      };
    });
    await page.reload();
    await page.getByRole('button', { name: 'Bea Borg', exact: true }).waitFor();
    await sleep();
    await LOSSES[0][2]();
    await expect.poll(() => page.locator('.alert').textContent()).toContain(said[0]);
    await context.close();
  });

  it('says what is wrong where it is opened under an address that is not known', async () => {
    const { page, context } = await newPerson(browser);
    await page.goto(`${service.address.replace(/localhost|127\.0\.0\.1/, 'elsewhere.localhost')}/console`);
    await page.getByLabel('Email').fill(EMAIL);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toContain('set PUBLIC_URL to this address');
    await context.close();
  });

  it('shows the quota when it is reached, and that SSO decides when it is on', async () => {
    await service.stop();
    await service.start({ CHATOPS_USER_LIMIT: '2' });
    const { page } = await ann();
    const full = await ask(page, '/hexa users add');
    expect(await full.textContent()).toContain('2/2');
    expect(await page.locator('dialog').count()).toBe(0);
    expect(await full.getByRole('link').count()).toBeGreaterThan(0);
    await page.getByRole('tab', { name: 'Users' }).click();
    await expect.poll(() => page.locator('.chip.quota').textContent()).toBe('Users: 2/2');
    const add = page.getByRole('button', { name: 'Add user', exact: true });
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await add.click({ force: true });
    expect(await page.locator('dialog').count()).toBe(0);
    const link = page.locator('.banner').getByRole('link', { name: 'See pricing' });
    expect(await link.getAttribute('href')).toMatch(/^https:/);
    // Nobody disables themselves, and the switch says so.
    const own = page.getByRole('row', { name: /Ann Lindgren/ });
    expect(await own.locator('.chip.you').count()).toBe(1);
    const toggle = own.getByRole('switch');
    expect(await toggle.getAttribute('aria-disabled')).toBe('true');
    expect(await toggle.getAttribute('aria-description')).toContain('your own account');
    await page.context().close();

    await service.stop();
    await service.start({ SSO_ENABLED: 'true', CHATOPS_USER_LIMIT: '5' });
    const again = await ann();
    const closed = await ask(again.page, `/hexa users disable ${EMAIL}`);
    expect(await closed.textContent()).toMatch(/single sign-on/i);
    await say(again.page, '/hexa users add');
    await expect.poll(() => topDialog(again.page).textContent()).toMatch(/local/i);
    await again.page.keyboard.press('Escape');
    const shown = await ask(again.page, `/hexa users show ${EMAIL}`);
    const disable = shown.getByRole('button', { name: 'Disable' });
    expect(await disable.getAttribute('aria-disabled')).toBe('true');
    expect(await shown.getByRole('button', { name: 'Manage roles' }).count()).toBe(0);
    await again.page.getByRole('tab', { name: 'Users' }).click();
    await expect.poll(() => again.page.locator('.banner').textContent()).toMatch(/single sign-on/i);
    expect(await again.page.getByRole('switch').count()).toBe(2);
    for (const each of await again.page.getByRole('switch').all())
      expect(await each.getAttribute('aria-disabled')).toBe('true');
    await again.page.getByRole('button', { name: 'More actions Bea Borg' }).click();
    await again.page.getByRole('menuitem').first().waitFor();
    expect(await again.page.getByRole('menuitem', { name: /roles/i }).count()).toBe(0);
  });

  it('shows the locked view where the plan doesn’t include user management', async () => {
    await service.stop();
    await service.start({ SSO_ENABLED: 'false', CHATOPS_PLAN: 'community' });
    const person = await newPerson(browser);
    await person.page.goto(`${service.address}/console?say=users+list`);
    await person.page.getByLabel('Email').fill(EMAIL);
    await person.page.getByLabel('Password').fill(PASSWORD);
    await person.page.keyboard.press('Enter');
    await expect.poll(() => lastCard(person.page).getByRole('link', { name: 'See pricing' }).count()).toBe(1);
    expect(await person.page.locator('.log').textContent()).not.toContain(EMAIL);
    await person.page.getByRole('tab', { name: 'Users' }).click();
    const closed = person.page.locator('.card.closed');
    expect(await closed.getByRole('link', { name: 'See pricing' }).count()).toBe(1);
    expect(await closed.getByRole('heading', { level: 1 }).textContent()).toBe('User management is locked');
    expect(await person.page.locator('.users-table').count()).toBe(0);
  });
});
