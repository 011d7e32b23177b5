import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningService, runService } from '../support/running-service.ts';
import { type Person, pingsOf, textOf } from '../support/slack/index.ts';

const HOUR = 60 * 60 * 1000;

let service: RunningService;
beforeAll(async () => {
  service = await runService({ CHATOPS_USER_LIMIT: 'unlimited', EMAIL_SMTP_FROM: 'hexabot@example.com' });
});
afterEach(() => {
  service.mailbox.refuse(null);
  service.slack.heal();
});
afterAll(async () => {
  expect(service.slack.violations).toEqual([]);
  await service[Symbol.asyncDispose]();
});

let members = 0;
async function admin(): Promise<Person> {
  members += 1;
  return service.member({ email: `admin${members}@example.com` });
}

function linkIn(text: string): string {
  return /http:\/\/\S+\/confirm\/\S+/.exec(text)![0];
}

/** The jobs of this user's mail, as the queue has them. */
async function jobs(userId: string) {
  return service.query<{ name: string; state: string; retry_count: number; wait: number }>(
    `SELECT j.name, j.state, j.retry_count, extract(epoch FROM j.start_after - now())::int AS wait
     FROM chatops_jobs.job j JOIN chatops.confirmations c ON c.id::text = j.data->>'confirmationId'
     WHERE c.user_id = $1 ORDER BY j.created_on`,
    [userId],
  );
}

async function confirmation(userId: string) {
  const [row] = await service.query<{ mail: string; mail_error: string | null }>(
    'SELECT * FROM chatops.confirmations WHERE user_id = $1',
    [userId],
  );
  return row!;
}

async function until(look: () => Promise<boolean>): Promise<void> {
  await vi.waitUntil(look, { timeout: 15_000, interval: 100 });
}

/** Waits until the job waits for its next try, then lets that be now. */
async function tryAgain(userId: string, options: { name?: string; last?: boolean } = {}): Promise<void> {
  const { name = 'confirmation-mail', last = false } = options;
  await until(async () => (await jobs(userId)).some((job) => job.name === name && job.state === 'retry'));
  await service.query(
    `UPDATE chatops_jobs.job SET start_after = now() - interval '1 second',
       retry_count = CASE WHEN $3 THEN retry_limit - 1 ELSE retry_count END
     WHERE name = $2 AND state = 'retry'
       AND data->>'confirmationId' IN (SELECT id::text FROM chatops.confirmations WHERE user_id = $1)`,
    [userId, name, last],
  );
}

describe('the mail', () => {
  it('says who invited, what to do and when it ends, as text and as HTML', async () => {
    await service.add(service.ann, 'zoe@example.com');
    const mail = await service.mailbox.next('zoe@example.com');
    const link = linkIn(mail.text);
    expect(link.startsWith(`${service.address}/confirm/`)).toBe(true);
    expect(mail.from).toBe('hexabot@example.com');
    expect(mail.subject).toBe('Confirm your Hexabot account');
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Ann Lee added you');
      expect(part).toContain('expires in 1 hour');
      expect(part).toContain(link);
    }
    const [zoe] = await service.query<{ id: string }>(`SELECT id FROM users WHERE email = 'zoe@example.com'`);
    // Written down when the mail server has taken it.
    await until(async () => (await confirmation(zoe!.id)).mail === 'sent');
  });

  it('takes names as text, never as markup, a header or another address', async () => {
    await service.add(await admin(), 'odd@example.com', {
      'First name': '<img src=x onerror=alert(1)>',
      'Last name': '"; Bcc: eve@example.com',
    });
    const mail = await service.mailbox.next('odd@example.com');
    expect(mail.text).toContain('Hi <img src=x onerror=alert(1)>,');
    expect(mail.html).not.toContain('<img');
    expect(service.mailbox.mails.filter(({ to }) => to === 'eve@example.com')).toEqual([]);
  });

  it('names PUBLIC_URL where that is how people reach us', async () => {
    await using other = await runService({ PUBLIC_URL: 'https://hexa.example.com/chatops/' });
    await other.add(other.ann, 'far@example.com');
    expect((await other.mailbox.next('far@example.com')).text).toContain(
      'https://hexa.example.com/chatops/confirm/',
    );
  });
});

