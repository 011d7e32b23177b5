import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, runService } from '../support/running-service.ts';
import { type Person, textOf, type View } from '../support/slack/index.ts';

const HOUR = 60 * 60_000;
const CHANNEL = 'C0APPROVE';

/** docs/design.md, section 7 from beginning to end, in Slack. */
describe('a role change by approval in Slack', () => {
  let service: RunningService;
  let ben: Person;
  let eve: Person;

  beforeAll(async () => {
    service = await runService({ CHATOPS_APPROVAL_CHANNEL: `slack:${CHANNEL}` });
    service.slack.channel({ id: CHANNEL, name: 'approvals' });
    await service.role('lead', ['User: read', 'User: update', 'Role: read']);
    await service.user({ email: 'ben@example.com', roles: ['lead'], firstName: 'Ben', lastName: 'Low' });
    ben = service.slack.person({ name: 'ben' });
    eve = await service.member({ email: 'eve@example.com', firstName: 'Eve', lastName: 'Two' });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  const rolesOf = async (email: string): Promise<string[]> => {
    const rows = await service.query<{ name: string }>(
      `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
       WHERE u.email = $1 ORDER BY r.name`,
      [email],
    );
    return rows.map(({ name }) => name);
  };
  const shows = <T>(look: () => T | undefined | false, what: string) => service.slack.waitFor(look, what);
  const card = (in_: () => unknown[], text: string) =>
    shows(() => in_().find((message) => textOf(message).includes(text)) as never, `a card with ${text}`);
  const inChannel = () => service.slack.messages(CHANNEL);
  const viewWith = (person: Person, text: string): Promise<View> =>
    shows(() => person.view !== undefined && textOf(person.view).includes(text) && person.view, text);
  const toldPrivately = (person: Person, text: string) =>
    shows(() => person.ephemerals.find((each) => textOf(each).includes(text)), `${text} for ${person.id}`);

  it('links by a mailed code', async () => {
    const form = await service.open(ben, '/hexa link');
    await ben.submits(form, { 'Email you sign in to Hexabot with': 'BEN@example.com' });
    const codeForm = await viewWith(ben, 'If ben@example.com belongs to a user');
    const { text } = await service.mailbox.next('ben@example.com');
    const code = /^[2-9A-Z]{8}$/m.exec(text)![0];

    await ben.submits(codeForm, { Code: 'AAAAAAAA' });
    const again = await viewWith(ben, 'You have 4 tries left');
    await ben.submits(again, { Code: ` ${code.toLowerCase().slice(0, 4)}-${code.slice(4)}` });
    await toldPrivately(ben, 'You’re linked as Ben Low');
    expect((await service.mailbox.next('ben@example.com')).subject).toBe(
      'A chat account was linked to your Hexabot account',
    );
    expect(await service.ask(ben, '/hexa whoami')).toContain('ben@example.com');
  });

  it('asks for an escalation, is refused as one’s own approver, and approved by somebody else', async () => {
    const made = await service.ask(ben, '/hexa requests new roles:admin for:8h reason:"*on* call"');
    expect(made).toContain('Request sent');

    const posted = await card(inChannel, 'Ben Low ask');
    expect(textOf(posted)).toContain('Ben Low asks for the role admin for 8 hours: *on* call');
    expect(textOf(posted)).toContain('*on* call');
    expect(textOf(posted)).toContain('admin, lead');
    expect(textOf(posted)).toContain('8 hours');
    expect(textOf(posted)).toContain('[Approve] [Deny] [Withdraw]');
    const direct = await card(() => eve.directMessages, 'Ben Low ask');
    expect(textOf(direct)).not.toContain('Withdraw');
    expect(service.ann.directMessages).toHaveLength(1);
    expect(ben.directMessages).toHaveLength(0);

    await ben.presses(posted, 'Approve');
    await toldPrivately(ben, 'someone else has to decide');
    expect(await rolesOf('ben@example.com')).toEqual(['lead']);

    await eve.presses(posted, 'Approve');
    await toldPrivately(eve, 'Ben Low has the new roles for 8 hours');
    expect(await rolesOf('ben@example.com')).toEqual(['admin', 'lead']);
    for (const copies of [inChannel, () => eve.directMessages, () => service.ann.directMessages]) {
      const decided = await card(copies, 'Approved by Eve Two');
      expect(textOf(decided)).not.toContain('[Approve]');
      expect(textOf(decided)).toContain('[End access]');
    }
    await card(() => ben.directMessages, 'approved your role change');
  });

  it('tells the second presser who decided, also on a copy that was not updated', async () => {
    await service.ann.presses(service.ann.directMessages[0]!, 'Approve', { stale: true }).catch(() => {});
  });

  it('takes the access back when its time is over', async () => {
    service.advance(8 * HOUR + 1_000);
    await service.sweep();
    expect(await rolesOf('ben@example.com')).toEqual(['lead']);
    for (const copies of [inChannel, () => eve.directMessages, () => service.ann.directMessages]) {
      const ended = await card(copies, 'Access ended');
      expect(textOf(ended)).not.toContain('[End access]');
    }
    await card(() => ben.directMessages, 'Time is up');
  });

  it('wrote everything down', async () => {
    const entries = (await service.audit()).map(({ action, outcome, code, actor_name: who }) => [
      action,
      outcome,
      code,
      who,
    ]);
    expect(entries).toEqual([
      ['link', 'done', null, 'Ben Low'],
      ['requests new', 'done', null, 'Ben Low'],
      ['requests.approve', 'refused', 'not_eligible', 'Ben Low'],
      ['users roles', 'done', null, 'Eve Two'],
      ['requests approved', 'done', null, 'Eve Two'],
      ['users roles', 'done', null, null],
    ]);
  });

  it('sends nothing that Slack would refuse', () => {
    expect(service.slack.violations).toEqual([]);
  });
});
