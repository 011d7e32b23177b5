import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '#database/connection.ts';
import { migrate } from '#database/migrate.ts';
import { attachedLicence, type LicenceWatch } from '#services/plan/licence.ts';
import { migrations } from '../../migrations/index.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/start/log.ts';
import { startService } from '../../src/start/service.ts';
import { StartError } from '../../src/start/start-error.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { attach, createHexabot, type HexabotDatabase } from '../support/hexabot-fixture.ts';
import { type LicenceService, proKey, startLicenceService, unknownKey } from '../support/licence-service.ts';

const KEY = '38b1460a-5104-4067-a91d-77b872934d51';
const HOUR = 3_600_000;
const MINUTE = 60_000;

let database: TestDatabase;
let db: Database;
let service: LicenceService;
let now: number;
const logged: string[] = [];

beforeEach(async () => {
  [database, service] = await Promise.all([createDatabase(), startLicenceService()]);
  await migrate(database.url, 'public', migrations);
  // As Hexabot has them (docs/hexabot.md, Tables).
  await database.query(`CREATE TABLE settings (id varchar PRIMARY KEY, created_at timestamptz, updated_at timestamptz,
    "group" varchar NOT NULL, subgroup varchar, label varchar NOT NULL, value json)`);
  await database.query(`CREATE TABLE metadata (id varchar PRIMARY KEY, created_at timestamptz, updated_at timestamptz,
    name varchar NOT NULL UNIQUE, value json NOT NULL)`);
  await database.query(`UPDATE chatops.installation SET mode = 'attached'`);
  db = connect({ url: database.url, schema: 'public' });
  now = Date.parse('2026-11-01T10:00:00Z');
  logged.length = 0;
});
afterEach(async () => {
  await db.close();
  await service[Symbol.asyncDispose]();
  await database.drop();
});

function watch(): LicenceWatch {
  return attachedLicence({
    db,
    clock: () => new Date(now),
    secret: 'a secret of the test that is long enough',
    serviceUrl: service.url,
    log: { warn: (data, message) => void logged.push(JSON.stringify([data, message])) },
  });
}

async function enterKey(key: string | null, instance: string | null = 'i1'): Promise<void> {
  await database.query('DELETE FROM settings');
  await database.query('DELETE FROM metadata');
  await database.query(
    `INSERT INTO settings (id, "group", label, value) VALUES ('s1', 'global_settings', 'license_key', $1)`,
    [JSON.stringify(key ?? '')],
  );
  if (instance !== null) {
    await database.query(`INSERT INTO metadata (id, name, value) VALUES ('m1', 'instance_id', $1)`, [
      JSON.stringify(instance),
    ]);
  }
}

async function afterRefresh(each: LicenceWatch = watch()) {
  await each.refresh();
  return each.licence();
}

