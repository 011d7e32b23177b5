import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Action, Screen } from '#chat/screen.ts';
import { WHOLE_LIST } from '#chat/whole-list.ts';
import { pageScreen } from '#console/render/screen.ts';
import { formMessage } from '#discord/render/form-message.ts';
import { renderMessage as discordMessage, type RenderedMessage } from '#discord/render/message.ts';
import { type RenderedModal, renderModal } from '#discord/render/modal.ts';
import { planModal } from '#discord/render/modal-plan.ts';
import { renderMessage, renderView } from '#slack/render/screen.ts';
import { type Words, wordsFor } from '#words/index.ts';
import { commands } from '../commands/index.ts';
import { bareColons } from './support/bare-colons.ts';
import { type Actor, actionsOf, type Core, startCore } from './support/core.ts';
import { checkMessage, checkModal } from './support/discord/index.ts';
import { validateBlocks, validateView } from './support/slack/index.ts';
import { staticProblems } from './support/static-page.ts';

/** What is typed to see every command at work; others are typed as they are. */
const ARGUMENTS: Record<string, string[]> = {
  'users show': ['bea', 'dan', 'nobody', 'user'],
  'users roles': ['bea', '@bea.berg'],
  'users enable': ['dan', 'bea, dan'],
  'users disable': ['carl', 'carl, dan'],
  'users resend': ['pia'],
  'roles show': ['manager', 'nothing'],
  'roles rename': ['editor'],
  'roles permissions': ['editor'],
  'roles delete': ['editor', 'admin'],
  'requests new': ['user:bea roles:admin reason:holidays'],
  links: ['bea'],
  why: ['users add', 'roles delete'],
};

async function peopled(): Promise<Core> {
  const core = await startCore({ settings: { approvals: 'escalations', approvalChannels: [] } });
  const long = `<!channel> *&* ${'é'.repeat(200)}`;
  for (let n = 0; n < 12; n += 1) await core.user(`User${n} ${long}${n}`, { roles: ['manager'] });
  await core.user('Bea Berg');
  await core.user('Carl Nord', { roles: ['admin'] });
  await core.user('Dan Ost', { status: 'disabled' });
  await core.user('Pia West', { status: 'pending' });
  await core.role('editor', ['Content: read', 'Content: update']);
  return core;
}

const screensOf = (replies: readonly Reply[]): Screen[] =>
  replies.flatMap((reply) => (reply.type === 'screen' ? [reply.screen] : []));

/** The longest and oddest name that the rules allow. */
const ODD = ['<!channel> *&* ', '\u{1f469}', '&<>"`~|_\\[]()# @everyone ', 'é', '漢'];
const oddly = (n: number, most = 250): string => {
  const odd = ODD[n % ODD.length]!;
  return `${[...odd.repeat(most)]
    .slice(0, most - 5)
    .join('')
    .trim()}${n}`;
};

interface Crowd {
  emails: string[];
  /** Names that six people share. */
  shared: string[];
}

/** As many people and roles as a command or a card can be about. */
async function crowded(core: Core): Promise<Crowd> {
  const people = Array.from({ length: 101 }, (_, n) => ({
    first: oddly(n),
    last: oddly(n + 1),
    email: `${'e'.repeat(60)}${n}@${`${'d'.repeat(60)}.`.repeat(3)}example`,
  }));
  const shared = Array.from({ length: 15 }, (_, n) => `${oddly(n, 120)} Shared`);
  const sharing = shared.flatMap((first, n) =>
    Array.from({ length: 6 }, (_, at) => ({ first, last: oddly(at, 100), email: `s${n}-${at}@example.com` })),
  );
  for (const { first, last, email } of [...people, ...sharing]) {
    await core.query(
      `INSERT INTO users (id, "firstName", "lastName", username, email, type, state, provider)
       VALUES (gen_random_uuid(), $1, $2, $3, $3, 'UserOrmEntity', true, '{"strategy":"local"}')`,
      [first, last, email],
    );
  }
  for (let n = 0; n < 60; n += 1) await core.role(oddly(n, 254), []);
  await core.query(
    `INSERT INTO user_roles SELECT u.id, r.id FROM users u CROSS JOIN roles r
     WHERE u.email = $1 AND r.name NOT IN ('admin', 'manager', 'public')`,
    [people[0]!.email],
  );
  return { emails: people.map(({ email }) => email), shared };
}

