import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { filledIn, runService } from '../support/running-service.ts';
import { type Person, textOf, type View } from '../support/slack/index.ts';

const SUBMISSIONS = 50;
/** The service has 10 connections, of which it keeps 3 for who only reads. */
const RACING = 7;
const CREATION_LOCK = `SELECT pg_advisory_lock(hashtext('hexabot-chatops creation'))`;
const WAITING = `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.locktype = 'advisory' AND NOT l.granted`;
const REFUSED = `SELECT 1 FROM chatops.audit WHERE outcome = 'refused' AND code = 'quota_reached'`;

it('50 people add a user at once where 3 more are allowed: 3 succeed, 47 are told why not', async () => {
  await using service = await runService();
  const admins: Person[] = [service.ann];
  for (let i = 2; i <= 7; i += 1) admins.push(await service.member({ email: `admin${i}@example.com` }));
  const forms: { by: Person; view: View; email: string }[] = [];
  for (let i = 0; i < SUBMISSIONS; i += 1) {
    const by = admins[i % admins.length]!;
    forms.push({ by, view: await service.open(by, '/hexa users add'), email: `new${i}@example.com` });
  }

  // The lock is ours until several have passed the first look at the quota, so that they meet under it for sure. The
  // others come when it is free: nobody waits for us so long that the service calls it busy.
  const holder = new pg.Client({ connectionString: service.database.url });
  await holder.connect();
  await holder.query(CREATION_LOCK);
  // Each admin has several forms under way, as if on several screens.
  const submit = ({ by, view, email }: (typeof forms)[number]) =>
    by.submits(view, filledIn(email), { stale: true, ackWithin: false });
  const first = forms.slice(0, RACING).map(submit);
  await vi.waitUntil(async () => (await service.query(WAITING)).length >= RACING, {
    timeout: 10_000,
    interval: 50,
  });
  const others = forms.slice(RACING).map(submit);
  await holder.end();
  const acks = await Promise.all([...first, ...others]);
  const isRefusal = (text: string) => text.includes('Quota reached') && text.includes('Users: 10/10');
  const refusedAtOnce = acks.map(({ json }) => textOf(json?.view)).filter(isRefusal);
  // Where a crowd is answered late, a refusal is in the form; if that is no longer on the screen, in a direct message.
  const told = () => admins.flatMap((by) => [...by.ephemerals, ...by.directMessages]).map(textOf);
  const onScreens = () => admins.filter((by) => isRefusal(textOf(by.view))).length;
  const added = () => told().filter((text) => text.includes('was added'));
  const refused = () => told().filter(isRefusal);
  await vi.waitUntil(async () => (await service.query(REFUSED)).length === 47, {
    timeout: 20_000,
    interval: 50,
  });
  await service.slack.waitFor(
    () =>
      added().length === 3 &&
      refused().length >= RACING - 3 &&
      refusedAtOnce.length + refused().length + onScreens() >= 47,
    'an outcome of each',
  );
  // What is on a screen may be in the channel too.
  expect(refusedAtOnce.length + refused().length).toBeLessThanOrEqual(47);
  expect(
    added()
      .map((text) => /Users: \d+\/10/.exec(text)?.[0])
      .sort(),
  ).toEqual(['Users: 10/10', 'Users: 8/10', 'Users: 9/10']);
  const users = await service.query<{ id: string; email: string }>(
    `SELECT id, email FROM users WHERE email LIKE 'new%'`,
  );
  expect(users).toHaveLength(3);
  const ids = users.map(({ id }) => id);
  for (const [what, count] of [
    [`chatops.audit WHERE action = 'users add' AND outcome = 'done' AND target_id = ANY ($1)`, 3],
    ['chatops.account_states WHERE user_id = ANY ($1)', 3],
    ['chatops.confirmations WHERE user_id = ANY ($1)', 3],
    ['user_roles WHERE user_id = ANY ($1)', 3],
    [
      `chatops_jobs.job j JOIN chatops.confirmations c ON c.id::text = j.data->>'confirmationId'
       WHERE j.name = 'confirmation-mail' AND c.user_id = ANY ($1)`,
      3,
    ],
    ['chatops.confirmations WHERE NOT user_id = ANY ($1)', 0],
  ] as const) {
    expect(await service.query(`SELECT count(*)::int FROM ${what}`, [ids]), what).toEqual([{ count }]);
  }
  expect(await service.query(REFUSED)).toHaveLength(47);
  for (const { email } of users) await service.mailbox.next(email);
  expect(service.slack.violations).toEqual([]);
});
