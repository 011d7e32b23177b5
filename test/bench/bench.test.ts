import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { byTurns, percentile } from '../../bench/measure.ts';
import { measureAll } from '../../bench/measure-all.ts';
import { brokenOff, type Row, ratio, reached } from '../../bench/row.ts';
import { SHOWN } from '../../bench/rows/exact.ts';
import { SHORT } from '../../bench/sizes.ts';
import { aligned, tableOf } from '../../bench/table.ts';
import { createWorld, type World } from '../../bench/world.ts';
import { MIGRATED } from '../support/database.ts';
import { hasOldVersion } from '../support/old-version.ts';

describe('the short form of npm run bench', () => {
  let world: World;
  let rows: Row[];
  const said: string[] = [];
  beforeAll(async () => {
    world = await createWorld(SHORT, { server: inject('databaseUrl'), migrated: MIGRATED });
    rows = await measureAll(world, (text) => void said.push(text));
  }, 300_000);
  afterAll(async () => world[Symbol.asyncDispose]());

  it('comes to the end of every row', () => {
    expect(rows.filter(({ isBroken }) => isBroken).map(({ what, measured }) => [what, measured])).toEqual([]);
  });

  it('measures every figure that the README promises, against what is promised there', () => {
    const promised = rows.filter(({ reach, unit }) => reach !== null && unit !== 'statements');
    const always = promised.filter(({ what }) => !what.includes('0.1.0'));
    expect(always.map(({ what, reach }) => [what, reach])).toEqual([
      ['`/hexa users list`, p50', { atMost: 1.15 }],
      ['search by part of a name, p50', { atMost: 1.5 }],
      ['`users list` at 90 users, p50', { atMost: 2 }],
      ['`users list Finn` at 90 users, p50', { atMost: 2 }],
      ['`users list` at 120 users, p50', { atMost: 1.5 }],
      ['`users list Finn` at 120 users, p50', { atMost: 1.5 }],
      ['`home` at 120 users, p50', { atMost: 1.5 }],
      ['`roles list` at 120 users, p50', { atMost: 1.5 }],
      ['completion of a name at 120 users, p50', { atMost: 1.5 }],
      ['`users show user5@example.com` at 120 users, p50', { atMost: 1.5 }],
      ['`users show user-0000005` at 120 users, p50', { atMost: 1.5 }],
      ['`whoami` at 120 users, p50', { atMost: 1.5 }],
      ['`roles show manager` at 120 users, p50', { atMost: 1.5 }],
      ['the same beside 2,000 subscribers, on Hexabot’s database, p50', { atMost: 1.3 }],
      ['gate (actor, permissions, plan, SSO, quota), p50', { atMost: 2 }],
      ['lists per second on one core, of what the process computes', { atLeast: 0.8 }],
      ['what a list computes while `/metrics` is on', { atMost: 1.03 }],
      ['memory after 30 commands', { atMost: 1.2 }],
      ['memory after 30 commands, Slack and Discord on', { atMost: 210 }],
      ['acknowledgement under 50 commands at once while 20 passwords are hashed, p99', { atMost: 300 }],
      ['5 creations at once', { atMost: 1.15 }],
      ['acknowledgement of those 5, p99', { atMost: 1_000 }],
    ]);
    const since = rows.filter(
      ({ what }) => what === 'start to ready, with DATABASE_URL and Slack, beside 0.1.0',
    );
    expect(since.map(({ reach, measured }) => reach ?? measured)).toEqual([
      hasOldVersion ? { atMost: 0.8 } : expect.stringContaining('lacks that commit'),
    ]);
    expect(promised.every(({ value }) => value !== null && value > 0)).toBe(true);
    expect(said.join('\n')).toContain('start to ready, with DATABASE_URL and Slack');
    expect(said.join('\n')).toContain('passkey page, from signature to done, p50');
  });

  it('counts at most four statements for each answer that only shows something', () => {
    const counted = rows.filter(({ unit }) => unit === 'statements');
    expect(counted).toHaveLength(SHOWN.length + 1);
    expect(counted.filter((row) => !reached(row))).toEqual([]);
    const of = (command: string) => counted.find(({ what }) => what.includes(`/hexa ${command}\``))!;
    expect(of('users list').value).toBe(2);
    expect(of('whoami').value).toBe(1);
    for (const { measured } of counted) expect(measured).toMatch(/^[1-9][\d,]* bytes$/);
  });

  it('prints them as one table', () => {
    const table = tableOf(rows).split('\n');
    expect(table).toHaveLength(rows.length + 2);
    expect(aligned(table.join('\n')).split('\n')).toHaveLength(rows.length + 1);
  });
});

describe('judging', () => {
  const row = (reach: Row['reach'], value: number | null): Row => ({
    what: 'a list',
    against: 'nothing',
    measured: '1 ms',
    reach,
    value,
    unit: 'times',
  });

  it.each([
    [{ atMost: 1.5 }, 1.5, true],
    [{ atMost: 1.5 }, 1.51, false],
    [{ atLeast: 0.5 }, 0.5, true],
    [{ atLeast: 0.5 }, 0.49, false],
    [{ atMost: 1.5 }, null, false],
    [{ atMost: 1.5 }, Number.NaN, false],
    [null, null, true],
  ])('%j and %s: %s', (reach, value, isReached) => {
    expect(reached(row(reach, value))).toBe(isReached);
  });

  it('has a row that says why where a part broke off, and keeps nothing of what is promised', () => {
    const broken = brokenOff('memory', new Error('no answer\nfrom | Slack'));
    expect(reached(broken)).toBe(false);
    expect(tableOf([broken])).toContain(
      '| memory |  | broke off: Error: no answer from \\| Slack |  |  | **no** |',
    );
  });

  it('says in the table which rows fall short', () => {
    const table = tableOf([row({ atMost: 1.5 }, 1.6), row({ atMost: 1.5 }, 1.2)]);
    expect(table).toContain('| a list | nothing | 1 ms | 1.60 times | at most 1.5 times | **no** |');
    expect(aligned(table)).toMatch(/1\.20 times +at most 1\.5 times +yes$/);
  });

  it('compares what is measured by turns, the warming up left out', async () => {
    const order: string[] = [];
    const side = (name: string, values: number[]) => async () => {
      order.push(name);
      return values.shift()!;
    };
    const measured = await byTurns(3, side('a', [999, 4, 2, 3]), side('b', [999, 1, 1, 7]));
    expect(measured).toEqual({ a: 3, b: 1 });
    expect(order.join('')).toBe('baabbaab');
    expect(ratio({ what: '', against: '', reach: null }, measured).value).toBe(3);
    expect(percentile([5, 1, 4, 2, 3], 99)).toBe(5);
  });
});