describe('a mail server that refuses', () => {
  it('undoes nothing; the mail is tried again, with growing delays', async () => {
    service.mailbox.refuse('4.3.2 come back later');
    const id = await service.add(await admin(), 'later@example.com');
    await tryAgain(id);
    await until(async () => (await jobs(id))[0]?.retry_count === 1 && (await jobs(id))[0]?.state === 'retry');
    const [job] = await jobs(id);
    // The second delay: from two to four minutes.
    expect(job!.wait).toBeGreaterThan(100);
    expect(await confirmation(id)).toMatchObject({
      mail: 'queued',
      mail_error: expect.stringContaining('come back later'),
    });
    service.mailbox.refuse(null);
    await tryAgain(id);
    await service.mailbox.next('later@example.com');
    await until(async () => (await confirmation(id)).mail === 'sent');
    expect(await confirmation(id)).toMatchObject({ mail_error: null });
  });

  it('does not shorten the life of the link: it counts from the sending', async () => {
    service.mailbox.refuse('4.3.2 come back later');
    const id = await service.add(await admin(), 'patient@example.com');
    await until(async () => (await jobs(id))[0]?.state === 'retry');
    service.advance(5 * HOUR);
    service.mailbox.refuse(null);
    await tryAgain(id);
    const link = linkIn((await service.mailbox.next('patient@example.com')).text);
    service.advance(HOUR - 60_000);
    expect((await fetch(link)).status).toBe(200);
    service.advance(60_000);
    const late = await fetch(link, { method: 'POST' });
    expect(late.status).toBe(410);
    expect(await late.text()).toContain('This link has expired');
    expect(await service.query('SELECT state FROM users WHERE id = $1', [id])).toEqual([{ state: false }]);
  });

  it('for a day: the mail is kept as failed, and who added the user is told, once', async () => {
    service.mailbox.refuse('5.1.1 no such mailbox');
    const by = await admin();
    const id = await service.add(by, 'never@example.com', { 'First name': '<!channel>' });
    await tryAgain(id, { last: true });
    const told = await service.slack.waitFor(() => by.directMessages[0], 'the message', 15_000);
    expect(textOf(told)).toContain('We couldn’t email <!channel> Berg');
    expect(textOf(told)).toContain('You can also enable them yourself');
    expect(pingsOf(told)).toEqual([]);
    expect(await confirmation(id)).toMatchObject({
      mail: 'failed',
      mail_error: expect.stringContaining('no such mailbox'),
    });
    expect(await service.query('SELECT state FROM users WHERE id = $1', [id])).toEqual([{ state: false }]);
    await until(async () =>
      (await jobs(id)).some(
        ({ name, state }) => name === 'confirmation-mail-failed' && state === 'completed',
      ),
    );
    expect(by.directMessages).toHaveLength(1);
  });

  it('is told later when Slack does not take the message at once', async () => {
    service.mailbox.refuse('5.1.1 no such mailbox');
    service.slack.fail('conversations.open', { error: 'internal_error', times: 100 });
    const by = await admin();
    const id = await service.add(by, 'never2@example.com');
    await tryAgain(id, { last: true });
    await until(async () =>
      (await jobs(id)).some(({ name, state }) => name === 'confirmation-mail-failed' && state === 'retry'),
    );
    service.slack.heal();
    await tryAgain(id, { name: 'confirmation-mail-failed' });
    await service.slack.waitFor(() => by.directMessages[0], 'the message', 15_000);
  });

  it('does not hold up a restart, and a restart loses no mail', async () => {
    service.mailbox.refuse('4.3.2 come back later');
    const id = await service.add(await admin(), 'restart@example.com');
    await service.stop();
    service.mailbox.refuse(null);
    expect(service.mailbox.mails.filter(({ to }) => to === 'restart@example.com')).toEqual([]);
    await service.start();
    const [job] = await jobs(id);
    if (job?.state === 'retry') await tryAgain(id);
    await service.mailbox.next('restart@example.com');
    await until(async () => (await confirmation(id)).mail === 'sent');
    expect(service.mailbox.mails.filter(({ to }) => to === 'restart@example.com')).toHaveLength(1);
  });
});

describe('a mail that is refused for good', () => {
  it('is not tried again: who added the user is told at once, the card shows it, and Resend says so', async () => {
    service.mailbox.refuse('550 5.1.1 no such mailbox here');
    const by = await admin();
    const id = await service.add(by, 'gone@example.com');
    const told = await service.slack.waitFor(() => by.directMessages[0], 'the message', 15_000);
    expect(textOf(told)).toContain('no such mailbox here');
    expect(textOf(told)).toContain('/hexa users resend gone@example.com');
    expect(await confirmation(id)).toMatchObject({ mail: 'failed' });
    await until(async () =>
      (await jobs(id)).some(({ name, state }) => name === 'confirmation-mail' && state === 'completed'),
    );
    await by.types('/hexa users show gone@example.com');
    await service.slack.waitFor(
      () => by.ephemerals.find((one) => textOf(one).includes('Not delivered: 550')),
      'the card',
    );
    service.mailbox.refuse(null);
    await by.types('/hexa users resend gone@example.com');
    const again = await service.slack.waitFor(
      () => by.ephemerals.find((one) => textOf(one).includes('Trying the email again')),
      'the answer',
    );
    expect(textOf(again)).toContain('no such mailbox here');
    expect(textOf(again)).not.toContain('on its way');
    await service.mailbox.next('gone@example.com');
    expect(by.directMessages).toHaveLength(1);
  });
});

