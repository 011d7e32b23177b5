import { setImmediate } from 'node:timers/promises';
import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, runService } from '../support/running-service.ts';

const HOUR = 60 * 60 * 1000;

/** Adds a user and returns the id and the link of the mail. */
async function invited(service: RunningService, email: string, values: Record<string, string> = {}) {
  // Ann takes her time: she may do 30 things a minute.
  service.advance(5_000);
  const id = await service.add(service.ann, email, values);
  const { text } = await service.mailbox.next(email);
  return { id, link: /http:\/\/\S+\/confirm\/\S+/.exec(text)![0] };
}

async function state(service: RunningService, id: string) {
  const [row] = await service.query<{ state: boolean }>('SELECT state FROM users WHERE id = $1', [id]);
  return row?.state;
}

function post(link: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
  return fetch(link, { method: 'POST', body: new URLSearchParams(fields), headers });
}

describe('the confirmation page', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runService({
      CHATOPS_USER_LIMIT: 'unlimited',
      FRONTEND_BASE_URL: 'https://hexabot.example.com',
    });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it('changes nothing when it is opened, however often, and by whatever opens links', async () => {
    const { id, link } = await invited(service, 'scanned@example.com');
    for (const method of ['GET', 'GET', 'HEAD']) expect((await fetch(link, { method })).status).toBe(200);
    expect(await state(service, id)).toBe(false);
    for (const method of ['PUT', 'DELETE', 'OPTIONS']) {
      expect((await fetch(link, { method })).status).toBe(404);
    }
    expect(await state(service, id)).toBe(false);
    expect((await post(link)).status).toBe(200);
    expect(await state(service, id)).toBe(true);
  });

  it('lets one of two presses at once confirm, and writes it down once', async () => {
    const { id, link } = await invited(service, 'double@example.com');
    const answers = await Promise.all([post(link), post(link), post(link)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    expect(await state(service, id)).toBe(true);
    const entries = (await service.audit()).filter(({ target_id }) => target_id === id);
    expect(entries.map(({ action }) => action)).toEqual(['users add', 'confirm']);
    expect(entries[1]).toMatchObject({
      outcome: 'done',
      actor_id: id,
      actor_name: 'Zoë Berg',
      platform: null,
      before: { status: 'pending' },
      after: { status: 'active' },
    });
  });

  it('says of a used, expired, revoked or unknown link what it is and what to do', async () => {
    const used = await invited(service, 'used@example.com');
    await post(used.link);
    for (const answer of [await fetch(used.link), await post(used.link)]) {
      expect(answer.status).toBe(410);
      const page = await answer.text();
      expect(page).toContain('You’ve already used this link');
      expect(page).toContain('href="https://hexabot.example.com"');
    }

    const old = await invited(service, 'old@example.com');
    service.advance(HOUR);
    for (const answer of [await fetch(old.link), await post(old.link)]) {
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('Ask the administrator who added you to send you a new one.');
    }
    expect(await state(service, old.id)).toBe(false);

    const revoked = await invited(service, 'revoked@example.com');
    await service.query('UPDATE chatops.confirmations SET revoked_at = now() WHERE user_id = $1', [
      revoked.id,
    ]);
    expect(await (await post(revoked.link)).text()).toContain('This link has expired');
    expect(await state(service, revoked.id)).toBe(false);

    const { id, link } = await invited(service, 'guessed@example.com');
    const forged = [
      `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`,
      link.slice(0, -1),
      `${link}A`,
      link.replace(/confirm\/\w{8}/, 'confirm/00000000'),
      `${service.address}/confirm/x`,
      `${service.address}/confirm/${'%00'.repeat(20)}`,
      `${service.address}/confirm/${'a'.repeat(5_000)}`,
    ];
    for (const wrong of forged) {
      for (const answer of [await fetch(wrong), await post(wrong)]) {
        expect(answer.status).toBe(404);
        expect(await answer.text()).toContain('This link doesn’t work');
      }
    }
    expect(await state(service, id)).toBe(false);
  });

  it('never switches on who was disabled, nor undoes an activation by hand', async () => {
    const disabled = await invited(service, 'disabled@example.com');
    await service.query(`UPDATE chatops.account_states SET status = 'disabled' WHERE user_id = $1`, [
      disabled.id,
    ]);
    expect((await post(disabled.link)).status).toBe(410);
    expect(await state(service, disabled.id)).toBe(false);

    const switchedOff = await invited(service, 'off@example.com');
    await service.query('DELETE FROM chatops.account_states WHERE user_id = $1', [switchedOff.id]);
    expect((await post(switchedOff.link)).status).toBe(410);
    expect(await state(service, switchedOff.id)).toBe(false);

    const byHand = await invited(service, 'by-hand@example.com');
    await service.query('UPDATE users SET state = true WHERE id = $1', [byHand.id]);
    expect(await (await post(byHand.link)).text()).toContain('You’ve already used this link');
    expect(await state(service, byHand.id)).toBe(true);
  });

  it('does not lead out: no referrer, no script, no frame, no cache, no index', async () => {
    const { link } = await invited(service, 'headers@example.com');
    const { headers } = await fetch(link);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('applies its own style: the hash in the policy is that of the page', async () => {
    const { link } = await invited(service, 'style@example.com');
    const answer = await fetch(link);
    const style = /<style>([\s\S]*?)<\/style>/.exec(await answer.text())![1]!;
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(answer.headers.get('content-security-policy')).toContain(`'sha256-${digest.toString('base64')}'`);
  });

  it('shows names as text', async () => {
    const { link } = await invited(service, 'names@example.com', {
      'First name': `<script>alert('x')</script>"&`,
    });
    const page = await (await fetch(link)).text();
    expect(page).not.toContain('<script');
    expect(page).toMatch(/&lt;script&gt;|&#60;script&#62;/);
  });

  it('refuses a body that is no pair of passwords', async () => {
    const { id, link } = await invited(service, 'huge@example.com');
    const sizes = [{ password: 'x'.repeat(5_000) }, { password: 'x'.repeat(5_000_000) }];
    for (const fields of sizes) expect((await post(link, fields)).status).toBe(413);
    expect(await state(service, id)).toBe(false);
  });

  it('refuses a body of unknown length that goes on and on', async () => {
    const { id, link } = await invited(service, 'endless@example.com');
    const body = new ReadableStream({
      async pull(controller) {
        await setImmediate();
        controller.enqueue(new Uint8Array(1_024));
      },
    });
    const over = new AbortController();
    const init = { method: 'POST', body, duplex: 'half', signal: over.signal };
    expect((await fetch(link, init as RequestInit)).status).toBe(413);
    over.abort();
    expect(await state(service, id)).toBe(false);
  });

  it('tells a reference and no more when the database fails under it', async () => {
    const { link } = await invited(service, 'broken@example.com');
    await service.query('ALTER TABLE chatops.confirmations RENAME TO confirmations_away');
    try {
      const answer = await fetch(link);
      expect(answer.status).toBe(500);
      const page = await answer.text();
      const reference = /this reference: (\w{8})/.exec(page)![1]!;
      expect(page).not.toContain('confirmations');
      expect(service.log.some((line) => line.includes(reference) && line.includes('unexpected error'))).toBe(
        true,
      );
      expect(service.log.join('')).not.toContain(link.split('/').at(-1));
    } finally {
      await service.query('ALTER TABLE chatops.confirmations_away RENAME TO confirmations');
    }
  });

  it('is the only page beside health, and the front door leads to the panel', async () => {
    const front = await fetch(`${service.address}/`, { redirect: 'manual' });
    expect(front.status).toBe(302);
    expect(front.headers.get('location')).toBe('https://hexabot.example.com/users');
    for (const path of ['/confirm', '/confirm/', '/confirm/a/b', '/favicon.ico', '/../package.json']) {
      expect((await fetch(service.address + path)).status).toBe(404);
    }
  });
});

describe('the confirmation page where the new user sets the password', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runService({ CHATOPS_PASSWORDS: 'invite' });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  async function invitedWithoutPassword(email: string) {
    const view = await service.open(service.ann, '/hexa users add');
    await service.ann.submits(view, {
      'First name': 'Zoë',
      'Last name': 'Berg',
      Username: email.split('@')[0]!,
      Email: email,
      Roles: ['manager'],
    });
    const { text } = await service.mailbox.next(email);
    const [user] = await service.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    return { id: user!.id, link: /http:\/\/\S+\/confirm\/\S+/.exec(text)![0] };
  }

  it('asks for it, by the same rules, and keeps the link open while it is wrong', async () => {
    const { id, link } = await invitedWithoutPassword('ida@example.com');
    const page = await (await fetch(link)).text();
    expect(page).toContain('Set your password');
    expect(page.match(/type="password"/g)).toHaveLength(2);
    const wrong = [
      [{}, 'Please fill this in.'],
      [{ password: 'short', confirmation: 'short' }, 'At least 8 characters.'],
      [{ password: 'a'.repeat(73), confirmation: 'a'.repeat(73) }, 'At most 72 bytes'],
      [{ password: 'correct horse', confirmation: 'correct house' }, 'The passwords don’t match.'],
    ] as const;
    for (const [fields, problem] of wrong) {
      const answer = await post(link, fields);
      expect(answer.status).toBe(422);
      const again = await answer.text();
      expect(again).toContain(problem);
      expect(again).not.toContain('correct ho');
      expect(await state(service, id)).toBe(false);
    }
    const password = ' pä$$ & 🐎 + 100% ';
    expect((await post(link, { password, confirmation: password })).status).toBe(200);
    const [user] = await service.query<{ password: string; state: boolean }>(
      'SELECT password, state FROM users WHERE id = $1',
      [id],
    );
    expect(user!.state).toBe(true);
    expect(await bcrypt.compare(password, user!.password)).toBe(true);
    const kept = await service.query(
      `SELECT a::text FROM chatops.audit a UNION ALL SELECT j::text FROM chatops_jobs.job j
       UNION ALL SELECT c::text FROM chatops.confirmations c`,
    );
    expect(JSON.stringify([kept, service.log])).not.toContain('100%');
  });

  it('takes one of two passwords that are sent at once', async () => {
    const { id, link } = await invitedWithoutPassword('jo@example.com');
    const passwords = ['the first password', 'the other password'];
    const answers = await Promise.all(
      passwords.map((password) => post(link, { password, confirmation: password })),
    );
    const statuses = answers.map(({ status }) => status);
    expect([...statuses].sort()).toEqual([200, 410]);
    const [user] = await service.query<{ password: string }>('SELECT password FROM users WHERE id = $1', [
      id,
    ]);
    expect(await bcrypt.compare(passwords[statuses.indexOf(200)]!, user!.password)).toBe(true);
  });
});