describe('the licence of an attached installation', () => {
  it('is asked as Hexabot asks, with key and instance', async () => {
    await enterKey(KEY);
    expect(await afterRefresh()).toEqual({ plan: 'pro', status: 'active', userLimit: 10 });
    expect(service.asked).toEqual([{ path: '/v1/licenses/validate', key: KEY, instance: 'i1' }]);
  });

  it('tells the statuses apart', async () => {
    await enterKey(null);
    expect((await afterRefresh()).status).toBe('none');
    expect(service.asked).toEqual([]);
    const cases = [
      ['active', proKey()],
      ['expired', proKey('expired')],
      ['disabled', proKey('disabled')],
      ['inactive', proKey('inactive')],
      ['invalid', unknownKey()],
      ['unreachable', { status: 500, body: 'oops' }],
      ['unreachable', { status: 429, body: '{}' }],
      ['unreachable', { status: 200, body: '<html>' }],
    ] as const;
    for (const [index, [status, answer]] of cases.entries()) {
      service.answer = answer;
      await enterKey(`${KEY}-${index}`);
      const licence = await afterRefresh();
      expect(licence.status).toBe(status);
      expect(licence.plan).toBe(status === 'active' ? 'pro' : 'community');
    }
  });

  it('is not active on a key that was activated nowhere', async () => {
    await enterKey(KEY, null);
    service.answer = {
      status: 200,
      body: JSON.stringify({ valid: true, license_key: { status: 'active' }, instance: null }),
    };
    expect((await afterRefresh()).status).toBe('inactive');
    expect(service.asked[0]!.instance).toBeNull();
  });

  it('is asked at most once an hour, over restarts and by however many processes', async () => {
    await enterKey(KEY);
    const both = [watch(), watch()];
    await Promise.all(both.map((each) => each.refresh()));
    for (let minute = 0; minute < 59; minute += 1) {
      now += MINUTE;
      await both[minute % 2]!.refresh();
    }
    expect(both.map((each) => each.licence().status)).toEqual(['active', 'active']);
    expect((await afterRefresh(watch())).status).toBe('active');
    expect(service.asked).toHaveLength(1);
    now += MINUTE;
    service.answer = proKey('active', 'Hexabot Unlimited');
    await Promise.all(both.map((each) => each.refresh()));
    expect(service.asked).toHaveLength(2);
    await both[0]!.refresh();
    await both[1]!.refresh();
    expect(both.map((each) => each.licence().userLimit)).toEqual([25, 25]);
  });

  it('keeps the last good answer for 24 hours while the service cannot be reached', async () => {
    await enterKey(KEY);
    const each = watch();
    await each.refresh();
    service.answer = { status: 503, body: '' };
    now += HOUR;
    expect(await afterRefresh(each)).toMatchObject({
      status: 'active',
      plan: 'pro',
      graceUntil: new Date('2026-11-02T10:00:00Z'),
    });
    now += 23 * HOUR - 1;
    expect(each.licence().status).toBe('active');
    now += 1;
    expect(each.licence()).toEqual({ status: 'unreachable', plan: 'community', userLimit: 1 });
    expect((await afterRefresh(watch())).status).toBe('unreachable');
    service.answer = proKey();
    now += HOUR;
    expect(await afterRefresh(each)).toEqual({ plan: 'pro', status: 'active', userLimit: 10 });
  });

  it('notices a changed key and a new instance at once', async () => {
    await enterKey(null);
    const each = watch();
    await each.refresh();
    await enterKey(KEY, null);
    service.answer = proKey('inactive');
    expect((await afterRefresh(each)).status).toBe('inactive');
    await enterKey(KEY);
    service.answer = proKey();
    expect((await afterRefresh(each)).status).toBe('active');
    await enterKey('another');
    service.answer = unknownKey();
    expect((await afterRefresh(each)).status).toBe('invalid');
    await enterKey(null);
    expect((await afterRefresh(each)).status).toBe('none');
  });

  it('does not wait for a service that hangs once the program stops', async () => {
    await enterKey(KEY);
    service.answer = 'hang';
    const each = watch();
    const refreshed = each.refresh();
    await expect.poll(() => service.asked.length).toBe(1);
    each.stop();
    await refreshed;
    expect(each.licence().status).toBe('unreachable');
    expect(logged).toEqual([]);
  });

  it('is asked by another process when the one that asked died', async () => {
    await enterKey(KEY);
    service.answer = 'hang';
    const dead = watch();
    const dying = dead.refresh();
    await expect.poll(() => service.asked.length).toBe(1);
    dead.stop();
    await dying;
    service.answer = proKey();
    expect((await afterRefresh()).status).toBe('unreachable');
    now += MINUTE;
    expect((await afterRefresh()).status).toBe('active');
  });

  it('writes the key nowhere', async () => {
    await enterKey(KEY);
    service.answer = { status: 500, body: KEY };
    await afterRefresh();
    expect(logged.join()).toContain('HTTP 500');
    expect(logged.join()).not.toContain(KEY);
    expect(JSON.stringify(await database.query('SELECT * FROM chatops.licence'))).not.toContain(KEY);
  });
});

describe('starting on Hexabot’s database', () => {
  let hexabot: HexabotDatabase;
  beforeAll(async () => {
    hexabot = await createHexabot();
    await attach(hexabot);
  });
  afterAll(() => hexabot.drop());

  it.each([
    [{ CHATOPS_PLAN: 'pro' }, 'CHATOPS_PLAN may not be set'],
    [{ CHATOPS_PLAN: 'pro', CHATOPS_USER_LIMIT: '5' }, 'CHATOPS_PLAN and CHATOPS_USER_LIMIT may not be set'],
  ])('refuses %j', async (variables, sentence) => {
    const config = readConfig({
      DATABASE_URL: hexabot.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      PORT: '0',
      ...variables,
    });
    const started = startService({ config, log: createLog('silent'), print: () => {} });
    await expect(started).rejects.toThrow(StartError);
    await expect(started).rejects.toThrow(sentence);
  });
});
