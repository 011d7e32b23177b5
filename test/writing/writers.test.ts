import { globSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import { alsoOn, byOf } from '../requests/people.ts';
import { type Core, startCore } from '../support/core.ts';

/**
 * Every change goes one way (docs/design.md, section 6): locks, who acts as they are under them, rules, then writing.
 * Each writer is held up at its lock while the world changes, and must see it.
 */
const CHANGES_LOCK = `SELECT pg_advisory_lock(hashtext('hexabot-chatops administrators'))`;
const IS_WAITING = `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.locktype = 'advisory' AND NOT l.granted`;

let core: Core;
let holder: pg.Client;
let ann: By;
let ben: By;
let ids: Record<'zoe' | 'pia' | 'held' | 'unused' | 'manager' | 'admin' | 'open' | 'timed' | 'own', string>;
let done: string;

beforeAll(async () => {
  core = await startCore({ settings: { approvals: 'off' } });
  holder = new pg.Client({ connectionString: core.url });
  await holder.connect();
  ids = { zoe: '', pia: '', held: '', unused: '', manager: '', admin: '', open: '', timed: '', own: '' };
  ids.zoe = await core.user('Zoe Berg');
  ids.pia = await core.user('Pia Pend', { status: 'pending' });
  await core.user('Eve Two', { roles: ['admin'] });
  await core.user('Ben Low');
  ids.held = await core.role('held', ['Content: read']);
  ids.unused = await core.role('unused', ['Content: read']);
  ids.manager = await core.roleId('manager');
  ids.admin = await core.roleId('admin');
  ann = await byOf(core, await core.person('ann@example.com'));
  const eve = await byOf(core, await core.person('eve.two@example.com'));
  ben = await byOf(core, await core.person('ben.low@example.com'));
  await core.person('zoe.berg@example.com');
  const { requests } = core.services;
  const wanted = { reason: 'why', lastsMs: null };
  const both = [ids.manager, ids.held];
  ids.open = (await requests.make(ben, { ...wanted, targetId: ben.actor.id, roleIds: both })).id;
  ids.own = (await requests.make(ann, { ...wanted, targetId: ids.pia, roleIds: both })).id;
  const timed = { targetId: ids.zoe, roleIds: both, reason: 'why', lastsMs: 3_600_000 };
  ids.timed = (await requests.make(ben, timed)).id;
  await requests.decide(eve, ids.timed, 'approved', null);
  done = ann.requestId;
  const undone = await core.role('undone', []);
  await core.services.roles.changePermissions(ann, undone, { gained: ['Menu: read'], lost: [] });
  await core.services.users.setStatus(ann, [await core.user('Off Again')], 'disabled');
});
afterAll(async () => {
  await holder.end();
  await core[Symbol.asyncDispose]();
});

const NEW = { firstName: 'New', lastName: 'User', username: 'new', email: 'new@example.com' };

/** Of `createServices`, each that changes something in somebody's name, tried as Ann. */
const WRITERS: Record<string, () => Promise<unknown>> = {
  'users.create': () => core.services.users.create(ann, { ...NEW, roleIds: [ids.manager] }, 'x'),
  'users.setStatus': () => core.services.users.setStatus(ann, [ids.zoe], 'disabled'),
  'users.replaceRoles': () =>
    core.services.users.replaceRoles(ann, ids.zoe, [ids.manager], [ids.manager, ids.held]),
  'users.resendConfirmation': () => core.services.users.resendConfirmation(ann, ids.pia),
  'users.undo': () => core.services.users.undo(ann, done),
  'roles.create': () => core.services.roles.create(ann, { name: 'brand new', permissions: [] }),
  'roles.rename': () => core.services.roles.rename(ann, ids.unused, 'renamed'),
  'roles.changePermissions': () =>
    core.services.roles.changePermissions(ann, ids.held, { gained: ['User: update'], lost: [] }),
  'roles.undoPermissions': () => core.services.roles.undoPermissions(ann, done),
  'roles.remove': () => core.services.roles.remove(ann, ids.unused),
  'requests.make': () =>
    core.services.requests.make(ann, {
      targetId: ids.zoe,
      roleIds: [ids.manager],
      reason: 'why',
      lastsMs: null,
    }),
  'requests.decide': () => core.services.requests.decide(ann, ids.open, 'approved', null),
  'requests.cancel': () => core.services.requests.cancel(ann, ids.own),
  'requests.endAccess': () => core.services.requests.endAccess(ann, ids.timed),
  'passkeys.add': () => core.services.passkeys.add(ann),
  'passkeys.remove': () => core.services.passkeys.remove(ann, 'none'),
  'links.remove': async () => {
    const { links } = await core.services.links.list({ userId: ids.zoe, page: 0, pageSize: 1 });
    return core.services.links.remove(ann, links[0]!.identity);
  },
};

/** Nobody is let in by these: who acts is proven by what they bring, or takes only their own link. */
const UNGATED = [
  'links.requestCode',
  'links.enterCode',
  'links.byEmail',
  'links.removeOwn',
  'passkeys.requestCode',
  'passkeys.enterCode',
];

/** What they write is looked at by no rule. */
const NOTES = ['drafts.', 'proofs.', 'firstDelivery', 'saveProfile', 'auditRefusal'];

const READERS = [
  'standing',
  'standingOf',
  'users.list',
  'users.find',
  'users.findEach',
  'users.detail',
  'users.problems',
  'users.statusRefusals',
  'users.previewRoles',
  'roles.all',
  'roles.offered',
  'roles.list',
  'roles.find',
  'roles.problems',
  'roles.models',
  'roles.previewPermissions',
  'requests.get',
  'requests.countOpenOf',
  'requests.list',
  'requests.hasCopy',
  'links.list',
  'passkeys.list',
  'passkeys.has',
  'audit',
];

/** What was refused, also where a list of outcomes says it. */
async function refusalOf(writing: Promise<unknown>): Promise<string> {
  const outcome = await writing.catch((error: unknown) => error);
  const [first] = Array.isArray(outcome) ? (outcome as { refusal?: unknown }[]) : [];
  const refused = first?.refusal ?? outcome;
  return refused instanceof HexaError ? refused.code : `done: ${JSON.stringify(refused)}`;
}

async function fingerprint(): Promise<unknown> {
  const tables = ['users', 'user_roles', 'roles', 'permissions'];
  const ours = ['links', 'requests', 'timed_grants', 'account_states', 'confirmations', 'audit'];
  const all = [...tables, ...ours.map((name) => `chatops.${name}`)];
  const [row] = await core.query(
    `SELECT ${all.map((name) => `(SELECT md5(coalesce(string_agg(x::text, ',' ORDER BY x::text), '')) FROM ${name} x) AS "${name}"`).join(', ')}`,
  );
  return row;
}

/** Calls the writer, lets it come as far as its lock, lets this happen meanwhile, and lets it go on. */
async function overtaken(writer: () => Promise<unknown>, meanwhile: () => Promise<unknown>): Promise<string> {
  await holder.query(CHANGES_LOCK);
  const refusal = refusalOf(writer());
  await vi.waitUntil(async () => (await core.query(IS_WAITING)).length > 0, { timeout: 20_000, interval: 5 });
  await meanwhile();
  await holder.query('SELECT pg_advisory_unlock_all()');
  return refusal;
}

const setAnn = (state: boolean) =>
  core.query('UPDATE users SET state = $1 WHERE id = $2', [state, ann.actor.id]);

describe('every use case', () => {
  it('is known to this test as a writer or a reader', () => {
    const names = Object.entries(core.services).flatMap(([name, service]) =>
      typeof service === 'function' ? [name] : Object.keys(service).map((each) => `${name}.${each}`),
    );
    const unknown = names.filter(
      (name) =>
        !(name in WRITERS || UNGATED.includes(name) || READERS.includes(name)) &&
        !NOTES.some((note) => name.startsWith(note)),
    );
    expect(unknown).toEqual([]);
  });

  it('opens no transaction of its own that a rule depends on', () => {
    const own = globSync('src/services/**/*.ts').filter((path) =>
      readFileSync(path, 'utf8').includes('.transaction('),
    );
    expect(own.sort()).toEqual([
      // What a mail server said of a mail.
      'src/services/confirmation/confirmation-mails.ts',
      'src/services/links/refuse-link.ts',
      // Codes, invitations and pending actions, each claimed in one statement.
      'src/services/passkeys/codes.ts',
      'src/services/passkeys/operator.ts',
      'src/services/passkeys/pending-actions.ts',
      'src/services/passkeys/prove.ts',
      'src/services/requests/cards.ts',
      'src/services/standalone/seed.ts',
      'src/services/writing/write.ts',
    ]);
  });
});

describe('somebody who was let in and has to wait', () => {
  it.each(Object.keys(WRITERS))('%s: is refused once disabled, and changes nothing', async (name) => {
    const before = await fingerprint();
    expect(await overtaken(WRITERS[name]!, () => setAnn(false))).toBe('account_not_active');
    await setAnn(true);
    expect(await fingerprint()).toEqual(before);
  });

  it.each(Object.keys(WRITERS))('%s: is refused once unlinked, and changes nothing', async (name) => {
    const before = await fingerprint();
    const renamed = (from: string, to: string) =>
      core.query('UPDATE chatops.links SET chat_user = $1 WHERE chat_user = $2', [to, from]);
    const { user } = ann.identity;
    expect(await overtaken(WRITERS[name]!, () => renamed(user, 'gone'))).toBe('not_linked');
    await renamed('gone', user);
    expect(await fingerprint()).toEqual(before);
  });

  it.each(Object.keys(WRITERS))('%s: is refused once without a right, and changes nothing', async (name) => {
    const before = await fingerprint();
    const hold = (role: string, instead: string) =>
      core.query('UPDATE user_roles SET role_id = $1 WHERE user_id = $2 AND role_id = $3', [
        role,
        ann.actor.id,
        instead,
      ]);
    const refused = await overtaken(WRITERS[name]!, () => hold(ids.manager, ids.admin));
    expect(refused).toBe('permission_missing');
    await hold(ids.admin, ids.manager);
    expect(await fingerprint()).toEqual(before);
  });
});

describe('what a rule looks at', () => {
  it('is read under the lock: a role that is raised meanwhile is not given to a new user', async () => {
    core.deps.settings.approvals = 'privileged';
    const raise = () =>
      core.query(
        `INSERT INTO permissions (id, action, relation, model_id, role_id)
         SELECT gen_random_uuid(), 'update', 'role', id, $1 FROM models WHERE name = 'User'`,
        [ids.unused],
      );
    const adding = () => core.services.users.create(ann, { ...NEW, roleIds: [ids.unused] }, 'x');
    expect(await overtaken(adding, raise)).toBe('invalid');
    core.deps.settings.approvals = 'off';
  });

  it('is read under the lock: a role that somebody is given meanwhile is not raised by one person', async () => {
    core.deps.settings.approvals = 'privileged';
    const give = () => core.query('INSERT INTO user_roles VALUES ($1, $2)', [ids.zoe, ids.unused]);
    const raising = () =>
      core.services.roles.changePermissions(ann, ids.unused, { gained: ['User: create'], lost: [] });
    expect(await overtaken(raising, give)).toBe('invalid');
    core.deps.settings.approvals = 'off';
  });

  it('is read under the lock: whose link it is', async () => {
    const own = await alsoOn(core, 'discord', 'ben.low@example.com');
    const move = () =>
      core.query('UPDATE chatops.links SET user_id = $1 WHERE chat_user = $2', [ids.zoe, own.identity.user]);
    const removing = () => core.services.links.remove(ben, own.identity);
    expect(await overtaken(removing, move)).toBe('permission_missing');
  });
});
