import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCatalogue } from '#chat/catalogue.ts';
import { withoutHexa } from '#chat/parse-typed.ts';
import { Attempts } from '#console/attempts.ts';
import { startBot } from '#console/bot/bot.ts';
import { Following } from '#console/following.ts';
import { consoleIdentity } from '#console/ports.ts';
import { readRequest } from '#console/read.ts';
import { pageScreen } from '#console/render/screen.ts';
import { Rooms } from '#console/rooms.ts';
import { mayRunFromLink } from '#console/say.ts';
import { COOKIE, Sessions } from '#console/sessions.ts';
import { createSurfaces } from '#console/surfaces.ts';
import { commands } from '../../commands/index.ts';
import { withoutHexa as withoutHexaOnPage } from '../../src/console/page/suggest.js';
import { FakeCore, memoryLog, screen, text } from '../support/fake-core.ts';

function clock() {
  let now = new Date('2026-03-01T12:00:00Z').getTime();
  const advance = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { now: () => new Date(now), advance };
}
const HOUR = 3_600_000;

describe('Sessions', () => {
  it('takes a key once, and only the newest', () => {
    const sessions = new Sessions(clock().now);
    const old = sessions.newKey();
    const key = sessions.newKey();
    expect(sessions.takeKey(old)).toBe(false);
    expect(sessions.takeKey(key)).toBe(true);
    expect(sessions.takeKey(key)).toBe(false);
  });

  it('finds a session by its cookie among others, until nothing was asked for twelve hours', () => {
    const time = clock();
    const sessions = new Sessions(time.now);
    const cookie = `a=b; ${COOKIE}=${sessions.open({ way: 'key' })}; c=d`;
    time.advance(11 * HOUR);
    expect(sessions.find(cookie)?.rights).toEqual({ way: 'key' });
    time.advance(11 * HOUR);
    expect(sessions.find(cookie)).not.toBeNull();
    time.advance(13 * HOUR);
    expect(sessions.find(cookie)).toBeNull();
    expect(sessions.find(`${COOKIE}=guessed`)).toBeNull();
    expect(sessions.find(undefined)).toBeNull();
  });

  it('closes the one of a person that was unused for longest, where they open a 21st', () => {
    const sessions = new Sessions(clock().now);
    const open = (user: string) =>
      sessions.open({ way: 'password', identity: consoleIdentity(user), permissions: new Set() });
    const somebodyElses = open('maya');
    const [first, second, ...others] = Array.from({ length: 20 }, () => open('ann'));
    sessions.find(`${COOKIE}=${first}`);
    const newest = open('ann');
    const areOpen = [somebodyElses, first, second, ...others, newest].map(
      (cookie) => sessions.find(`${COOKIE}=${cookie}`) !== null,
    );
    expect(areOpen).toEqual([true, true, false, ...others.map(() => true), true]);
  });
});

describe('Attempts', () => {
  const fails = async () => null;

  it('counts failures per email until a quarter of an hour is over', async () => {
    const time = clock();
    const attempts = new Attempts(time.now);
    for (let count = 0; count < 5; count += 1) expect(await attempts.try('a', 'Ann@x', fails)).toBeNull();
    expect(await attempts.try('b', ' ann@X ', async () => 'in')).toBe('too_many');
    time.advance(HOUR / 4 + 1);
    expect(await attempts.try('a', 'ann@x', async () => 'in')).toBe('in');
  });

  it('counts no longer than that where the clock is set back', async () => {
    const time = clock();
    const attempts = new Attempts(time.now);
    for (let count = 0; count < 5; count += 1) await attempts.try('a', 'ann@x', fails);
    time.advance(-HOUR);
    expect(await attempts.try('a', 'ann@x', async () => 'in')).toBe('in');
  });

  it('does not count what succeeded', async () => {
    const attempts = new Attempts(clock().now);
    for (let count = 0; count < 50; count += 1)
      expect(await attempts.try('a', 'ann@x', async () => 'in')).toBe('in');
  });

  it('compares few passwords at once', async () => {
    const attempts = new Attempts(clock().now);
    const compared = Promise.withResolvers<null>();
    const slow = Array.from({ length: 6 }, (_, index) =>
      attempts.try(`a${index}`, `${index}@x`, () => compared.promise),
    );
    compared.resolve(null);
    expect((await Promise.all(slow)).filter((each) => each === 'too_many')).toHaveLength(2);
  });
});

