import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, buttonOf, type Core, ran, saysOf, screenOf, startCore } from '../support/core.ts';
import { ask, byOf, rolesOf, toldBy } from './people.ts';

const HOUR = 60 * 60_000;
const AVATAR = 'https://avatars.example.com/ben.png';

describe('asking for a role change', () => {
  let core: Core;
  let ben: Actor;
  let zoe: Actor;

  beforeEach(async () => {
    core = await startCore({ settings: { approvals: 'escalations' } });
    await core.role('lead', ['User: read', 'User: update', 'Role: read']);
    await core.user('Ben Low', { roles: ['lead'] });
    await core.user('Zoe Berg', { roles: ['manager'] });
    ben = await core.person('ben.low@example.com');
    zoe = await core.person('zoe.berg@example.com');
    await core.person('ann@example.com');
  });
  afterEach(() => core[Symbol.asyncDispose]());

  const row = async (id: string) =>
    (await core.query('SELECT * FROM chatops.requests WHERE id = $1', [id]))[0] as Record<string, unknown>;
  const said = async (person: Actor, line: string) => saysOf(toldBy(await person.says(line)));

  it('keeps what was asked: roles, what they give and take, reason, length, expiry and who may decide', async () => {
    const id = await ask(
      core,
      ben,
      '/hexa requests new user:zoe.berg@example.com roles:lead reason:"on call"',
    );
    const [lead, manager] = await Promise.all(['lead', 'manager'].map(core.roleId));
    expect(await row(id)).toMatchObject({
      status: 'pending',
      version: 1,
      roles_before: [manager],
      roles_after: [lead],
      reason: 'on call',
      lasts_ms: null,
      gained: ['Role: read', 'User: read', 'User: update'],
    });
    const { created_at: created, expires_at: expires, remind_at: remind } = await row(id);
    expect(Number(expires) - Number(created)).toBe(24 * HOUR);
    expect(Number(remind) - Number(created)).toBe(12 * HOUR);
    expect(await rolesOf(core, 'zoe.berg@example.com')).toEqual(['manager']);
  });

  it('shows both people by their chat accounts, with the picture of who asks', async () => {
    await core.services.saveProfile(ben.identity, { name: 'ben', avatar: AVATAR, locale: null, zone: null });
    const id = await ask(core, ben, '/hexa requests new user:zoe.berg@example.com roles:lead reason:why');
    const card = screenOf(await ben.presses({ name: 'requests.open', ids: [id] }));
    const facts = card.parts.find(({ type }) => type === 'facts');
    expect(facts).toMatchObject({
      picture: { url: AVATAR },
      facts: [
        { value: [{ type: 'person', identities: [ben.identity], name: 'Ben Low' }] },
        {
          value: [
            { type: 'person', identities: [zoe.identity], name: 'Zoe Berg' },
            ' (zoe.berg@example.com)',
          ],
        },
        ...Array(4).fill(expect.anything()),
      ],
    });
  });

  it('needs nothing for oneself, and names typed exactly where roles may not be seen', async () => {
    const id = await ask(core, zoe, '/hexa requests new roles:manager,lead reason:why');
    expect((await row(id)).roles_after).toHaveLength(2);
    const form = screenOf(await zoe.says('/hexa requests new roles:nothing'));
    expect(form.fields?.[0]).toMatchObject({ name: 'names', initial: 'nothing' });
    expect(form.fields).toHaveLength(3);
  });

  it('needs User: read and Role: read for others', async () => {
    expect(await said(zoe, '/hexa requests new user:ben.low@example.com roles:manager reason:why')).toContain(
      'User: read, Role: read',
    );
    expect(await core.query('SELECT 1 FROM chatops.requests')).toEqual([]);
  });

  it('is closed under SSO', async () => {
    core.state.sso.enabled = true;
    expect(await said(ben, '/hexa requests new roles:manager reason:why')).toContain('identity provider');
  });

  it('adds the named roles where they are for a time, and only adds', async () => {
    const id = await ask(core, zoe, '/hexa requests new roles:lead for:8h reason:why');
    expect(await row(id)).toMatchObject({ lasts_ms: String(8 * HOUR) });
    expect((await row(id)).roles_after).toHaveLength(2);
    const form = screenOf(await ben.says('/hexa requests new user:zoe.berg@example.com'));
    const answer = await ran(
      await ben.submits(form, { roles: [await core.roleId('public')], reason: 'why', for: '1h' }),
    );
    expect(saysOf(screenOf(answer))).toContain('Temporary access only adds roles');
  });

  it.each([
    ['roles:manager reason:why', 'already has exactly these roles'],
    ['roles:lead for:1y reason:why', 'for: can’t be “1y”.'],
    ['roles:lead for:91d reason:why', 'for: can’t be “91d”.'],
    ['roles:lead for:0m reason:why', 'for: can’t be “0m”.'],
  ])('%s is answered: %s', async (options, expected) => {
    expect(await said(zoe, `/hexa requests new ${options}`)).toContain(expected);
    expect(await core.query('SELECT 1 FROM chatops.requests')).toEqual([]);
  });

  it('refuses what is asked for already, until it is decided', async () => {
    const first = await ask(core, zoe, '/hexa requests new roles:lead reason:why');
    expect(await said(ben, '/hexa requests new user:zoe.berg@example.com roles:lead reason:me')).toContain(
      'waiting for a decision',
    );
    await ask(core, ben, '/hexa requests new user:zoe.berg@example.com roles:lead,manager reason:other');
    await core.services.requests.cancel(await byOf(core, zoe), first);
    await ask(core, ben, '/hexa requests new user:zoe.berg@example.com roles:lead reason:me');
  });

  it('names an unknown role to who may see roles', async () => {
    const form = screenOf(await ben.says('/hexa requests new roles:nothing reason:why'));
    expect(saysOf(form)).toContain('There’s no role nothing.');
  });

  it('refuses who may not see roles alike, whether a role does not exist or nobody can approve it', async () => {
    await core.role('crown', ['User: delete', 'Permission: delete']);
    await core.query(
      `DELETE FROM chatops.links WHERE user_id = (SELECT id FROM users WHERE email = 'ann@example.com')`,
    );
    // Every way to ask, typed and by the form, whole and with something wrong in it.
    const answersOf = async (role: string) => {
      const answers: unknown[] = [];
      for (const more of ['', ' for:8h', ' reason:why', ' reason:why for:8h', ` reason:${'x'.repeat(501)}`]) {
        const shown = screenOf(await zoe.says(`/hexa requests new roles:${role}${more}`));
        answers.push({ ...shown, form: shown.form?.name });
      }
      for (const [names, reason, length] of [
        [role, 'why', ''],
        [role, 'why', '8h'],
        [`manager, ${role}`, 'why', '8h'],
        [`manager, ${role}`, 'why', ''],
        [role, '', 'soon'],
      ] as const) {
        const form = screenOf(await zoe.says('/hexa requests new'));
        const sent = await zoe.submits(form, { names, reason, for: length });
        answers.push(sent.type === 'refused' ? sent.replies : await sent.run());
      }
      for (const found of [await zoe.searches('roles', role)]) answers.push(found);
      return JSON.stringify(answers).replaceAll(role, 'ROLE');
    };
    const unknown = await answersOf('crowm');
    expect(unknown).toContain('Nobody can approve this');
    expect(unknown).toContain('they have to be exact');
    expect(await answersOf('crown')).toBe(unknown);
    expect(await core.query('SELECT FROM chatops.requests')).toEqual([]);
  });

  it('does not ask for more than a role allowed when the form was shown: what it allows now is shown first', async () => {
    const grown = await core.role('grown', ['Menu: read', 'User: create']);
    const form = screenOf(await ben.says('/hexa requests new user:zoe.berg@example.com'));
    await core.allow(grown, 'User: delete');
    const again = screenOf(await ran(await ben.submits(form, { roles: [grown], reason: 'why', for: '' })));
    expect(saysOf(again)).toContain('What grown allows has changed');
    expect(again.parts).toContainEqual(
      expect.objectContaining({ type: 'diff', gained: expect.arrayContaining(['User: create, delete']) }),
    );
    expect(await core.query('SELECT FROM chatops.requests')).toEqual([]);
    const made = await ran(await ben.submits(again, { roles: [grown], reason: 'why', for: '' }));
    expect(saysOf(screenOf(made))).toContain('Request sent');
  });

  it('asks for what the review of a direct change showed, and shows it anew where it is no longer so', async () => {
    const grown = await core.role('grown', ['Menu: read', 'User: create']);
    const form = screenOf(await ben.says('/hexa users roles zoe.berg@example.com'));
    await core.allow(grown, 'User: delete');
    const review = screenOf(await ran(await ben.submits(form, { roles: [grown] })));
    await core.allow(grown, 'Role: delete');
    const { action } = buttonOf(review, 'Ask for approval');
    const again = screenOf(await ben.presses({ name: action.name, ids: [review.form!.draft] }));
    expect(saysOf(again)).toContain('has changed since you reviewed');
    expect(JSON.stringify(again.parts)).toContain('Role: delete');
    const asked = screenOf(await ben.presses({ name: action.name, ids: [again.form!.draft] }));
    expect(asked.form?.name).toBe('requests.new');
  });

  it('does not tell what a role allows, nor on the card what is gained, to who may not see roles', async () => {
    await core.user('Pia Nosy');
    const pia = await core.person('pia.nosy@example.com');
    const said = JSON.stringify(await pia.says('/hexa requests new roles:admin reason:why'));
    expect(said).toContain('admin');
    expect(said).not.toMatch(/User: delete|Permission: |Content: /);
    expect(said).not.toContain('"diff"');
    await core.query(`UPDATE chatops.requests SET status = 'cancelled'`);
    await core.query(`DELETE FROM chatops.links WHERE user_id IN (SELECT id FROM users WHERE email <> $1)`, [
      'pia.nosy@example.com',
    ]);
    const refused = JSON.stringify(await pia.says('/hexa requests new roles:admin reason:why'));
    expect(refused).toContain('Nobody can approve this');
    expect(refused).not.toMatch(/Permission: delete/);
  });

  it('lets who holds no User: update have 5 open at once, and make 20 in a day', async () => {
    await core.user('Pia Nosy');
    const pia = await byOf(core, await core.person('pia.nosy@example.com'));
    const roles = [await core.roleId('manager'), ''];
    const make = async (n: number) => {
      roles[1] = await core.role(`wanted${n}`, []);
      const wanted = { targetId: pia.actor.id, roleIds: roles, reason: 'why', lastsMs: null };
      return core.services.requests.make(pia, wanted).catch((error: unknown) => error);
    };
    let made: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      if (made.length === 5) {
        expect(await make(100 + n)).toMatchObject({ code: 'request_limit', data: { per: 'open', limit: 5 } });
        for (const id of made) await core.services.requests.cancel(pia, id);
        made = [];
      }
      made.push(((await make(n)) as { id: string }).id);
    }
    await core.services.requests.cancel(pia, made[0]!);
    expect(await make(200)).toMatchObject({ code: 'request_limit', data: { per: 'day', limit: 20 } });
    core.later(24 * 60 * 60_000 + 1);
    expect(await make(300)).toMatchObject({ status: 'pending' });
  });

  it('refuses at once what nobody could approve, naming what is granted', async () => {
    await core.query(
      "DELETE FROM chatops.links WHERE user_id = (SELECT id FROM users WHERE email = 'ann@example.com')",
    );
    const text = await said(ben, '/hexa requests new user:zoe.berg@example.com roles:admin reason:why');
    expect(text).toContain('Nobody can approve this');
    expect(text).toContain('User: delete');
  });

  it('shows the form with what was typed where something is missing, and asks from it', async () => {
    const form = screenOf(await ben.says('/hexa requests new user:zoe.berg@example.com roles:lead for:2d'));
    const [lead, manager] = await Promise.all(['lead', 'manager'].map(core.roleId));
    expect(form.fields).toMatchObject([
      { name: 'roles', initial: expect.arrayContaining([lead, manager]) },
      { name: 'reason' },
      { name: 'for', initial: '2d' },
    ]);
    const refused = await ben.submits(form, { roles: [], reason: ' ', for: 'soon' });
    expect(refused).toEqual({
      type: 'refused',
      replies: [
        {
          type: 'errors',
          fields: {
            roles: 'Choose at least one role.',
            reason: 'Add a reason, in a sentence.',
            for: 'Enter a time such as 30m, 8h or 7d, at most 90d.',
          },
        },
      ],
    });
    const long = await ben.submits(form, { roles: [lead!], reason: 'é'.repeat(501), for: '' });
    expect(JSON.stringify(long)).toContain('At most 500 characters.');
    const made = await ran(await ben.submits(form, { roles: [lead!, manager!], reason: 'ok', for: '2d' }));
    expect(saysOf(screenOf(made))).toContain('Request sent');
    expect(await core.query('SELECT 1 FROM chatops.requests')).toHaveLength(1);
  });

  it('takes the target from the draft, never from what was sent', async () => {
    const form = screenOf(await zoe.says('/hexa requests new'));
    const { actor } = await byOf(core, ben);
    await ran(
      await zoe.submits(form, { target: actor.id, names: 'lead', roles: [], reason: 'why' } as never),
    );
    const [made] = await core.query<{ target_id: string }>('SELECT target_id FROM chatops.requests');
    expect(made!.target_id).toBe((await byOf(core, zoe)).actor.id);
  });

  it('can be taken back by who asked, with the button of the answer, and by nobody else', async () => {
    const made = screenOf(await zoe.says('/hexa requests new roles:lead reason:why'));
    const { action } = buttonOf(made, 'Withdraw');
    expect(saysOf(toldBy(await ben.presses(action)))).toContain('Only the person who asked');
    expect(saysOf(toldBy(await zoe.presses(action)))).toContain('Withdrawn');
    expect(saysOf(toldBy(await zoe.presses(action)))).toContain('Already decided');
  });

  it('asks of every channel once, though it is named twice, and of at most 20 people', async () => {
    core.deps.settings.approvalChannels = ['slack:C1', 'discord:1', 'slack:C1'];
    for (let n = 0; n < 25; n += 1) {
      await core.user(`Admin ${n}`, { roles: ['admin'] });
      await core.person(`admin.${n}@example.com`);
    }
    await ask(core, zoe, '/hexa requests new roles:lead reason:why');
    expect(
      await core.query('SELECT audience, count(*)::int FROM chatops.posted_cards GROUP BY 1 ORDER BY 1'),
    ).toEqual([
      { audience: 'channel', count: 2 },
      { audience: 'person', count: 20 },
    ]);
  });

  it('writes down who asked what for whom and why', async () => {
    await ask(core, zoe, '/hexa requests new roles:lead reason:"on call"');
    const [entry] = await core.query('SELECT * FROM chatops.audit');
    expect(entry).toMatchObject({
      action: 'requests new',
      outcome: 'done',
      actor_name: 'Zoe Berg',
      target_name: 'Zoe Berg',
      before: { roles: ['manager'] },
      after: { roles: ['lead'] },
      reason: 'on call',
    });
  });
});

