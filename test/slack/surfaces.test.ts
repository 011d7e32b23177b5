import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { screen, text } from '../support/fake-core.ts';
import { type Person, textOf } from '../support/slack/index.ts';
import { type Running, run } from './harness.ts';

let env: Running;
let ann: Person;
let identity: ChatIdentity;
const notice = screen('Notice', [text('for <you> & me')]);

beforeEach(async () => {
  env = await run('http');
  ann = env.double.person({ name: 'ann', realName: 'Ann Lee', locale: 'fr-FR' });
  identity = { platform: 'slack', workspace: env.double.workspace.teamId, user: ann.id };
});
afterEach(async () => {
  expect(env.double.violations).toEqual([]);
  await env[Symbol.asyncDispose]();
});

describe('direct messages', () => {
  it('are sent, and can be updated', async () => {
    const sent = await env.slack.surfaces.direct(identity, notice);
    expect(textOf(ann.directMessages[0]!)).toContain('for <you> & me');
    if (sent.result !== 'sent') throw new Error('not sent');
    expect(await env.slack.surfaces.update(sent.posted, screen('Decided'))).toEqual(sent);
    expect(ann.directMessages.map(textOf)).toEqual(['Decided']);
  });

  it.each([
    ['user_disabled', { error: 'user_disabled' }, 'gone'],
    ['rate_limited', { status: 429, retryAfter: 1 }, 'failed'],
    ['http_503', { status: 503, times: 9 }, 'failed'],
    ['missing_scope', { error: 'missing_scope' }, 'failed'],
  ])('that end in %s are told apart', async (reason, failure, result) => {
    env.double.fail('conversations.open', failure);
    expect(await env.slack.surfaces.direct(identity, notice)).toEqual({ result, reason });
  });

  it('that do not fit go as text alone, and are in the log', async () => {
    const result = await env.slack.surfaces.direct(identity, screen('T', [text('x'.repeat(20_000))]));
    expect(result).toMatchObject({ result: 'sent' });
    expect(textOf(ann.directMessages[0]!)).toMatch(/xxx[\s\S]*reference: [0-9a-f]{8}/);
    expect(env.log.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it('that Slack refuses as they were made go as text alone, with a reference that has the reason in the log', async () => {
    const card = screen('Role change', [text('Ann asks for editor')], {
      actions: [{ type: 'button', label: 'Approve', action: { name: 'requests.approve', ids: ['1'] } }],
    });
    env.double.fail('chat.postMessage', { error: 'invalid_blocks' });
    const sent = await env.slack.surfaces.direct(identity, card);
    const said = textOf(ann.directMessages[0]!);
    expect(said).toContain('Ann asks for editor');
    expect(said).not.toContain('Approve');
    const reference = /reference: ([0-9a-f]{8})/.exec(said)?.[1];
    expect(env.log.lines).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ reference, code: 'invalid_blocks' }) }),
    );
    // As soon as Slack takes it, the card is whole.
    if (sent.result !== 'sent') throw new Error('not sent');
    await env.slack.surfaces.update(sent.posted, card);
    expect(textOf(ann.directMessages[0]!)).toContain('Approve');
  });

  it('go to our own people only', async () => {
    const elsewhere = { ...identity, workspace: 'T9OTHER' };
    expect(await env.slack.surfaces.direct(elsewhere, notice)).toEqual({ result: 'gone', reason: 'foreign' });
    expect(env.double.calls.map(({ method }) => method)).toEqual(['auth.test']);
  });
});

describe('posts to a channel', () => {
  it('are sent where it is ours alone', async () => {
    const sent = await env.slack.surfaces.post('C0GENERAL', notice);
    expect(sent).toMatchObject({ result: 'sent', posted: { platform: 'slack', channel: 'C0GENERAL' } });
    expect(env.double.messages('general')).toHaveLength(1);
  });

  it('are not where another organisation sees them, where it is unknown, or where Slack does not answer', async () => {
    env.double.channel({ id: 'C0PARTNER', isExtShared: true });
    expect(await env.slack.surfaces.post('C0PARTNER', notice)).toEqual({ result: 'gone', reason: 'shared' });
    expect(await env.slack.surfaces.post('C0NOWHERE', notice)).toEqual({
      result: 'gone',
      reason: 'channel_not_found',
    });
    env.double.fail('conversations.info', { status: 503, times: 9 });
    expect(await env.slack.surfaces.post('C0GENERAL', notice)).toEqual({
      result: 'failed',
      reason: 'http_503',
    });
    expect(env.double.callsTo('chat.postMessage')).toEqual([]);
  });

  it('cannot be updated once they are deleted', async () => {
    const posted = { platform: 'slack', channel: 'C0GENERAL', message: '1700000000.000001' } as const;
    expect(await env.slack.surfaces.update(posted, notice)).toEqual({
      result: 'gone',
      reason: 'message_not_found',
    });
  });
});

describe('profiles', () => {
  it('have name, picture, language and time zone', async () => {
    expect(await env.slack.surfaces.profile(identity)).toEqual({
      name: expect.stringMatching(/ann/i),
      avatar: expect.stringMatching(/^https:/),
      locale: 'fr-FR',
      email: 'ann@example.com',
      zone: 'Europe/Paris',
    });
  });

  it.each([
    ['a guest', { isRestricted: true }],
    ['somebody who did not confirm it', { isEmailConfirmed: false }],
    ['somebody of whom Slack says it in a word', { says: { is_email_confirmed: 'false' } }],
    ['a stranger', { says: { is_stranger: true } }],
    ['somebody of another workspace', { says: { team_id: 'T9OTHER' } }],
    ['an app', { says: { is_app_user: true } }],
    ['a workflow', { says: { is_workflow_bot: true } }],
    ['somebody whom nobody asked about', { says: { id: 'U0OTHER' } }],
  ])('have no email of %s', async (_, person) => {
    const bob = env.double.person({ name: 'bob', ...person });
    expect(await env.slack.surfaces.profile({ ...identity, user: bob.id })).toMatchObject({ email: null });
  });

  it('are null for the unknown, the foreign, and where Slack does not answer', async () => {
    const { profile } = env.slack.surfaces;
    expect(await profile({ ...identity, user: 'U0NOBODY' })).toBeNull();
    expect(await profile({ ...identity, workspace: 'T9OTHER' })).toBeNull();
    env.double.fail('users.info', { status: 503, times: 9 });
    expect(await profile(identity)).toBeNull();
  });
});
