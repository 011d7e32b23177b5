import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HexabotClient } from '../support/hexabot-fixture-client.ts';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import { confirmLink, disable, enable, saveRoles } from '../support/hexabot-fixture-steps.ts';
import { filledIn, type RunningService } from '../support/running-service.ts';
import { textOf, type View } from '../support/slack/index.ts';

let attached: AttachedService;
let running: RunningService;
let hexabot: HexabotClient;
let ann: string;
let adminRole: string;
let managerRole: string;

beforeAll(async () => {
  attached = await runAttached();
  ({ running, hexabot } = attached);
  ann = await hexabot.idOf('ann@example.com');
  const roles = await hexabot.query<{ id: string; name: string }>('SELECT id, name FROM roles');
  adminRole = roles.find(({ name }) => name === 'admin')!.id;
  managerRole = roles.find(({ name }) => name === 'manager')!.id;
});
afterAll(() => attached?.stop());
beforeEach(() => hexabot.query('DELETE FROM audit_logs'));

const entries = () =>
  hexabot.query(
    `SELECT operation_id, operation_type, operation_status, resource_type, resource_id, resource_label, actor_id,
       actor_type, actor_label, actor_agent, request_id, request_method, request_path, data_before, data_after, data_diff
     FROM audit_logs ORDER BY created_at, resource_type, operation_type`,
  );
const byAnn = () => ({
  operation_status: 'SUCCEEDED',
  actor_id: ann,
  actor_type: adminRole,
  actor_label: 'Ann Lee (ann)',
  actor_agent: `hexabot-chatops slack:${running.ann.record.teamId}:${running.ann.id}`,
  request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  request_method: 'POST',
});

describe('Hexabot’s audit page', () => {
  let id: string;

  it('shows who added whom from chat, without the password', async () => {
    id = await running.add(running.ann, 'zoe@example.com');
    expect(await entries()).toMatchObject([
      {
        ...byAnn(),
        operation_id: 'typeorm.User.create',
        operation_type: 'Create',
        resource_type: 'User',
        resource_id: id,
        resource_label: 'zoe',
        request_path: '/hexa users add',
        data_before: null,
        data_after: {
          firstName: 'Zoë',
          lastName: 'Berg',
          username: 'zoe',
          email: 'zoe@example.com',
          state: false,
          password: '[REDACTED]',
          roles: [],
        },
      },
    ]);
    expect(JSON.stringify(await entries())).not.toContain(String(filledIn('x@y.z').Password));
  });

  it('shows that a user confirmed, and the role that is in force with it', async () => {
    await fetch(await confirmLink(running, 'zoe@example.com'), { method: 'POST' });
    const link = { user_id: id, role_id: managerRole };
    expect(await entries()).toMatchObject([
      {
        operation_id: 'typeorm.User.update',
        operation_type: 'Update',
        resource_id: id,
        actor_id: id,
        actor_label: 'Zoë Berg (zoe)',
        actor_agent: 'hexabot-chatops',
        data_before: { state: false },
        data_after: { state: true },
        data_diff: { state: { before: false, after: true } },
      },
      {
        operation_id: 'typeorm.user_roles.create',
        operation_type: 'Create',
        resource_type: 'user_roles',
        resource_id: JSON.stringify(link),
        data_before: null,
        data_after: null,
      },
    ]);
  });

  it('shows changed roles link by link', async () => {
    await saveRoles(running, 'zoe@example.com', ['admin']);
    expect(await entries()).toMatchObject([
      {
        operation_type: 'Create',
        resource_id: JSON.stringify({ user_id: id, role_id: adminRole }),
        actor_id: ann,
      },
      { operation_type: 'Remove', resource_id: JSON.stringify({ user_id: id, role_id: managerRole }) },
    ]);
  });

  it('shows who disabled whom, and why the roles are gone', async () => {
    await disable(running, 'zoe@example.com');
    expect(await entries()).toMatchObject([
      {
        ...byAnn(),
        operation_id: 'typeorm.User.update',
        resource_id: id,
        resource_label: 'zoe',
        request_path: '/hexa users disable',
        data_before: { state: true },
        data_after: { state: false },
      },
      { operation_type: 'Remove', resource_id: JSON.stringify({ user_id: id, role_id: adminRole }) },
    ]);
  });

  it('shows what was done about roles', async () => {
    await running.role('editor', ['Content: read']);
    await running.ask(running.ann, '/hexa roles delete editor');
    await running.ann.presses(running.ann.ephemerals.at(-1)!, 'Delete role');
    await expect
      .poll(entries)
      .toMatchObject([
        { operation_id: 'typeorm.Role.remove', resource_type: 'Role', resource_label: 'editor' },
      ]);
  });

  it('shows nothing of a change that failed, nor of what touches no row of Hexabot’s', async () => {
    await running.ask(running.ann, '/hexa users resend zoe@example.com');
    expect(await running.ask(running.ann, '/hexa users disable zoe@example.com')).toContain('already');
    await running.ask(running.ann, '/hexa users list');
    expect(await entries()).toEqual([]);
  });
});