/** What is typed about all of them. */
function linesAbout({ emails, shared }: Crowd): string[] {
  const hundred = emails.slice(0, 100).join(', ');
  const unknown = Array.from({ length: 100 }, (_, n) => `"nobody ${oddly(n).replaceAll('"', '')}"`).join(
    ', ',
  );
  const unclear = shared.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
  return [
    `users disable ${emails.join(', ')}`,
    `users enable ${hundred}`,
    `users disable ${unknown}`,
    `users disable ${unclear}`,
    `users disable ${unclear.split(', ').slice(0, 1).join(', ')}`,
    `users disable ${Array.from({ length: 49 }, (_, n) => `<@U${n}>`).join(' ')}`,
    `users show ${emails[0]}`,
    `users roles ${emails[0]}`,
    `users add roles:${unknown}`,
    `requests new roles:${unknown}`,
    `requests new user:${emails[0]} roles:manager reason:${oddly(1, 900)}`,
    `roles show ${unknown}`,
    `users list role:${unknown}`,
    `users list ${unknown}`,
    `users list statu:${unknown}`,
    `audit user:${emails[0]}`,
    unknown,
  ];
}

/** Everything that can be reached from here in two presses. */
async function explore(actor: Actor): Promise<Screen[]> {
  const seen = new Map<string, Screen>();
  const keep = (screen: Screen): boolean => {
    const key = JSON.stringify([screen.title, screen.parts.map(({ type }) => type), screen.form?.name]);
    if (seen.has(key)) return false;
    seen.set(key, screen);
    return true;
  };
  const press = async (action: Action): Promise<Reply[]> => {
    if (action.type === 'link' || (action.type === 'button' && action.disabled !== undefined)) return [];
    const selected = action.type === 'select' ? action.options.slice(0, 1).map(({ value }) => value) : [];
    return actor.presses(action.action, { selected });
  };
  let next: Screen[] = [];
  for (const { path } of commands) {
    for (const typed of ARGUMENTS[path] ?? [''])
      next.push(...screensOf(await actor.says(`${path} ${typed}`)));
  }
  for (let depth = 0; depth < 3; depth += 1) {
    const fresh = next.filter(keep);
    next = [];
    if (depth === 2) break;
    for (const screen of fresh) {
      for (const action of actionsOf(screen)) next.push(...screensOf(await press(action)));
    }
  }
  return [...seen.values()];
}

/** All that a platform is sent, or the page draws, to show a screen. */
interface Platform {
  name: string;
  pageSize: number;
  maxFields: number;
  drawn(screen: Screen): object[];
  problemsOf(screen: Screen): unknown[];
}

const slack: Platform = {
  name: 'Slack',
  pageSize: 10,
  maxFields: 80,
  drawn: (screen) => [screen.form === undefined ? renderMessage(screen) : renderView(screen)],
  problemsOf: (screen) =>
    screen.form === undefined
      ? validateBlocks(renderMessage(screen).blocks, 'message')
      : validateView(renderView(screen)),
};

const discord: Platform = {
  name: 'Discord',
  pageSize: 8,
  maxFields: 4,
  drawn: (screen) => {
    const modal = modalOf(screen);
    return [messageOf(screen), ...(modal === null ? [] : [modal])];
  },
  problemsOf: (screen) => {
    const body = { ...messageOf(screen), allowed_mentions: { parse: [] } };
    const modal = modalOf(screen);
    return [
      ...checkMessage(body as Parameters<typeof checkMessage>[0], { place: 'channel' }),
      ...(modal === null ? [] : checkModal(modal as unknown as Parameters<typeof checkModal>[0])),
    ];
  },
};

const page: Platform = {
  name: 'the console and by our own pages',
  pageSize: 20,
  maxFields: 80,
  drawn: (screen) => [pageScreen(screen)],
  // Pages of ours show the same screens, to be read only.
  problemsOf: (screen) => [...pageProblems(pageScreen(screen)), ...staticProblems(screen)],
};

/** What has to say something wherever it stands. */
const SPOKEN = new Set([
  'label',
  'name',
  'statusLabel',
  'submit',
  'close',
  'confirm',
  'cancel',
  'hint',
  'alt',
]);