describe('what a link may run', () => {
  const catalogue = createCatalogue(commands);
  it.each([
    ['users list search:ann', true],
    ['/hexa users list', true],
    ['plan', true],
    ['users add', false],
    ['users disable ann@example.com', false],
    ['hexa users enable ann@example.com', false],
    ['no such command', false],
    ['users list password:x', false],
  ])('%s: %s', (text, expected) => {
    expect(mayRunFromLink(catalogue, text)).toBe(expected);
  });

  it.each([
    ['/hexa users list', 'users list'],
    ['  /HEXA \t users list ', 'users list'],
    ['hexa', ''],
    ['/hexa', ''],
    ['/', ''],
    ['/users list', 'users list'],
    ['hexagon', 'hexagon'],
    ['/hexagon', 'hexagon'],
    ['users list /hexa', 'users list /hexa'],
  ])('%s is read as %s, by the service and by the page', (text, expected) => {
    expect([withoutHexa(text), withoutHexaOnPage(text)]).toEqual([expected, expected]);
  });
});

describe('readRequest', () => {
  it.each([
    'nonsense',
    '{}',
    '{"type":"say","id":1}',
    '{"type":"say","id":1,"text":"x","fromLink":"yes"}',
    JSON.stringify({ type: 'say', id: 1, text: 'x'.repeat(5_000), fromLink: false }),
    '{"type":"search","id":1,"source":"passwords","text":""}',
  ])('refuses %s', (text) => {
    expect(readRequest(text)).toBeNull();
  });

  it('takes no identity from the page', () => {
    const read = readRequest('{"type":"say","id":1,"text":"x","fromLink":false,"identity":{"user":"admin"}}');
    expect(read).toEqual({ type: 'say', id: 1, text: 'x', fromLink: false });
  });
});

describe('the surfaces', () => {
  const screen = { title: 'A card', tone: 'neutral', parts: [] } as const;

  it('keep a message for who can come, change it, and say what is gone', async () => {
    const rooms = new Rooms(clock().now);
    const surfaces = createSurfaces(rooms, ({ user }) => user === 'admin', memoryLog());
    const sent = await surfaces.direct(consoleIdentity('admin'), screen);
    if (sent.result !== 'sent') throw new Error(sent.reason);
    expect(await surfaces.update(sent.posted, { ...screen, title: 'Decided' })).toMatchObject({
      result: 'sent',
    });
    expect(rooms.of(consoleIdentity('admin')).entries).toMatchObject([
      { from: 'hexa', screen: pageScreen({ ...screen, title: 'Decided' }) },
    ]);
    expect(await surfaces.direct(consoleIdentity('who'), screen)).toMatchObject({ result: 'gone' });
    expect(await surfaces.update({ ...sent.posted, message: 'old' }, screen)).toMatchObject({
      result: 'gone',
    });
    expect(await surfaces.post('C1', screen)).toMatchObject({ result: 'gone' });
  });
});

describe('a screen that cannot be drawn', () => {
  const unmade = screen('Role change', [text('Maja was disabled')], {
    actions: [{ type: 'button', label: 'Approve', action: { name: 'NOT A NAME' } }],
  });
  const person = consoleIdentity('admin');

  it.each(['an answer', 'a card', 'a card that is changed'])(
    'is told as text alone as %s, with a reference that is in the log',
    async (what) => {
      const log = memoryLog();
      const rooms = new Rooms(clock().now);
      const room = rooms.of(person);
      const surfaces = createSurfaces(rooms, () => true, log);
      if (what === 'an answer') {
        const core = new FakeCore();
        core.onAnswer = () => [{ type: 'screen', screen: unmade, as: 'new' }];
        const window = { id: 'w1', identity: person, locale: null, zone: null, send: () => undefined };
        const bot = startBot({ dispatch: core, rooms, log, beforeSharing: async () => undefined });
        await bot.receive({ request: { type: 'say', id: 1, text: '/users', fromLink: false }, window, room });
      } else {
        const first = what === 'a card' ? unmade : screen('Role change');
        const sent = await surfaces.direct(person, first);
        if (sent.result !== 'sent') throw new Error(sent.reason);
        expect(await surfaces.update(sent.posted, unmade)).toMatchObject({ result: 'sent' });
      }
      const shown = JSON.stringify(room.entries.at(-1)?.screen);
      expect(shown).toMatch(/Role change.*Maja was disabled.*reference: [0-9a-f]{8}/);
      expect(shown).not.toContain('Approve');
      const reference = /reference: ([0-9a-f]{8})/.exec(shown)?.[1];
      expect(log.lines).toContainEqual(
        expect.objectContaining({ level: 'error', data: expect.objectContaining({ reference }) }),
      );
    },
  );
});

describe('following what changes', () => {
  afterEach(() => void vi.useRealTimers());

  it('looks at once, and once more after a rest for all that changed meanwhile', async () => {
    vi.useFakeTimers();
    let looks = 0;
    const following = new Following(async () => {
      looks += 1;
    });
    for (let change = 0; change < 50; change += 1) following.ask();
    expect(looks).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looks).toBe(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toBe(2);
    following.ask();
    expect(looks).toBe(3);
    following.ask();
    following.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toBe(3);
  });
});