type Entry = Record<string, unknown>;

const RECORDED = JSON.parse(
  readFileSync(new URL('../fixtures/hexabot-audit-entries.json', import.meta.url), 'utf8'),
) as Entry[];
/** Of users, what our database user may not read (docs/attach-to-hexabot.md, What people see in the panel). */
const LEFT_OUT = [
  ...['timezone', 'locale', 'gender', 'country', 'foreignId', 'assignedAt', 'lastvisit', 'retainedFrom'],
  ...['sendEmail', 'resetCount', 'provider'],
];
/** Theirs are a browser's request: chat has no address of the person, and no path. */
const OTHERWISE = ['actor_ip', 'actor_agent', 'request_method', 'request_path'];

/** What kind of value stands where: an id, a time, or the value itself where it is a word or a state. */
function kinds(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => kinds(each));
  if (value instanceof Date || /^\d{4}-\d\d-\d\dT/.test(String(value))) return 'a time';
  if (typeof value === 'object' && value !== null) {
    const named = Object.entries(value).filter(
      ([key]) => !OTHERWISE.includes(key) && !['ip', 'agent'].includes(key),
    );
    return Object.fromEntries(named.map(([key, each]) => [key, kinds(each, key)]));
  }
  const text = String(value).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
  if (typeof value === 'string' && text.includes('ID')) return text;
  const isName = /name|label|email|language|before|after|action/i.test(name);
  return typeof value === 'string' && isName && value !== '[REDACTED]' ? 'a text' : value;
}

/** Until the person sees that it is done: an answer that comes later would be taken for that to what is done next. */
async function submit(view: View, values: Record<string, string> = {}): Promise<void> {
  const shown = running.ann.ephemerals.length;
  await running.ann.submits(view, values);
  await running.slack.waitFor(() => running.ann.ephemerals[shown], 'the result');
}

