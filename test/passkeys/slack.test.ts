/// <reference lib="dom" />
import { once } from 'node:events';
import { type OutgoingHttpHeaders, request } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofCommand } from '../../bin/passkeys.ts';
import { readConfig } from '../../src/config.ts';
import { finished } from '../../src/metrics/events.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { linkIn } from '../support/link-in.ts';
import {
  behindProxy,
  enrolInSlack,
  type Holder,
  linkToEnrol,
  newHolder,
  pressHere,
  pressOn,
  refusesAtOnce,
  sendTo,
  signatureOn,
} from '../support/passkeys.ts';
import { filledIn, type RunningService, runService } from '../support/running-service.ts';
import { startServiceProcess } from '../support/service-process.ts';
import { type Person, textOf } from '../support/slack/index.ts';

const MINUTE = 60_000;
const CONFIRM = 'Confirm with your passkey';

describe.skipIf(chromiumPath === null)('passkeys in Slack', () => {
  let service: RunningService;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let phone: Holder;
  let stranger: Holder;
  let ann: Person;
  let max: Person;
  beforeAll(async () => {
    [service, browser] = await Promise.all([
      runService({ CHATOPS_STEP_UP: 'privileged', CHATOPS_USER_LIMIT: 'unlimited' }),
      openBrowser(),
    ]);
    ann = service.ann;
    max = await service.member({ email: 'max@example.com', firstName: 'Max', lastName: 'Orr' });
    await service.role('tester', ['User: read']);
    [phone, stranger] = [await newHolder(browser), await newHolder(browser)];
  });
  afterAll(async () => {
    await browser.close();
    await service[Symbol.asyncDispose]();
  });

  const state = async (email: string): Promise<boolean | undefined> =>
    (await service.query<{ state: boolean }>('SELECT state FROM users WHERE email = $1', [email]))[0]?.state;

  /** Ann asks to disable this administrator, and is given a link instead. */
  async function asked(email: string): Promise<string> {
    service.advance(10_000);
    await service.ask(ann, `/hexa users disable ${email}`);
    const shown = ann.ephemerals.length;
    await ann.presses(ann.ephemerals.at(-1)!, 'Disable');
    const message = await service.slack.waitFor(() => ann.ephemerals[shown], 'the link');
    return linkIn(message, 'prove');
  }

  const admin = async (name: string): Promise<string> => {
    await service.user({ email: `${name}@example.com`, firstName: name, lastName: 'Body' });
    return `${name}@example.com`;
  };

  /** What can be pressed on the page that is open, in its order. */
  const onPage = ({ page }: Holder): Promise<string[]> =>
    page.locator('button:visible, a:visible, input:visible').allTextContents();

  /** Until so many statements of the services that have this in them wait for a lock. */
  const waiting = (many: number, statement: string) =>
    expect
      .poll(
        () =>
          service.query(
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1",
            [`%${statement}%`],
          ),
        { interval: 20 },
      )
      .toHaveLength(many);

  const rolesOfAnn = (role: string) =>
    service.query(
      `UPDATE user_roles SET role_id = (SELECT id FROM roles WHERE name = $1)
       WHERE user_id = (SELECT id FROM users WHERE email = 'ann@example.com')`,
      [role],
    );

  const refusals = async (): Promise<(string | null)[]> =>
    (await service.audit()).filter(({ action }) => action === 'passkeys confirm').map(({ code }) => code);

  it('are asked for before anything is done, also of who has none, and nothing typed is lost', async () => {
    const view = await service.open(ann, '/hexa users add');
    await ann.submits(view, { ...filledIn('ivy@example.com'), Roles: ['admin'] });
    await service.slack.waitFor(() => textOf(ann.view).includes('You need a passkey'), 'the refusal');
    expect(textOf(ann.view)).toContain('Add Zoë Berg');
    expect(await state('ivy@example.com')).toBeUndefined();
    const before = ann.view?.id;
    await ann.presses(ann.view!, 'Back to the form');
    const again = await service.slack.waitFor(
      () => (ann.view?.submit && ann.view.id !== before ? ann.view : undefined),
      'the form again',
    );
    expect(JSON.stringify(again)).toContain('ivy@example.com');
    expect(JSON.stringify(again)).not.toContain('correct horse');
    await ann.closes(again, { all: true });
  });

  it('begin with a code from the mail of the user, and a page on which the device is asked', async () => {
    expect(await enrolInSlack(service, ann, 'ann@example.com', phone)).toContain('Your passkey is ready');
    expect(phone.complaints).toEqual([]);
    expect(await phone.credentials()).toHaveLength(1);
    const mail = await service.mailbox.next('ann@example.com');
    expect(mail.subject).toBe('A passkey was added to your Hexabot user');
    expect(await service.ask(ann, '/hexa passkeys')).toContain('Chrome, Linux · Added');
    expect((await service.audit()).at(-1)).toMatchObject({
      action: 'passkeys add',
      actor_name: 'Ann Lee',
      platform: 'slack',
      after: { way: 'code', passkey: 'Chrome, Linux' },
    });
    await service.slack.waitFor(
      () => textOf(max.directMessages).includes('Ann Lee has added a first passkey'),
      'word to the other administrator',
    );
    service.slack.fail('conversations.open', { error: 'cannot_dm_bot', times: 100 });
    expect(await enrolInSlack(service, max, 'max@example.com', stranger)).toContain('Your passkey is ready');
    const instead = await service.mailbox.next('ann@example.com');
    expect(instead.subject).toBe('Max Orr has added a first passkey');
    service.slack.heal();
  });

  it('begin in the usual browser where that of an app cannot, in the language of the person', async () => {
    await service.user({ email: 'luc@example.com', firstName: 'Luc' });
    const luc = service.slack.person({ name: 'luc', locale: 'fr-FR' });
    await service.link(luc, 'luc@example.com');
    await service.ask(luc, '/hexa whoami');
    await expect
      .poll(() => service.query("SELECT FROM chatops.identities WHERE locale = 'fr-FR'"), { interval: 20 })
      .toHaveLength(1);
    const url = await linkToEnrol(service, luc, 'luc@example.com', 'fr');
    const inApp = await newHolder(browser, 'fr-FR');
    const { page, context } = inApp;
    await page.goto(url);
    await refusesAtOnce(inApp);
    const add = page.getByRole('button', { name: 'Ajouter une clé d’accès' });
    await add.click();
    const elsewhere = page.getByRole('button', { name: 'Ouvrir dans votre navigateur' });
    await elsewhere.click();
    await page.getByText('L’adresse a été copiée. Collez-la dans votre navigateur.').waitFor();
    // Where the app lets nobody copy, another window opens.
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    const opened = context.waitForEvent('page');
    await elsewhere.click();
    const other = await opened;
    await other.waitForURL(url);
    await other.close();
    await inApp.verifies(true);
    expect(await pressHere(page, 'Ajouter une clé d’accès')).toContain('Votre clé d’accès est prête');

    await service.ask(luc, `/hexa users disable ${await admin('abe')}`);
    const shown = luc.ephemerals.length;
    await luc.presses(luc.ephemerals.at(-1)!, 'Désactiver');
    const link = await service.slack.waitFor(() => luc.ephemerals[shown], 'the link');
    await page.goto(linkIn(link, 'prove'));
    expect(await page.locator('main').textContent()).toContain('Désactiver abe Body');
    expect(await onPage(inApp)).toEqual(['Confirmer avec votre clé d’accès', 'Ce n’est pas moi']);
    await inApp.close();
  });

  it('begin with no code that was mailed to link an account, nor the other way round', async () => {
    await service.user({ email: 'nia@example.com', firstName: 'Nia' });
    const nia = service.slack.person({ name: 'nia' });
    const codeInMail = async () =>
      /^[2-9A-HJKMNP-Z]{8}$/m.exec((await service.mailbox.next('nia@example.com')).text)![0];
    await service.ask(nia, '/hexa link nia@example.com');
    const linkForm = nia.view!;
    const toLink = await codeInMail();
    await nia.closes(linkForm, { all: true });
    await service.link(nia, 'nia@example.com');
    await service.ask(nia, '/hexa passkeys');
    await nia.presses(nia.ephemerals.at(-1)!, 'Add a passkey');
    const enrolForm = await service.slack.waitFor(
      () => (nia.view?.submit && nia.view.id !== linkForm.id ? nia.view : undefined),
      'the form of the code',
    );
    const toEnrol = await codeInMail();
    const refused = () =>
      service.slack.waitFor(() => textOf(nia.view).includes('4 tries left'), 'the refusal');
    await nia.submits(enrolForm, { Code: toLink });
    await refused();
    await nia.closes(nia.view!, { all: true });
    await service.query('DELETE FROM chatops.links WHERE chat_user = $1', [nia.id]);
    await service.ask(nia, '/hexa link nia@example.com');
    await nia.submits(nia.view!, { Code: toEnrol });
    await refused();
    await nia.closes(nia.view!, { all: true });
  });

  it('confirm exactly what the page shows, and the answer follows in Slack', async () => {
    const url = await asked(await admin('bob'));
    expect(await state('bob@example.com')).toBe(true);
    for (const method of ['GET', 'GET', 'HEAD']) {
      const answer = await fetch(url, { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    await phone.page.goto(url);
    const shown = (await phone.page.locator('main').textContent())!;
    for (const said of ['Disable bob Body', 'Active → Disabled', 'Started byAnn Lee, in Slack']) {
      expect(shown).toContain(said);
    }
    expect(await onPage(phone)).toEqual([CONFIRM, 'I didn’t start this']);
    expect(await pressHere(phone.page, CONFIRM)).toContain('was disabled');
    expect(await state('bob@example.com')).toBe(false);
    await service.slack.waitFor(() => textOf(ann.ephemerals).includes('bob Body was disabled'), 'the answer');
    expect(phone.complaints).toEqual([]);

    const [entry] = await service.query<{ id: string; proof_id: string }>(
      "SELECT id, proof_id FROM chatops.audit WHERE action = 'users disable' ORDER BY id DESC LIMIT 1",
    );
    const config = readConfig(service.env);
    const { text, isGood } = await proofCommand(config, entry!.id);
    expect(isGood).toBe(true);
    expect(text).toContain('Signed by    Ann Lee (ann@example.com)');
    expect(text).toContain('"name": "bob Body"');
    await expect(service.query('UPDATE chatops.proofs SET origin = $1', ['x'])).rejects.toThrow(
      'new rows only',
    );
    await expect(service.query('DELETE FROM chatops.proofs')).rejects.toThrow('new rows only');
  });

  it('are good once, for one action of one person, from our own page', async () => {
    const [first, second] = [await asked(await admin('cay')), await asked(await admin('dea'))];
    const good = await signatureOn(phone, first);
    expect((await sendTo(second, good)).status).toBe(422);
    expect((await sendTo(first, good, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await sendTo(first, good, { origin: '' })).status).toBe(403);
    expect(
      (await sendTo(first, await signatureOn(stranger, first, { allowCredentials: [] }))).text,
    ).toContain('Only the person who started this');
    await phone.verifies(false);
    const unverified = await signatureOn(phone, first, { userVerification: 'discouraged' });
    await phone.verifies(true);
    expect((await sendTo(first, unverified)).status).toBe(422);
    expect(await state('cay@example.com')).toBe(true);
    expect(await refusals()).toEqual(['proof_invalid', 'passkey_unknown', 'proof_invalid']);
    const once = await Promise.all([sendTo(first, good), sendTo(first, good), sendTo(first, good)]);
    expect(once.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await state('cay@example.com')).toBe(false);
    expect(await state('dea@example.com')).toBe(true);
    const [unknown, used] = [await fetch(`${second}x`), await fetch(first)];
    expect([unknown.status, used.status]).toEqual([404, 404]);
    expect(await unknown.text()).toBe(await used.text());
    service.advance(5 * MINUTE);
    expect((await fetch(second)).status).toBe(404);
    expect((await sendTo(second, good)).status).toBe(404);
  });

  it('go by the origin of our own address, whatever the Host header says', async () => {
    const url = await asked(await admin('hal'));
    const body = JSON.stringify({ response: await signatureOn(phone, url) });
    const { origin } = new URL(url);
    expect(await posted(url, { host: 'evil.example', origin: 'http://evil.example' }, body)).toBe(403);
    expect(await state('hal@example.com')).toBe(true);
    expect(await posted(url, { host: 'evil.example', origin }, body)).toBe(200);
    expect(await state('hal@example.com')).toBe(false);
  });

  it('are claimed by one of two services, and a kill between claim and act leaves nothing done', async () => {
    const [both, killed] = [await asked(await admin('kim')), await asked(await admin('lou'))];
    const signed = await signatureOn(phone, both);
    const other = await startServiceProcess({ ...service.env, PUBLIC_URL: new URL(both).origin });
    const holder = new pg.Client({ connectionString: service.database.url });
    await holder.connect();
    try {
      const at = (url: string) => `${other.address}${new URL(url).pathname}`;
      const origin = { origin: new URL(both).origin };
      // Both have found the link open, and stand before the claim.
      await holder.query('BEGIN');
      await holder.query('SELECT FROM chatops.pending_actions FOR UPDATE');
      const sent = Promise.all([sendTo(both, signed), sendTo(at(both), signed, origin)]);
      await waiting(2, 'SET claimed_at');
      await holder.query('COMMIT');
      expect((await sent).map(({ status }) => status).sort()).toEqual([200, 404]);
      expect(await state('kim@example.com')).toBe(false);

      // The claim passes, and the act waits for our other writers.
      const last = await signatureOn(phone, killed);
      await holder.query("SELECT pg_advisory_lock(hashtext('hexabot-chatops administrators'))");
      const lost = sendTo(at(killed), last, origin).catch((error: Error) => error.message);
      await waiting(1, 'pg_advisory_xact_lock');
      await other.stop('SIGKILL');
      expect(await lost).toBe('fetch failed');
    } finally {
      await other.stop('SIGKILL');
      await holder.end();
    }
    expect((await fetch(killed)).status).toBe(404);
    expect(await pressOn(phone, await asked('lou@example.com'), CONFIRM)).toContain('was disabled');
    const done = await service.query(
      "SELECT FROM chatops.audit WHERE action = 'users disable' AND target_name = ANY ('{kim Body,lou Body}')",
    );
    expect(done).toHaveLength(2);
  });

  it('refuse a counter that goes back, as a copied device has it', async () => {
    const url = await asked('dea@example.com');
    await phone.setCounter(0);
    expect((await sendTo(url, await signatureOn(phone, url))).status).toBe(422);
    await phone.setCounter(1_000);
    expect((await sendTo(url, await signatureOn(phone, url))).status).toBe(200);
    expect(await state('dea@example.com')).toBe(false);
  });

  it('change nothing where what was shown is no longer so', async () => {
    const email = await admin('eve');
    const url = await asked(email);
    await service.query('DELETE FROM user_roles ur USING users u WHERE u.id = ur.user_id AND u.email = $1', [
      email,
    ]);
    await service.role('keeper', ['User: delete', 'User: update']);
    for (const role of ['manager', 'keeper']) await service.give(email, role);
    expect(await pressOn(phone, url, CONFIRM)).toContain('has changed since we showed you this');
    expect(await state(email)).toBe(true);
  });

  it.each([
    ['they', 'fay', 'The roles have changed', () => service.give('fay@example.com', 'public')],
    [
      'permissions',
      'flo',
      'What these roles allow has changed',
      () => service.allow('tester', ['Role: read']),
    ],
  ])('change no roles where %s are no longer as they were shown', async (_, name, refusal, meanwhile) => {
    const email = await admin(name);
    const view = await service.open(ann, `/hexa users roles ${email}`);
    await ann.submits(view, { Roles: ['tester'] });
    await service.slack.waitFor(() => textOf(ann.view).includes('Save these roles?'), 'the review');
    await ann.submits(ann.view!, {});
    await service.slack.waitFor(() => textOf(ann.view).includes(CONFIRM), 'the link');
    await meanwhile();
    expect(await pressOn(phone, linkIn(ann.view, 'prove'), CONFIRM)).toContain(refusal);
    expect(await service.rolesOf(email)).toContain('admin');
    await ann.closes(ann.view!, { all: true });
  });

  it('keep a password as its hash only, and add the user with it', async () => {
    service.advance(MINUTE);
    const view = await service.open(ann, '/hexa users add');
    await ann.submits(view, { ...filledIn('ivy@example.com'), Username: 'ivy2', Roles: ['admin'] });
    await service.slack.waitFor(() => textOf(ann.view).includes(CONFIRM), 'the link');
    const kept = JSON.stringify(await service.query('SELECT * FROM chatops.pending_actions'));
    expect(kept).not.toContain('correct horse');
    expect(kept).toContain('$2b$04$');
    const url = linkIn(ann.view, 'prove');
    const page = await pressOn(phone, url, CONFIRM);
    expect(page).toContain('was added');
    const [user] = await service.query<{ password: string }>('SELECT password FROM users WHERE email = $1', [
      'ivy@example.com',
    ]);
    expect(kept).toContain(user!.password);
    await service.slack.waitFor(() => textOf(ann.view).includes('was added'), 'the view that follows');
    expect(service.log.join('\n')).not.toContain(new URL(url).pathname.split('/').at(-1));
  });

  it.each([
    ['that nobody confirmed', 'jan', 'SELECT 1'],
    [
      'whose process was killed between the claim and the act, which is not repeated',
      'jon',
      'UPDATE chatops.pending_actions SET claimed_at = now()',
    ],
  ])('give a form back %s', async (_, name, killed) => {
    service.advance(MINUTE);
    const email = `${name}@example.com`;
    const view = await service.open(ann, '/hexa users add');
    await ann.submits(view, { ...filledIn(email), Username: name, Roles: ['admin'] });
    await service.slack.waitFor(() => textOf(ann.view).includes(CONFIRM), 'the link');
    const url = linkIn(ann.view, 'prove');
    await service.query(killed);
    const given = () =>
      service.query<{ id: string }>(
        `SELECT id FROM chatops.drafts WHERE taken_at IS NULL AND "values"->>'email' = $1`,
        [email],
      );
    expect(await given()).toEqual([]);
    service.advance(7 * MINUTE);
    await service.sweep();
    expect(await given()).toHaveLength(1);
    expect(await service.query('SELECT FROM chatops.pending_actions')).toEqual([]);
    expect((await fetch(url)).status).toBe(404);
    expect(await state(email)).toBeUndefined();
  });

  it('let whoever did not start it say so, which ends it and tells the full administrators', async () => {
    const email = await admin('gus');
    const url = await asked(email);
    // Where the browser of an app cannot, it hands its address on.
    await phone.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await phone.page.goto(url);
    await refusesAtOnce(phone);
    await phone.page.getByRole('button', { name: CONFIRM }).click();
    await phone.page.getByRole('button', { name: 'Open in your browser' }).click();
    await phone.page.getByText('The address was copied').waitFor();
    expect(await phone.page.evaluate(() => navigator.clipboard.readText())).toBe(url);
    await phone.verifies(true);
    expect(await pressOn(phone, url, 'I didn’t start this')).toContain('the administrators have been told');
    expect((await fetch(url)).status).toBe(404);
    await service.slack.waitFor(
      () => textOf(max.directMessages).includes('Ann Lee may not have started this'),
      'word to the administrators',
    );
    const mail = await service.mailbox.next(email);
    expect(mail.subject).toBe('Ann Lee may not have started this');
    expect(mail.text).toContain('said “I didn’t start this”. Nothing was changed');
    expect(await state(email)).toBe(true);
  });

  it('are suspended with the account', async () => {
    const url = await asked('gus@example.com');
    const good = await signatureOn(phone, url);
    await service.query("UPDATE users SET state = false WHERE email = 'ann@example.com'");
    expect((await sendTo(url, good)).status).toBe(422);
    await service.query("UPDATE users SET state = true WHERE email = 'ann@example.com'");
    expect(await refusals()).toContain('account_not_active');
    expect((await sendTo(url, good)).status).toBe(200);
  });

  it('are not asked for where a rule refuses anyway, and what waits for one is no success', async () => {
    service.advance(MINUTE);
    const outcomes: string[] = [];
    const deaf = finished.hear(({ command, outcome }) => outcomes.push(`${command} ${outcome}`));
    await asked(await admin('ned'));
    expect(outcomes).toContain('users.disable confirming');
    expect(outcomes).not.toContain('users.disable done');
    deaf();
    await service.role('switcher', ['User: read', 'User: update']);
    const others = await service.query<{ id: string }>(
      "UPDATE users SET state = false WHERE state AND email NOT IN ('ann@example.com', 'max@example.com') RETURNING id",
    );
    await rolesOfAnn('switcher');
    await service.ask(ann, '/hexa users disable max@example.com');
    await ann.presses(ann.ephemerals.at(-1)!, 'Disable');
    await service.slack.waitFor(
      () => textOf(ann.ephemerals.at(-1)).includes('Without Max Orr, nobody could manage users'),
      'the refusal',
    );
    expect(
      await service.query("SELECT FROM chatops.pending_actions WHERE matters::text LIKE '%Max Orr%'"),
    ).toEqual([]);
    expect(await state('max@example.com')).toBe(true);

    // Each alone could go, both together not: the second one is refused before anything is asked.
    await admin('pia');
    const shown = ann.ephemerals.length;
    await service.ask(ann, '/hexa users disable max@example.com, pia@example.com');
    await ann.presses(ann.ephemerals.at(-1)!, 'Disable');
    const link = await service.slack.waitFor(
      () => ann.ephemerals.slice(shown).find((each) => textOf(each).includes(CONFIRM)),
      'the link',
    );
    expect(textOf(link)).toContain('Disable Max Orr');
    expect(textOf(link)).not.toContain('pia');
    const page = await pressOn(phone, linkIn(link, 'prove'), CONFIRM);
    expect(page).toContain('Max Orr was disabled');
    expect(page).toContain('Without pia Body, nobody could manage users');
    expect([await state('max@example.com'), await state('pia@example.com')]).toEqual([false, true]);
    await rolesOfAnn('admin');
    await service.query("UPDATE users SET state = true WHERE id = ANY ($1) OR email = 'max@example.com'", [
      others.map(({ id }) => id),
    ]);
  });

  it('are removed with one that is there, and begin again by mail once the last is gone', async () => {
    service.advance(61 * MINUTE);
    await service.ask(ann, '/hexa passkeys');
    const shown = ann.ephemerals.length;
    await ann.presses(ann.ephemerals.at(-1)!, 'Remove Chrome, Linux');
    const message = await service.slack.waitFor(() => ann.ephemerals[shown], 'the link');
    expect(await pressOn(phone, linkIn(message, 'prove'), CONFIRM)).toContain('Chrome, Linux was removed');
    expect(await service.ask(ann, '/hexa passkeys')).toContain('You have no passkey yet');
    while (!(await service.mailbox.next('ann@example.com')).subject.includes('was removed'));
    expect(await enrolInSlack(service, ann, 'ann@example.com', phone)).toContain('Your passkey is ready');
  });

  it('take a second admin on a phone from the card to done, where a proxy gives the service its address', async () => {
    const origin = 'https://hexa.example.com';
    await service.stop();
    await service.start({ PUBLIC_URL: origin });
    await behindProxy(phone, origin, service);
    // A passkey belongs to the host that it was made for.
    expect(await enrolInSlack(service, ann, 'ann@example.com', phone)).toContain('Your passkey is ready');
    await service.role('lead', ['User: read', 'User: update', 'Role: read']);
    const lea = await service.member({ email: 'lea@example.com', firstName: 'Lea', roles: ['lead'] });
    const card = (text: string) =>
      service.slack.waitFor(() => ann.directMessages.findLast((each) => textOf(each).includes(text)), text);

    /** Ann presses Approve on the card, and then the link. */
    const approving = async () => {
      expect(await service.ask(lea, '/hexa requests new roles:admin for:8h reason:"on call"')).toContain(
        'Request sent',
      );
      const shown = ann.ephemerals.length;
      await ann.presses(await card('Lea Body asks for the role admin'), 'Approve');
      const message = await service.slack.waitFor(() => ann.ephemerals[shown], 'the link');
      await ann.presses(message, CONFIRM);
      return { at: () => textOf(ann.ephemerals[shown]), url: linkIn(message, 'prove') };
    };
    const late = await approving();
    await service.give('lea@example.com', 'manager');
    expect(await pressOn(phone, late.url, CONFIRM)).toContain('Out of date');
    await service.slack.waitFor(() => late.at().includes('Out of date'), 'the answer in place of the link');
    expect(await service.rolesOf('lea@example.com')).toEqual(['lead', 'manager']);

    const good = await approving();
    expect(await pressOn(phone, good.url, CONFIRM)).toContain('Approved');
    expect(await service.rolesOf('lea@example.com')).toEqual(['admin', 'lead', 'manager']);
    await service.slack.waitFor(() => good.at().includes('Approved'), 'the answer in place of the link');
    expect(good.at()).not.toContain(CONFIRM);
    expect(textOf(await card('Approved by Ann Lee'))).toContain('[End access]');
  });
});

/** Posts with exactly these headers, which fetch would not, and returns the status. */
async function posted(url: string, headers: OutgoingHttpHeaders, body: string): Promise<number | undefined> {
  const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
  sent.end(body);
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
}