/** What would not reach the page as it is, as JSON carries no dates and drops what is undefined; and what says nothing. */
function pageProblems(screen: object): unknown[] {
  const arrived: unknown = JSON.parse(JSON.stringify(screen));
  const silent = entriesIn(screen).filter(([key, value]) => SPOKEN.has(key) && value === '');
  return [...(isDeepStrictEqual(arrived, screen) ? [] : [screen]), ...silent];
}

function entriesIn(value: unknown): [key: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key, inner], ...entriesIn(inner)]);
}

const wordsOf = ({ language }: Screen): Words => wordsFor(language ?? null);

function messageOf(screen: Screen): RenderedMessage {
  return discordMessage(screen.form === undefined ? screen : formMessage(screen, wordsOf(screen)));
}

function modalOf(screen: Screen): RenderedModal | null {
  const isAsked = screen.form !== undefined && planModal(screen).asked.length > 0;
  return isAsked ? renderModal(screen, { words: wordsOf(screen) }) : null;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** What says "and 12 more" has a button for all of them, unless it is a row of a list, whose card has them. */
function isWhole({ parts, ...rest }: Screen): boolean {
  const isShort = parts.some(
    (part) =>
      (part.type === 'text' || part.type === 'facts') &&
      / and \d+ more$|^and \d+ more/m.test(stringsIn(part).join('\n')),
  );
  return (
    !isShort ||
    actionsOf({ parts, ...rest }).some(
      (action) => action.type === 'button' && action.action.name === WHOLE_LIST,
    )
  );
}

describe.each([slack, discord, page])('every view that the product can show, drawn by $name', (platform) => {
  const { pageSize, maxFields, problemsOf, drawn } = platform;

  it('is within its limits', async () => {
    await using core = await peopled();
    const actors = [
      await core.person('ann@example.com', pageSize, maxFields),
      await core.person('bea.berg@example.com', pageSize, maxFields),
      await core.person(null, pageSize, maxFields),
    ];
    const screens: Screen[] = [];
    for (const actor of actors) screens.push(...(await explore(actor)));
    expect(screens.length).toBeGreaterThan(60);
    for (const screen of screens) expect(problemsOf(screen), screen.title).toEqual([]);
  });

  it('is within them with as many people and roles, with names as long and as odd, as the rules allow', async () => {
    await using core = await peopled();
    const crowd = await crowded(core);
    const ann = await core.person('ann@example.com', pageSize, maxFields);
    const check = (screens: readonly Screen[], line: string): void => {
      for (const screen of screens) {
        expect(problemsOf(screen), `${line}: ${screen.title}`).toEqual([]);
        expect(isWhole(screen), `${line}: ${screen.title} has all of its lists one press away`).toBe(true);
      }
    };
    const pressAll = async (screens: readonly Screen[], line: string, depth: number): Promise<void> => {
      check(screens, line);
      if (depth === 0) return;
      const pressed = new Set<string>();
      for (const action of screens.flatMap(actionsOf)) {
        if (action.type === 'link' || pressed.has(action.action.name)) continue;
        pressed.add(action.action.name);
        const selected = action.type === 'select' ? action.options.slice(0, 1).map(({ value }) => value) : [];
        await pressAll(screensOf(await ann.presses(action.action, { selected })), line, depth - 1);
      }
    };
    for (const line of linesAbout(crowd)) {
      await pressAll(screensOf(await ann.says(line)), line.slice(0, 40), 1);
    }
    // Done, and undone: more than a page, and not so many that the test takes long.
    const some = `users disable ${crowd.emails.slice(0, 25).join(', ')}`;
    await pressAll(screensOf(await ann.says(some)), some.slice(0, 40), 2);
  });

  it('is within them in French too, with a no-break space before every colon', async () => {
    await using core = await peopled();
    const actors = [
      await core.person('ann@example.com', pageSize, maxFields, 'fr'),
      await core.person('bea.berg@example.com', pageSize, maxFields, 'fr'),
    ];
    const screens: Screen[] = [];
    for (const actor of actors) screens.push(...(await explore(actor)));
    expect(screens.length).toBeGreaterThan(50);
    for (const screen of screens) {
      expect(problemsOf(screen), screen.title).toEqual([]);
      expect(bareColons(stringsIn(drawn(screen))), screen.title).toEqual([]);
    }
  });
});
