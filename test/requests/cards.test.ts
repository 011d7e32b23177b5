import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningService, runService } from '../support/running-service.ts';
import { type Message, type Person, textOf } from '../support/slack/index.ts';

const HOUR = 60 * 60_000;
const CHANNEL = 'C0APPROVE';

/** What becomes of posted cards and of those whom a request concerns, through the whole service. */
describe('cards and notices', () => {
  let service: RunningService;
  let ben: Person;
  let eve: Person;

  beforeEach(async () => {
    service = await runService({ CHATOPS_APPROVAL_CHANNEL: `slack:${CHANNEL}` });
    service.slack.channel({ id: CHANNEL, name: 'approvals' });
    ben = await service.member({
      email: 'ben@example.com',
      roles: ['manager'],
      firstName: 'Ben',
      lastName: 'Low',
    });
    eve = await service.member({ email: 'eve@example.com', firstName: 'Eve', lastName: 'Two' });
  });
  afterEach(() => service[Symbol.asyncDispose]());

  const inChannel = () => service.slack.messages(CHANNEL);
  const shows = (look: () => Message[], text: string, within = 10_000) =>
    service.slack.waitFor(() => look().find((each) => textOf(each).includes(text)), text, within);
  /** What waits for its next try waits no longer. */
  const triedAgainNow = () =>
    service.query(`UPDATE chatops_jobs.job SET start_after = now() WHERE state = 'retry'`);
  const asks = async () => {
    expect(await service.ask(ben, '/hexa requests new roles:admin reason:why')).toContain('Request sent');
    await copies((each) => each.every(({ shown, gone_at }) => shown === 1 || gone_at !== null));
  };
  type Copy = { audience: string; shown: number; gone_at: Date | null };
  const copies = (isSo: (copies: Copy[]) => boolean) =>
    expect
      .poll(async () => isSo(await service.query<Copy>('SELECT * FROM chatops.posted_cards')), {
        timeout: 20_000,
      })
      .toBe(true);

  it('follow when Slack answers again after a failure that passes', async () => {
    await asks();
    service.slack.fail('chat.update', { error: 'internal_error', times: 2 });
    service.slack.fail('response_url', { status: 500, times: 1 });
    await eve.presses(eve.directMessages[0]!, 'Approve');
    const everywhere = () => [inChannel(), eve.directMessages, service.ann.directMessages];
    await expect
      .poll(async () => {
        await triedAgainNow();
        return everywhere().filter((all) => textOf(all).includes('Approved by Eve Two')).length;
      })
      .toBe(3);
    await copies((each) => each.every(({ shown, gone_at }) => shown === 2 && gone_at === null));
  }, 60_000);

  it('follow at the next start where they could not be shown before it', async () => {
    service.slack.fail('chat.postMessage', { error: 'internal_error', times: 1_000 });
    expect(await service.ask(ben, '/hexa requests new roles:admin reason:why')).toContain('Request sent');
    await expect
      .poll(
        () =>
          service.query(`SELECT FROM chatops_jobs.job WHERE name = 'sync-card-slack' AND state = 'retry'`),
        { timeout: 20_000 },
      )
      .toHaveLength(1);
    expect(inChannel()).toEqual([]);
    // The next try is hours away.
    await service.query(
      `UPDATE chatops_jobs.job SET start_after = now() + interval '2 hours' WHERE name = 'sync-card-slack'`,
    );
    await service.stop();
    service.slack.fail('chat.postMessage', { times: 0 });
    await service.start();
    await shows(inChannel, 'Ben Low asks for the role');
    await shows(() => eve.directMessages, 'Ben Low asks for the role');
  });

  it('are repaired by any press on a copy that is behind, also by who may not decide', async () => {
    await asks();
    service.slack.fail('chat.update', { error: 'internal_error', times: 1_000 });
    await eve.presses(eve.directMessages[0]!, 'Approve');
    await shows(() => eve.directMessages, 'Approved by Eve Two');
    expect(textOf(inChannel()[0]!)).toContain('[Approve]');
    const stranger = service.slack.person({ name: 'sam' });
    await stranger.presses(inChannel()[0]!, 'Approve');
    await shows(inChannel, 'Approved by Eve Two');
    expect(textOf(inChannel()[0]!)).not.toContain('[Approve]');
    await service.slack.waitFor(
      () => textOf(stranger.ephemerals).includes('Approved by Eve Two.'),
      'who decided',
    );
  });

  it('end where their message or channel is gone, and the others follow', async () => {
    await asks();
    service.slack.removeMessage(inChannel()[0]!);
    await eve.presses(eve.directMessages[0]!, 'Approve');
    await shows(() => service.ann.directMessages, 'Approved by Eve Two');
    await copies((each) =>
      each.every(({ audience, shown, gone_at }) => (audience === 'channel' ? gone_at !== null : shown === 2)),
    );
    const calls = service.slack.callsTo('chat.update').length;
    await service.stop();
    await service.start();
    await service.sweep();
    expect(service.slack.callsTo('chat.update')).toHaveLength(calls);
  });

  it('are not posted to a channel that is shared with another organisation', async () => {
    service.slack.channel({ id: CHANNEL, name: 'approvals', isExtShared: true });
    await asks();
    expect(inChannel()).toEqual([]);
    await shows(() => eve.directMessages, 'Ben Low ask');
    await copies((each) => each.some(({ audience, gone_at }) => audience === 'channel' && gone_at !== null));
  });

  it('tell by mail where a direct message cannot be sent', async () => {
    await asks();
    service.slack.fail('conversations.open', { error: 'cannot_dm_bot', times: 100 });
    const notAllowed = service.slack.callsTo('chat.postMessage').length;
    await eve.presses(inChannel()[0]!, 'Approve');
    const mail = await service.mailbox.next('ben@example.com');
    expect(mail.subject).toBe('Eve Two approved your role change');
    expect(mail.text).toContain('Hi Ben,');
    expect(mail.text).toContain('You asked for a role change for yourself: manager → admin.');
    expect(mail.text).toContain('Approved by Eve Two.');
    expect(service.slack.callsTo('chat.postMessage').length).toBe(notAllowed);
    expect(service.mailbox.mails.filter(({ to }) => to === 'ben@example.com')).toHaveLength(1);
  });

  it('tell by mail whoever may decide and got no card, while it waits', async () => {
    service.slack.fail('conversations.open', { error: 'cannot_dm_bot', times: 100 });
    await asks();
    await shows(inChannel, 'Ben Low ask');
    for (const address of ['eve@example.com', 'ann@example.com']) {
      const mail = await service.mailbox.next(address);
      expect(mail.subject).toMatch(/^Waiting for you: /);
      expect(mail.text).toContain('Ben Low asked for a role change for Ben Low: manager → admin.');
      expect(mail.text).toContain('/hexa requests list');
    }
  });

  it('remind those who may decide once, at half time, with a way to open the request', async () => {
    await asks();
    service.advance(12 * HOUR + 1_000);
    await service.sweep();
    const reminder = await shows(() => eve.directMessages, 'Reminder · ');
    await shows(() => service.ann.directMessages, 'Reminder · ');
    await service.sweep();
    await service.stop();
    await service.start();
    await service.sweep();
    await eve.presses(reminder, 'Open');
    await service.slack.waitFor(
      () =>
        [...eve.ephemerals, ...eve.directMessages].some(
          (each) => textOf(each).includes('[Approve] [Deny]') && each.ts > reminder.ts,
        ),
      'the request',
    );
    expect(eve.directMessages.filter((each) => textOf(each).includes('Reminder · '))).toHaveLength(1);
  });

  it('make up at the start for what was missed: the end of timed access, and an expiry', async () => {
    expect(await service.ask(ben, '/hexa requests new roles:admin for:1h reason:why')).toContain(
      'Request sent',
    );
    await shows(() => eve.directMessages, 'Ben Low asks for the role');
    await eve.presses(eve.directMessages[0]!, 'Approve');
    await shows(inChannel, 'Approved by Eve Two');
    expect(await service.ask(ben, '/hexa requests new roles:public reason:why')).toContain('Request sent');
    await copies((each) => each.every(({ shown }) => shown > 0));
    await service.stop();
    service.advance(25 * HOUR);
    await service.start();
    await shows(inChannel, 'Access ended');
    await shows(inChannel, 'nobody decided in time');
    const roles = await service.query(
      `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
       WHERE u.email = 'ben@example.com'`,
    );
    expect(roles).toEqual([{ name: 'manager' }]);
    await shows(() => ben.directMessages, 'Time is up');
    await shows(() => ben.directMessages, 'Nobody decided in time: your role change');
    expect(service.slack.violations).toEqual([]);
  });
});