describe('a notice or a code that is refused for good', () => {
  it('is told to who made a change: its notice never arrived, and nobody else hears of it', async () => {
    const by = await admin();
    await service.user({ email: 'quiet@example.com' });
    service.mailbox.refuse('550 5.7.1 mailbox closed');
    await by.types('/hexa users disable quiet@example.com');
    const asked = await service.slack.waitFor(() => by.ephemerals[0], 'the question');
    await by.presses(asked, 'Disable');
    const told = await service.slack.waitFor(() => by.directMessages[0], 'the message', 15_000);
    expect(textOf(told)).toContain('mailbox closed');
    expect(textOf(told)).toContain('quiet@example.com');
    await until(async () => {
      const [job] = await service.query<{ state: string }>(
        "SELECT state FROM chatops_jobs.job WHERE name = 'notice-mail' ORDER BY created_on DESC LIMIT 1",
      );
      return job?.state === 'completed';
    });
    expect(service.ann.directMessages.map(textOf).join()).not.toContain('mailbox closed');
  });

  it('is not told where it held a code: whoever asked learns nothing of the address', async () => {
    const stranger = service.slack.person({ name: 'stranger' });
    await service.user({ email: 'real@example.com' });
    service.mailbox.refuse('550 5.1.1 no such mailbox here');
    const answers = await Promise.all(
      ['real@example.com', 'nobody@example.com'].map((email) =>
        service.ask(
          email === 'real@example.com' ? stranger : service.slack.person({ name: 'other' }),
          `/hexa link ${email}`,
        ),
      ),
    );
    await until(async () => {
      const found = await service.query<{ state: string; retry_count: number }>(
        "SELECT state, retry_count FROM chatops_jobs.job WHERE name = 'link-code-mail' ORDER BY created_on DESC",
      );
      return (
        found.length === 2 &&
        found.every(({ state, retry_count }) => state === 'completed' && retry_count === 0)
      );
    });
    expect(answers[0]?.replace('real', 'nobody')).toBe(answers[1]);
    expect(stranger.directMessages).toEqual([]);
    const line = service.log.find((one) => one.includes('a code was refused'));
    expect(line).toContain('no such mailbox here');
    expect(line).not.toContain('@example.com');
  });
});

it.each([
  'r&d@example.com',
  'x=y@example.com',
  'sales/emea@example.com',
  'jörg@example.com',
  'kontakt@müller-bau.de',
])('the address %s is taken and mailed to, and whoever has it can link', async (email) => {
  await service.add(await admin(), email, { Username: `of ${email.replace('@', ' at ')}` });
  await service.mailbox.next(email);
  await service.ask(service.slack.person({ name: 'owner' }), `/hexa link ${email}`);
  expect((await service.mailbox.next(email)).subject).toBe('Your code to link a chat account');
});

describe('nothing is sent any more', () => {
  it.each([
    ['was activated by hand', 'UPDATE users SET state = true WHERE id = $1'],
    ['was disabled', `UPDATE chatops.account_states SET status = 'disabled' WHERE user_id = $1`],
    ['got a newer link', 'UPDATE chatops.confirmations SET revoked_at = now() WHERE user_id = $1'],
    ['was deleted in Hexabot', 'DELETE FROM users WHERE id = $1'],
  ])('to a user who %s meanwhile', async (what, statement) => {
    service.mailbox.refuse('4.3.2 come back later');
    const email = `${what.replaceAll(' ', '-').toLowerCase()}@example.com`;
    const id = await service.add(await admin(), email);
    await until(async () => (await jobs(id))[0]?.state === 'retry');
    await service.query(statement, [id]);
    service.mailbox.refuse(null);
    await tryAgain(id);
    await until(async () => (await jobs(id))[0]?.state === 'completed');
    expect(service.mailbox.mails.filter(({ to }) => to === email)).toEqual([]);
  });
});

it('the queue and the log hold no address, link or token', async () => {
  const kept = JSON.stringify(await service.query('SELECT * FROM chatops_jobs.job'));
  expect(kept).not.toContain('@example.com');
  const secrets = service.mailbox.mails.map(
    ({ text }) => /\/confirm\/(\S+)/.exec(text)?.[1] ?? /^[2-9A-HJKMNP-Z]{8}$/m.exec(text)?.[0],
  );
  expect(secrets.length).toBeGreaterThan(10);
  for (const secret of secrets) {
    // Only a notice has none.
    if (secret === undefined) continue;
    expect(kept).not.toContain(secret);
    expect(service.log.join('\n')).not.toContain(secret);
  }
});
