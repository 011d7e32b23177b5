import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HexabotClient } from '../support/hexabot-fixture-client.ts';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import { confirmLink, disable, saveRoles } from '../support/hexabot-fixture-steps.ts';
import { filledIn, type RunningService } from '../support/running-service.ts';

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
       actor_type, actor_label, actor_agent, request_id, request_path, data_before, data_after
     FROM audit_logs ORDER BY created_at, resource_type, operation_type`,
  );
const byAnn = () => ({
  operation_status: 'SUCCEEDED',
  actor_id: ann,
  actor_type: adminRole,
  actor_label: 'Ann Lee (ann)',
  actor_agent: `hexabot-chatops slack:${running.ann.record.teamId}:${running.ann.id}`,
  request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
});

describe('Hexabot’s audit page', () => {
  let id: string;

  it('shows who added whom from chat, without the password', async () => {
    id = await running.add(running.ann, 'zoe@example.com');
    expect(await entries()).toEqual([
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
      },
      {
        operation_id: 'typeorm.user_roles.create',
        operation_type: 'Create',
        resource_type: 'user_roles',
        resource_id: JSON.stringify(link),
        data_after: link,
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
      { operation_type: 'Delete', resource_id: JSON.stringify({ user_id: id, role_id: managerRole }) },
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
      { operation_type: 'Delete', resource_id: JSON.stringify({ user_id: id, role_id: adminRole }) },
    ]);
  });

  it('shows what was done about roles', async () => {
    await running.role('editor', ['Content: read']);
    await running.ask(running.ann, '/hexa roles delete editor');
    await running.ann.presses(running.ann.ephemerals.at(-1)!, 'Delete role');
    await expect
      .poll(entries)
      .toMatchObject([
        { operation_id: 'typeorm.Role.delete', resource_type: 'Role', resource_label: 'editor' },
      ]);
  });

  it('shows nothing of a change that failed, nor of what touches no row of Hexabot’s', async () => {
    await running.ask(running.ann, '/hexa users resend zoe@example.com');
    await disable(running, 'zoe@example.com', { expects: 'already' }).catch(() => null);
    await running.ask(running.ann, '/hexa users list');
    expect(await entries()).toEqual([]);
  });
});
