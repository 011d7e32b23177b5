import { describe, expect, it } from 'vitest';
import { decodeAction, encodeAction } from '#chat/action-ref.ts';
import { createRateLimit } from '#chat/rate-limit.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';

describe('an action reference', () => {
  const uuid = '6f1c0000-0000-4000-8000-000000000000';

  it.each([
    [{ name: 'users.show', ids: [uuid] }, `1/users.show/${uuid}`],
    [{ name: 'users.show', ids: [uuid, uuid] }, `1/users.show/${uuid}/${uuid}`],
    [{ name: 'home', ids: [] }, '1/home'],
  ])('goes there and back: %j', (ref, text) => {
    expect(encodeAction(ref)).toBe(text);
    expect(decodeAction(text)).toEqual(ref);
    expect(text.length).toBeLessThanOrEqual(100);
  });

  it.each([
    '',
    'home',
    '2/home',
    '1/',
    '1/Home',
    '1/home/a/b/c',
    '1/home/a b',
    `1/home/${'x'.repeat(37)}`,
    '1/home\n',
  ])('that this version did not write is nothing: %j', (text) => {
    expect(decodeAction(text)).toBe(null);
  });

  it('that could not come back is not written', () => {
    expect(() => encodeAction({ name: 'users.show', ids: ['a b'] })).toThrow();
    expect(() => encodeAction({ name: 'users.show', ids: ['a', 'b', 'c'] })).toThrow();
  });
});

describe('the rate limit', () => {
  const ann: ChatIdentity = { platform: 'slack', workspace: 'T1', user: 'U1' };

  it('is 30 a minute for each identity', () => {
    let now = 0;
    const within = createRateLimit(() => new Date(now));
    const tries = (identity: ChatIdentity, count: number) =>
      Array.from({ length: count }, () => within(identity)).filter(Boolean).length;
    expect(tries(ann, 40)).toBe(30);
    expect(tries({ ...ann, user: 'U2' }, 40)).toBe(30);
    expect(tries({ ...ann, workspace: 'T2' }, 40)).toBe(30);
    now = 59_999;
    expect(within(ann)).toBe(false);
    now = 60_000;
    expect(tries(ann, 40)).toBe(30);
    // The clock was set back by an hour.
    now -= 3_600_000;
    expect(tries(ann, 40)).toBe(30);
  });

  it('does not let one person’s flood loosen another’s', () => {
    const within = createRateLimit(() => new Date(0));
    for (let i = 0; i < 40; i += 1) within(ann);
    for (let i = 0; i < 10_001; i += 1) within({ ...ann, user: `V${i}` });
    expect(within(ann)).toBe(false);
  });
});
