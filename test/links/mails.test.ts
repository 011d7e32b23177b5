import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, runService } from '../support/running-service.ts';
import { runProgram } from '../support/service-process.ts';
import { textOf } from '../support/slack/index.ts';

const DAY = 24 * 60 * 60_000;

/** What users are mailed about links, through the whole service and a real SMTP server. */
describe('mails about links', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runService();
    await service.user({
      email: 'zoe@example.com',
      firstName: 'Zoë <b>',
      lastName: 'Berg',
      roles: ['manager'],
    });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it('hold the code, to whom it belongs and for how long, and nothing else does', async () => {
    const zoe = service.slack.person({ name: 'zoe' });
    // Her name in Slack is asked for beside the first command.
    await service.ask(zoe, '/hexa help');
    await expect
      .poll(() => service.query('SELECT FROM chatops.identities WHERE chat_user = $1', [zoe.id]))
      .toHaveLength(1);
    await service.ask(zoe, '/hexa link ZOE@example.com');
    const mail = await service.mailbox.next('zoe@example.com');
    expect(mail.subject).toBe('Your code to link a chat account');
    expect(mail.text).toContain('Hi Zoë <b>,');
    expect(mail.html).toContain('Hi Zoë &#60;b&#62;,');
    expect(mail.text).toContain(`${zoe.id}) in the workspace ${zoe.record.teamId} wants to be linked`);
    expect(mail.text).toContain('It works once, for 10 minutes. Don’t share it');
    const code = /^[2-9A-HJKMNP-Z]{8}$/m.exec(mail.text)![0];
    const tables = await service.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'chatops', 'chatops_jobs') AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      expect(JSON.stringify(await service.query(`SELECT * FROM ${name}`)), name).not.toContain(code);
    }
    expect(service.log.join('\n')).not.toContain(code);
    // As copied from a mail that marks where a line may break.
    await zoe.submits(zoe.view!, { Code: `${code.slice(0, 4)}\u200b${code.slice(4)}` });
    await service.slack.waitFor(
      () => textOf(zoe.ephemerals).includes('You’re linked as Zoë <b> Berg'),
      'the link',
    );
    for (const { name } of tables) {
      expect(JSON.stringify(await service.query(`SELECT * FROM ${name}`)), name).not.toContain(code);
    }
    expect(JSON.stringify(service.slack.calls)).not.toContain(code);

    const linked = await service.mailbox.next('zoe@example.com');
    expect(linked.subject).toBe('A chat account was linked to your Hexabot account');
    expect(linked.text).toContain(`The Slack account ${zoe.id} can now act as you`);
  });

  it('tell of a link that an administrator removed, and of one that was refused', async () => {
    const list = await service.ask(service.ann, '/hexa links zoe@example.com');
    expect(list).toContain('[Remove]');
    await service.ann.presses(service.ann.ephemerals.at(-1)!, 'Remove');
    const removed = await service.mailbox.next('zoe@example.com');
    expect(removed.subject).toBe('A chat account was unlinked from your Hexabot account');
    expect(removed.text).toContain('Ann Lee unlinked the Slack account');

    const mallory = service.slack.person({ name: 'mallory' });
    await service.ask(mallory, '/hexa link zoe@example.com');
    await service.mailbox.next('zoe@example.com');
    for (let n = 0; n < 5; n += 1) {
      const { id } = mallory.view!;
      await mallory.submits(mallory.view!, { Code: 'AAAAAAAA' });
      await service.slack.waitFor(
        () => /tr(y|ies)|no longer works/.test(textOf(mallory.view ?? mallory.ephemerals)) && id,
        'an answer',
      );
    }
    const refused = await service.mailbox.next('zoe@example.com');
    expect(refused.subject).toBe('Someone tried to link a chat account to your Hexabot account');
    expect(refused.text).toContain(`The Slack account ${mallory.id} tried to link to your account`);
  });

  it('tell of a link that ended because the person was deactivated in Slack', async () => {
    const zoe = service.slack.person({ name: 'zoe2' });
    await service.link(zoe, 'zoe@example.com');
    await zoe.becomes({ deleted: true }, { silently: true });
    service.advance(DAY + 1_000);
    await service.sweep();
    const mail = await service.mailbox.next('zoe@example.com');
    expect(mail.text).toContain('left its workspace');
    expect(await service.query('SELECT 1 FROM chatops.links WHERE chat_user = $1', [zoe.id])).toEqual([]);
    expect(
      await service.query('SELECT 1 FROM chatops.links WHERE chat_user = $1', [service.ann.id]),
    ).toHaveLength(1);
  });

  it('tell of what the operator did on the host', async () => {
    const { env } = service;
    const args = ['slack', service.slack.workspace.teamId, 'U0OPERATOR'];
    const linked = await runProgram(['bin/hexa.ts', 'link', ...args, 'zoe@example.com'], { ...env });
    expect(linked).toMatchObject({ code: 0, stderr: '' });
    expect((await service.mailbox.next('zoe@example.com')).text).toContain('U0OPERATOR can now act as you');
    await runProgram(['bin/hexa.ts', 'unlink', ...args], { ...env });
    expect((await service.mailbox.next('zoe@example.com')).text).toContain(
      'The operator unlinked the Slack account U0OPERATOR',
    );
  });

  it('speak the language of the user', async () => {
    await service.query("UPDATE users SET language = 'fr' WHERE email = 'zoe@example.com'");
    service.advance(2 * 60 * 60_000);
    await service.ask(service.slack.person({ name: 'zoe3' }), '/hexa link zoe@example.com');
    expect((await service.mailbox.next('zoe@example.com')).subject).toBe(
      'Votre code pour lier un compte de chat',
    );
  });

  it('are not sent where the workspace joins a grid: people stay linked, with an entry for each', async () => {
    const { ann, slack } = service;
    const { teamId } = slack.workspace;
    await service.stop();
    slack.joinsGrid({ id: 'E0GRID', name: 'Grid' });
    const mails = service.mailbox.mails.length;
    await service.start();
    await service.sweep();
    expect(await service.ask(ann, '/hexa users list')).toContain('Ann Lee');
    expect(await service.query('SELECT 1 FROM chatops.links WHERE workspace <> $1', ['E0GRID'])).toEqual([]);
    await service.sweep();
    const moved = (await service.audit()).filter(({ action }) => action === 'link moved');
    expect(moved).toEqual([
      expect.objectContaining({
        request_id: 'system',
        target_name: 'Ann Lee',
        before: { platform: 'slack', workspace: teamId, user: ann.id },
        after: { platform: 'slack', workspace: 'E0GRID', user: ann.id },
      }),
    ]);
    expect(await service.ask(ann, '/hexa audit')).toContain('joined an Enterprise Grid');
    expect(service.mailbox.mails).toHaveLength(mails);
  });

  it('bring people back whose workspace leaves its grid; what they had there is shown as of no use', async () => {
    const { ann, slack } = service;
    await service.stop();
    slack.leavesGrid();
    // From here on by the clock of a machine that is two hours ahead, which counts for nothing.
    await service.start({}, () => new Date(Date.now() + 2 * 60 * 60_000));
    await service.sweep();
    expect(await service.ask(ann, '/hexa users list')).toContain('/hexa link');
    await service.ask(ann, '/hexa link ann@example.com');
    const { text } = await service.mailbox.next('ann@example.com');
    await ann.submits(ann.view!, { Code: /^[2-9A-HJKMNP-Z]{8}$/m.exec(text)![0] });
    await slack.waitFor(() => textOf(ann.ephemerals).includes('You’re linked as Ann Lee'), 'the link');
    const linked = await service.query<{ apart: number }>(
      `SELECT abs(extract(epoch FROM linked_at - now()))::int AS apart FROM chatops.links
       WHERE chat_user = $1 AND workspace = $2`,
      [ann.id, slack.workspace.teamId],
    );
    expect(linked[0]!.apart).toBeLessThan(30 * 60);
    for (const line of ['/hexa links ann@example.com', '/hexa users show ann@example.com']) {
      const shown = await service.ask(ann, line);
      expect(shown.match(/doesn’t work any more: its workspace isn’t connected/g), shown).toHaveLength(1);
    }
  });
});

