import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import { disable, enable, errorsOf, rolesOf } from '../support/hexabot-fixture-steps.ts';
import { type Person, textOf } from '../support/slack/index.ts';

const CHANNEL = 'C0APPROVE';
const DAY = 24 * 60 * 60_000;

/** On Hexabot's own database, as a user with rights on rows only. */
describe('requests on an attached database', () => {
  let attached: AttachedService;
  let ben: Person;
  let benId: string;

  beforeAll(async () => {
    attached = await runAttached({ CHATOPS_APPROVAL_CHANNEL: `slack:${CHANNEL}` });
    const { running } = attached;
    running.slack.channel({ id: CHANNEL, name: 'approvals' });
    await running.role('lead', ['User: read', 'User: update', 'Role: read']);
    ben = await running.member({
      email: 'ben@example.com',
      roles: ['lead'],
      firstName: 'Ben',
      lastName: 'Low',
    });
    benId = await attached.hexabot.idOf('ben@example.com');
  });
  afterAll(() => attached?.stop());

  const asks = async (roles: string): Promise<string> => {
    const { running } = attached;
    expect(await running.ask(ben, `/hexa requests new roles:${roles} reason:why`)).toContain('Request sent');
    const [row] = await running.query<{ id: string }>(
      "SELECT id FROM chatops.requests WHERE status = 'pending' ORDER BY created_at DESC LIMIT 1",
    );
    return row!.id;
  };
  const approvers = async (id: string): Promise<string[]> =>
    (
      await attached.running.query<{ email: string }>(
        `SELECT u.email FROM chatops.request_approvers a JOIN users u ON u.id = a.user_id
         WHERE a.request_id = $1 ORDER BY u.email`,
        [id],
      )
    ).map(({ email }) => email);

  it('leave out whom the requester made, switched on or gave roles in the panel, for 30 days', async () => {
    const { running, hexabot } = attached;
    const made: Record<
      string,
      { type: string; resource: string; after: Record<string, unknown>; agent?: string }
    > = {
      'created@example.com': { type: 'Create', resource: 'User', after: {} },
      'enabled@example.com': { type: 'Update', resource: 'User', after: { state: true } },
      'given@example.com': { type: 'Create', resource: 'user_roles', after: {} },
      // A browser may call itself what it likes.
      'disguised@example.com': { type: 'Create', resource: 'User', after: {}, agent: 'hexabot-chatops' },
      'renamed@example.com': { type: 'Update', resource: 'User', after: { firstName: 'New' } },
    };
    for (const [email, { resource, ...entry }] of Object.entries(made)) {
      await running.member({ email });
      const userId = await hexabot.idOf(email);
      const id = resource === 'User' ? userId : JSON.stringify({ user_id: userId, role_id: 'r' });
      await hexabot.audit(benId, { ...entry, resource, id });
    }
    const first = await asks('admin');
    expect(await approvers(first)).toEqual(['ann@example.com', 'renamed@example.com']);
    attached.advance(31 * DAY);
    // The licence is asked for again.
    await running.sweep();
    const later = await asks('admin,lead');
    expect(await approvers(later)).toEqual([
      'ann@example.com',
      'created@example.com',
      'disguised@example.com',
      'enabled@example.com',
      'given@example.com',
      'renamed@example.com',
    ]);
  });

  it('for somebody who is out change what is set aside, also for a time', async () => {
    const { running, hexabot } = attached;
    const email = 'out@example.com';
    await running.role('editor', ['Content: read']);
    const id = await hexabot.addUser(await hexabot.idOf('ann@example.com'), { email, state: true });
    const forAWhile = async () => {
      const line = `/hexa requests new user:${email} roles:editor for:8h reason:why`;
      expect(await running.ask(ben, line)).toContain('Request sent');
      await approved('editor, manager');
    };
    const eightHoursLater = async () => {
      attached.advance(8 * 60 * 60_000 + 1);
      await running.sweep();
    };

    await disable(running, email);
    await forAWhile();
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['editor', 'manager'] });
    await eightHoursLater();
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['manager'] });

    await enable(running, email);
    await forAWhile();
    expect(await rolesOf(running, id)).toEqual({ inForce: ['editor', 'manager'], aside: [] });
    await disable(running, email);
    await eightHoursLater();
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['manager'] });
    await enable(running, email);
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(errorsOf(running)).toEqual([]);
  });

  /** Ann presses Approve on the newest card in the channel, which shows these roles. */
  const approved = async (rolesAfter: string): Promise<void> => {
    const { running } = attached;
    const posted = await running.slack.waitFor(() => {
      const card = running.slack.messages(CHANNEL).at(-1);
      const text = textOf(card);
      return text.includes(`New roles: ${rolesAfter}`) && !text.includes('Approved by') && card;
    }, 'the card');
    await running.ann.presses(posted, 'Approve');
    await running.slack.waitFor(
      () => textOf(running.slack.messages(CHANNEL).at(-1)).includes('Approved by Ann Lee'),
      'the decision',
    );
  };

  it('are decided, shown, and told in Hexabot’s own audit, with rights on rows only', async () => {
    const { running } = attached;
    const id = await asks('manager');
    await approved('manager');
    const roles = await running.query(
      'SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = $1',
      [benId],
    );
    expect(roles).toEqual([{ name: 'manager' }]);
    const [entry] = await running.query<{ request_id: string }>(
      "SELECT request_id FROM chatops.audit WHERE action = 'requests approved' AND target_id = $1",
      [benId],
    );
    const mirrored = await running.query<{ operation_type: string; resource_type: string }>(
      'SELECT operation_type, resource_type FROM audit_logs WHERE request_id = $1 ORDER BY operation_type',
      [entry!.request_id],
    );
    expect(mirrored).toEqual([
      { operation_type: 'Create', resource_type: 'user_roles' },
      { operation_type: 'Remove', resource_type: 'user_roles' },
    ]);
    expect(id).toBeDefined();
    expect(running.slack.violations).toEqual([]);
  });
});
