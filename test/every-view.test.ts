import { describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Action, Screen } from '#chat/screen.ts';
import { pageScreen } from '#console/render/screen.ts';
import { formMessage } from '#discord/render/form-message.ts';
import { renderMessage as discordMessage } from '#discord/render/message.ts';
import { renderModal } from '#discord/render/modal.ts';
import { planModal } from '#discord/render/modal-plan.ts';
import { renderMessage, renderView } from '#slack/render/screen.ts';
import { wordsFor } from '#words/index.ts';
import { commands } from '../commands/index.ts';
import { type Actor, actionsOf, type Core, startCore } from './support/core.ts';
import { checkMessage, checkModal } from './support/discord/index.ts';
import { validateBlocks, validateView } from './support/slack/index.ts';

const words = wordsFor('en');

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

function slackProblems(screen: Screen): unknown[] {
  return screen.form === undefined
    ? validateBlocks(renderMessage(screen).blocks, 'message')
    : validateView(renderView(screen));
}

function discordProblems(screen: Screen): unknown[] {
  const message = screen.form === undefined ? screen : formMessage(screen, words);
  const body = { ...discordMessage(message), allowed_mentions: { parse: [] } };
  const problems: unknown[] = [
    ...checkMessage(body as Parameters<typeof checkMessage>[0], { place: 'channel' }),
  ];
  if (screen.form !== undefined && planModal(screen).asked.length > 0) {
    const modal = renderModal(screen, { words }) as unknown as Parameters<typeof checkModal>[0];
    problems.push(...checkModal(modal));
  }
  return problems;
}

describe('every view that the product can show', () => {
  it.each([
    ['Slack', 10, 80, slackProblems],
    ['Discord', 8, 4, discordProblems],
    ['the console', 20, 80, (screen: Screen) => (JSON.stringify(pageScreen(screen)) === '' ? [screen] : [])],
  ] as const)('is drawn by %s within its limits', async (_, pageSize, maxFields, problemsOf) => {
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
});
