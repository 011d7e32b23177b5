import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Action, Screen } from '#chat/screen.ts';
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

/** What is typed to see every command at work; others are typed as they are. */
const ARGUMENTS: Record<string, string[]> = {
  'users show': ['bea', 'dan', 'nobody', 'user'],
  'users roles': ['bea'],
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
  name: 'the console',
  pageSize: 20,
  maxFields: 80,
  drawn: (screen) => [pageScreen(screen)],
  problemsOf: (screen) => pageProblems(pageScreen(screen)),
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