describe('the list of requests', () => {
  let core: Core;
  let ben: Actor;
  let zoe: Actor;
  let ann: Actor;
  beforeEach(async () => {
    core = await startCore({ settings: { approvals: 'escalations' } });
    await core.role('lead', ['User: read', 'User: update', 'Role: read']);
    await core.user('Ben Low', { roles: ['lead'] });
    await core.user('Zoe Berg', { roles: ['manager'] });
    ben = await core.person('ben.low@example.com');
    zoe = await core.person('zoe.berg@example.com');
    ann = await core.person('ann@example.com', 2);
    await ask(core, zoe, '/hexa requests new roles:lead reason:why');
    await ask(core, ben, '/hexa requests new roles:admin reason:why');
    await ask(core, ben, '/hexa requests new user:zoe.berg@example.com roles:admin reason:why');
  });
  afterEach(() => core[Symbol.asyncDispose]());

  const said = async (person: Actor, line: string) => saysOf(toldBy(await person.says(line)));

  it('shows one’s own, those that wait for one, and all to holders of User: update', async () => {
    expect(await said(zoe, '/hexa requests list')).toContain(' asks ');
    expect(await said(zoe, '/hexa requests list waiting')).toContain('Nothing is waiting');
    expect(await said(zoe, '/hexa requests list all')).toContain('User: update');
    expect(await said(ben, '/hexa requests list waiting')).toContain(' asks ');
    expect(await said(ann, '/hexa requests list waiting')).toContain('1–2 of 3');
    expect((await said(ben, '/hexa requests list all')).match(/ asks /g)).toHaveLength(3);
  });

  it('turns pages, and asks the gate at each', async () => {
    const first = screenOf(await ann.says('/hexa requests list all'));
    const second = screenOf(await ann.presses(buttonOf(first, 'Next').action));
    expect(saysOf(second)).toContain('3–3 of 3');
    expect(saysOf(screenOf(await ann.says('/hexa requests list all page:99')))).toContain('3–3 of 3');
    const sneaked = await zoe.presses(buttonOf(first, 'Next').action);
    expect(saysOf(screenOf(sneaked))).toContain('Missing permission');
  });

  it('opens a request to those whom it concerns, and hides roles from those who may not see them', async () => {
    const rows = await core.query<{ id: string; requester: string }>(
      `SELECT r.id, u.email AS requester, r.target_id FROM chatops.requests r JOIN users u ON u.id = r.requester_id
       ORDER BY r.created_at`,
    );
    const [own, bens, about] = rows.map(({ id }) => ({ name: 'requests.open', ids: [id] }));
    expect(saysOf(screenOf(await zoe.presses(own!)))).toContain('lead');
    expect(saysOf(screenOf(await zoe.presses(about!)))).toContain('admin');
    expect(saysOf(screenOf(await zoe.presses(bens!)))).toContain('Request not found');
    expect(buttonOf(screenOf(await ann.presses(bens!)), 'Approve')).toBeDefined();
    const unknown = { name: 'requests.open', ids: ['1; DROP TABLE users'] };
    expect(saysOf(screenOf(await ann.presses(unknown)))).toContain('Request not found');
  });
});
