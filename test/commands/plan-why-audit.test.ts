import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action, Part, Screen } from '#chat/screen.ts';
import type { Licence } from '#domain/plan.ts';
import {
  actionsOf,
  buttonOf,
  type Core,
  countStatements,
  replyOf,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';

const PRO: Licence = { plan: 'pro', status: 'active', userLimit: 10 };

let core: Core;
let ann: Awaited<ReturnType<Core['person']>>;

beforeAll(async () => {
  core = await startCore({ setup: { standalone: false }, licence: PRO });
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

function links(screen: Screen): string[] {
  return actionsOf(screen).flatMap((action: Action) => (action.type === 'link' ? [action.label] : []));
}

function facts(screen: Screen): Record<string, unknown> {
  const all = screen.parts.flatMap((part: Part) => (part.type === 'facts' ? part.facts : []));
  return Object.fromEntries(all.map(({ label, value }) => [label, value]));
}

describe('plan', () => {
  it('shows plan, status and quota', async () => {
    const screen = screenOf(await ann.says('/hexa plan'));
    expect(facts(screen)).toEqual({ Plan: 'Pro', Status: 'active', Users: '1/10' });
    expect(screen.tone).toBe('neutral');
  });

  it.each([
    ['none', 'Enter a license key'],
    ['inactive', 'isn’t activated for this Hexabot'],
    ['expired', 'has expired'],
    ['disabled', 'was disabled'],
    ['invalid', 'That license key isn’t valid'],
    ['unreachable', 'We haven’t reached the licence service for a day'],
  ] as const)('says what is locked and what to do: %s', async (status, sentence) => {
    core.state.licence = { plan: 'community', status, userLimit: 1 };
    const screen = screenOf(await ann.says('/hexa plan'));
    core.state.licence = PRO;
    expect(saysOf(screen)).toContain(sentence);
    expect(facts(screen).Locked).toContain('/hexa users add');
    expect(facts(screen).Locked).not.toContain('/hexa whoami');
    expect(links(screen)).toEqual(['See pricing', 'Enter license key']);
    expect(screen.tone).toBe('warning');
  });

  it('says until when an answer holds that cannot be renewed, and that a small plan is too small', async () => {
    core.state.licence = { ...PRO, graceUntil: new Date('2026-11-02T10:00:00Z') };
    expect(saysOf(screenOf(await ann.says('/hexa plan')))).toContain('2026-11-02T10:00:00');
    core.state.licence = { plan: 'starter', status: 'active', userLimit: 1 };
    expect(saysOf(screenOf(await ann.says('/hexa plan')))).toContain('doesn’t include user management');
    core.state.licence = PRO;
  });

  it('shows the upgrade prompt at the quota', async () => {
    core.state.licence = { ...PRO, userLimit: 1 };
    const screen = screenOf(await ann.says('/hexa plan'));
    core.state.licence = PRO;
    expect(saysOf(screen)).toContain('Users: 1/1. Upgrade to Unlimited to add more.');
    expect(links(screen)).toContain('See pricing');
  });

  it('names the variable on a database of our own', async () => {
    await using standalone = await startCore({
      licence: { plan: 'community', status: 'active', userLimit: 1 },
    });
    const person = await standalone.person('ann@example.com');
    const screen = screenOf(await person.says('/hexa plan'));
    expect(saysOf(screen)).toContain('CHATOPS_PLAN');
    expect(links(screen)).toEqual(['See pricing']);
  });
});

describe('why', () => {
  it('walks the gate for oneself', async () => {
    const open = screenOf(await ann.says('/hexa why /hexa users add'));
    expect(open.title).toBe('Can I use /hexa users add?');
    expect(saysOf(open)).toContain('Yes, you can.');
    expect(facts(open)).toMatchObject({ Permissions: '✓ passed', Quota: '✓ passed' });
    const whoami = screenOf(await ann.says('/hexa why whoami'));
    expect(facts(whoami)).toMatchObject({
      Workspace: '✓ passed',
      Plan: '– not needed',
    });
  });

  it('says which question stops it, what else would, and what to do', async () => {
    await core.user('Rita Reader', { roles: ['public'] });
    const rita = await core.person('rita.reader@example.com');
    core.state.sso = { enabled: true, strict: true };
    core.state.licence = { ...PRO, userLimit: 1 };
    const screen = screenOf(await rita.says('/hexa why users add'));
    core.state.sso = { enabled: false, strict: false };
    core.state.licence = PRO;
    expect(facts(screen)).toMatchObject({
      Permissions: '✕ stops here',
      'Single sign-on': expect.stringContaining('also in the way'),
      Quota: expect.stringContaining('Users: 2/1'),
    });
    expect(saysOf(screen)).toContain('Your roles don’t include User: create, Role: read');
  });

  it('works for whoever is stopped at the door', async () => {
    const stranger = await core.person(null);
    const screen = screenOf(await stranger.says('/hexa why users list'));
    expect(facts(screen)).toMatchObject({ 'Account linked': '✕ stops here', Permissions: '– not checked' });
    expect(saysOf(screen)).not.toContain('ann@example.com');
  });

  it('asks for somebody else, in words about them', async () => {
    await core.user('Bob Builder', { roles: ['manager'] });
    const unlinked = screenOf(await ann.says('/hexa why users disable for:bob.builder@example.com'));
    expect(unlinked.title).toBe('Can Bob Builder use /hexa users disable?');
    expect(saysOf(unlinked)).toContain('Bob Builder hasn’t linked a chat account here');
    const bob = await core.person('bob.builder@example.com');
    const linked = screenOf(await ann.says(`/hexa why users disable for:<@${bob.identity.user}>`));
    expect(saysOf(linked)).toContain('Bob Builder’s roles don’t include User: update');
    const refused = screenOf(await bob.says('/hexa why users disable for:ann@example.com'));
    expect(saysOf(refused)).toContain('User: read');
    expect(saysOf(refused)).not.toContain('Ann');
  });

  it('names the nearest command', async () => {
    expect(saysOf(screenOf(await ann.says('/hexa why users ad')))).toContain('/hexa users add');
    expect(saysOf(screenOf(await ann.says('/hexa why')))).toContain('<command>');
  });
});

describe('audit', () => {
  it('shows who did what to whom, newest first, in pages that say how to see them again', async () => {
    await using many = await startCore();
    const target = await many.user('Tess Target');
    await many.query(
      `INSERT INTO chatops.audit (at, request_id, action, outcome, actor_name, target_type, target_id, target_name, before, after)
       SELECT '2026-02-01'::timestamptz + n * interval '1 day', 'r', 'users disable', 'done', 'Somebody ' || n, 'user', $1, 'Tess Target',
         '{"status":"active"}', '{"status":"disabled"}' FROM generate_series(1, 23) n`,
      [target],
    );
    const person = await many.person('ann@example.com');
    const statements = await countStatements(async () => {
      const first = screenOf(await person.says('/hexa audit'));
      expect(saysOf(first)).toContain('1–10 of 23, newest first');
      expect(saysOf(first)).toMatch(/Somebody 23[\s\S]*Somebody 22/);
    });
    expect(statements.length).toBeLessThanOrEqual(4);

    const narrowed = await countStatements(async () => {
      const both = await person.says('/hexa audit tess.target@example.com by:ann@example.com since:7d');
      expect(saysOf(screenOf(both))).toContain('Nothing matches');
    });
    expect(narrowed.length).toBeLessThanOrEqual(4);
    const found = screenOf(await person.says('/hexa audit tess.target@example.com since:2026-02-10'));
    expect(saysOf(found)).toContain('1–10 of 15');
    expect(saysOf(found)).toContain('/hexa audit user:tess.target@example.com since:2026-02-10');
    const next = replyOf(await person.presses(buttonOf(found, 'Next').action));
    expect(next.as).toBe('in_place');
    expect(saysOf(next.screen)).toContain('11–15 of 15');
    expect(saysOf(screenOf(await person.says('/hexa audit page:99')))).toContain('21–23 of 23');
    expect(saysOf(screenOf(await person.says('/hexa audit by:tess.target@example.com')))).toContain(
      'Nothing matches',
    );
    const unknown = saysOf(screenOf(await person.says('/hexa audit tess.target@example.com by:nobody')));
    expect(unknown).toContain('nobody');
    expect(unknown).not.toContain('Nothing matches');
    await many.query("UPDATE chatops.audit SET actor_id = $1 WHERE actor_name = 'Somebody 7'", [target]);
    const own = 'tess.target@example.com';
    const both = saysOf(screenOf(await person.says(`/hexa audit ${own} by:${own}`)));
    expect(both).toContain('Somebody 7');
    expect(both).not.toContain('Somebody 8');
  });

  it('reads a day on the clocks of who typed it, and says whose', async () => {
    await using zoned = await startCore();
    await zoned.query(
      `INSERT INTO chatops.audit (at, request_id, action, outcome, actor_name)
       VALUES ('2026-02-09T16:00Z', 'r', 'unlink', 'done', 'Early Bird'), ('2026-02-10T09:00Z', 'r', 'unlink', 'done', 'Late Bird')`,
    );
    const person = await zoned.person('ann@example.com', 1);
    await zoned.user('Bea Ito', { roles: ['admin'] });
    const other = await zoned.person('bea.ito@example.com', 1);
    const ask = async (by = person) => screenOf(await by.says('/hexa audit since:2026-02-10'));
    const known = saysOf(await ask());
    expect(known).toContain('Since 10 Feb 2026, 00:00 UTC');
    expect(known).toContain('of 1,');
    const profile = { name: 'ann', avatar: null, locale: null };
    await zoned.services.saveProfile(person.identity, { ...profile, zone: 'Asia/Tokyo' });
    const inTokyo = await ask();
    expect(saysOf(inTokyo)).toContain('Since 10 Feb 2026, 00:00 (Asia/Tokyo)');
    expect(saysOf(inTokyo)).toContain('1–1 of 2');
    // Its pages stay as they were asked for, whoever turns them.
    const next = replyOf(await other.presses(buttonOf(inTokyo, 'Next').action)).screen;
    expect(saysOf(next)).toContain('Since 10 Feb 2026, 00:00 (Asia/Tokyo)');
    expect(saysOf(next)).toContain('Early Bird');
    await zoned.services.saveProfile(person.identity, { ...profile, locale: 'fr-FR', zone: 'Asia/Tokyo' });
    expect(saysOf(await ask())).toContain('Depuis le 10 févr. 2026, 00:00 (Asia/Tokyo)');
  });

  it('says what since: takes', async () => {
    const text = saysOf(screenOf(await ann.says('/hexa audit since:yesterday')));
    expect(text).toContain('since: can’t be “yesterday”');
    expect(text).toContain('7d');
    expect(text).toContain('2026-11-01');
  });

  it('needs AuditLog: read', async () => {
    await core.user('Nell Nobody', { roles: ['manager'] });
    const nell = await core.person('nell.nobody@example.com');
    expect(saysOf(screenOf(await nell.says('/hexa audit')))).toContain('AuditLog: read');
  });
});