describe('our entries beside those that a Hexabot 3.5.0 wrote', () => {
  /** Everything that a change of this kind wrote, by a person, as Hexabot's are. */
  const ours = async (operation: string) =>
    (await hexabot.query<Entry>('SELECT * FROM audit_logs WHERE operation_id = $1', [operation]))[0]!;
  const theirs = (operation: string, where: (entry: Entry) => boolean = () => true) =>
    RECORDED.findLast((entry) => entry.operation_id === operation && where(entry))!;

  it('name the same columns and hold the same values inside, for roles and their permissions', async () => {
    await running.role('pattern', ['Content: read']);
    await running.ann.submits(
      await running.open(running.ann, '/hexa roles create name:writer like:pattern'),
      {},
    );
    await expect.poll(entries).toHaveLength(2);
    expect(kinds(await ours('typeorm.Role.create'))).toEqual(
      kinds(theirs('typeorm.Role.create', ({ actor_id }) => actor_id !== 'system')),
    );
    expect(kinds(await ours('typeorm.Permission.create'))).toEqual(
      kinds(theirs('typeorm.Permission.create')),
    );
    await hexabot.query('DELETE FROM audit_logs');
    await submit(await running.open(running.ann, '/hexa roles rename writer'), { Name: 'author' });
    await expect.poll(entries).toHaveLength(1);
    expect(kinds(await ours('typeorm.Role.update'))).toEqual(kinds(theirs('typeorm.Role.update')));
    await hexabot.query('DELETE FROM audit_logs');
    await running.ann.submits(await running.open(running.ann, '/hexa roles permissions author'), {
      'Can read': [],
    });
    const review = await running.slack.waitFor(() => {
      const { view } = running.ann;
      return view !== undefined && textOf(view).includes('[Save]') ? view : undefined;
    }, 'the review');
    await submit(review);
    await expect.poll(entries).toHaveLength(1);
    expect(kinds(await ours('typeorm.Permission.remove'))).toEqual(
      kinds(theirs('typeorm.Permission.remove')),
    );
    await hexabot.query('DELETE FROM audit_logs');
    await running.ask(running.ann, '/hexa roles delete author');
    await running.ann.presses(running.ann.ephemerals.at(-1)!, 'Delete role');
    await expect.poll(entries).toHaveLength(1);
    expect(kinds(await ours('typeorm.Role.remove'))).toEqual(kinds(theirs('typeorm.Role.remove')));
  });

  it('do so for users, less what our database user may not read', async () => {
    const email = 'zoe@example.com';
    await hexabot.query('DELETE FROM audit_logs');
    await enable(running, email);
    const recorded = theirs('typeorm.User.update', ({ actor_id, data_diff }) => {
      return actor_id === 'system' && 'state' in (data_diff as object);
    });
    const without = JSON.parse(
      JSON.stringify(recorded, (key, value: unknown) => (LEFT_OUT.includes(key) ? undefined : value)),
    ) as Entry;
    const { actor_id, actor_type, actor_label, raw, ...rest } = await ours('typeorm.User.update');
    const { actor_id: _, actor_type: __, actor_label: ___, raw: theirRaw, ...their } = without;
    expect([actor_id, actor_type, actor_label]).toEqual([ann, adminRole, 'Ann Lee (ann)']);
    expect(kinds(rest)).toEqual(kinds(their));
    expect(kinds({ ...(raw as object), actor: null })).toEqual(
      kinds({ ...(theirRaw as object), actor: null }),
    );
    const link = await ours('typeorm.user_roles.create');
    const columns = ({
      data_before,
      data_after,
      data_diff,
      resource_type,
      resource_label,
      operation_type,
    }: Entry) => ({
      ...{ data_before, data_after, data_diff, resource_type, resource_label, operation_type },
    });
    expect(columns(link)).toEqual(columns(theirs('typeorm.user_roles.create')));
    expect(kinds({ ...(link.raw as object), actor: null })).toEqual(
      kinds({ ...(theirs('typeorm.user_roles.create').raw as object), actor: null }),
    );
    expect(kinds(link.resource_id)).toEqual(kinds(theirs('typeorm.user_roles.create').resource_id));
  });

  it('of a role that is taken away are like those of a role that is given, as none was recorded', async () => {
    await hexabot.query('DELETE FROM audit_logs');
    await disable(running, 'zoe@example.com');
    const { operation_id, operation_type, raw, ...removed } = await ours('typeorm.user_roles.remove');
    const recorded = theirs('typeorm.user_roles.create');
    expect([operation_id, operation_type]).toEqual(['typeorm.user_roles.remove', 'Remove']);
    const given = JSON.parse(
      JSON.stringify(recorded)
        .replaceAll('user_roles.create', 'user_roles.remove')
        .replaceAll('"Create"', '"Remove"'),
    ) as Entry;
    const { operation_id: _, operation_type: __, raw: theirRaw, ...their } = given;
    const person = ['actor_id', 'actor_type', 'actor_label', 'request_id'];
    const withoutPerson = (entry: Entry) =>
      Object.fromEntries(Object.entries(entry).filter(([key]) => !person.includes(key)));
    expect(kinds(withoutPerson(removed))).toEqual(kinds(withoutPerson(their)));
    expect(kinds({ ...(raw as object), actor: null })).toEqual(
      kinds({ ...(theirRaw as object), actor: null }),
    );
  });

  it('hold a new user whole', async () => {
    await running.add(running.ann, 'whole@example.com');
    // Theirs is the first administrator, whom nobody added: active, and with a role that is in force.
    const others = ['state', 'roles', 'actor', 'actor_id', 'actor_type', 'actor_label', 'request_id'];
    const alike = (entry: Entry) =>
      kinds(
        JSON.parse(
          JSON.stringify(entry, (key, value: unknown) => (others.includes(key) ? undefined : value)),
        ),
      );
    const entry = await ours('typeorm.User.create');
    expect(alike(entry)).toEqual(alike(theirs('typeorm.User.create')));
    expect(entry.data_after).toMatchObject({ state: false, roles: [] });
  });
});