describe('CHATOPS_LINK_BY_EMAIL', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runService({ CHATOPS_LINK_BY_EMAIL: 'true' });
    await service.user({ email: 'zoe@example.com', firstName: 'Zoë', lastName: 'Berg', roles: ['manager'] });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it.each([
    ['an email that Slack has not confirmed', { isEmailConfirmed: false }],
    ['a guest', { isRestricted: true }],
    ['a name with a Kelvin sign for its k', { email: 'z\u212Aoe@example.com' }],
    ['an email that no user has', { email: 'other@example.com' }],
  ])('asks for a code from %s', async (_what, more) => {
    const person = service.slack.person({ name: 'zoe', email: 'zoe@example.com', ...more });
    expect(await service.ask(person, '/hexa link')).toContain('Email you sign in to Hexabot with');
  });

  it('links a full member whose confirmed email a user has, and mails the user', async () => {
    const zoe = service.slack.person({ name: 'zoe', email: 'Zoe@Example.com' });
    expect(await service.ask(zoe, '/hexa link')).toContain('You’re linked as Zoë Berg');
    expect((await service.mailbox.next('zoe@example.com')).text).toContain(zoe.id);
    const [link] = await service.query('SELECT * FROM chatops.links WHERE chat_user = $1', [zoe.id]);
    expect(link).toMatchObject({ method: 'email' });
  });

  it('does not take the place of a link that is there', async () => {
    const again = service.slack.person({ name: 'zoe4', email: 'zoe@example.com' });
    expect(await service.ask(again, '/hexa link')).toContain('Already linked');
    expect((await service.mailbox.next('zoe@example.com')).text).toContain(
      `The Slack account ${again.id} tried to link to your account. We refused it.`,
    );
    const [entry] = await service.query(
      `SELECT action, outcome, code, target_name FROM chatops.audit WHERE chat_user = $1`,
      [again.id],
    );
    expect(entry).toEqual({
      action: 'link',
      outcome: 'refused',
      code: 'already_linked',
      target_name: 'Zoë Berg',
    });
  });
});
