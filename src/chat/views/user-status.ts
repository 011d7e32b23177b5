import type { Ended } from '#domain/lockout.ts';
import type { StatusChange } from '#domain/status-change.ts';
import type { Undone } from '#domain/undone.ts';
import { fullName, type User } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import type { Context } from '../context.ts';
import type { Action, ActionRef, Fact, Part, Screen } from '../screen.ts';
import { refusalText } from './refusal.ts';

/** What can be done to a status. */
export type StatusVerb = 'enable' | 'disable';

/** Whom it would affect, what it does, and whom not and why, before anything is done. */
export function askStatusScreen(
  { words, setup }: Pick<Context, 'words' | 'setup'>,
  verb: StatusVerb,
  changes: readonly StatusChange[],
  { confirm, requests }: { confirm: ActionRef; requests: number },
): Screen {
  const { userStatus, common } = words.screens;
  const texts = userStatus[verb];
  const affected = changes.filter(({ refusal }) => refusal === null).map(({ user }) => user);
  if (affected.length === 0) return nothingDone(words, changes);
  return {
    title: texts.title(whom(affected)),
    tone: 'warning',
    parts: [
      usersFacts(words, affected),
      { type: 'text', text: texts.effect(setup.mail, endingOf(setup, affected, requests)) },
      ...refusedParts(words, userStatus.skipped, changes),
    ],
    actions: [
      {
        type: 'button',
        label: texts.confirm,
        action: confirm,
        style: verb === 'enable' ? 'primary' : 'danger',
      },
      { type: 'button', label: common.cancel, action: { name: 'users.cancel' } },
    ],
  };
}

/** One summary of what was done and what was not, with Undo where there is something to undo. */
export function statusSummary(
  { words, setup }: Pick<Context, 'words' | 'setup'>,
  verb: StatusVerb,
  changes: readonly StatusChange[],
  requestId: string,
): Screen {
  const { userStatus, card } = words.screens;
  const texts = userStatus[verb];
  const done = changes.filter(({ refusal }) => refusal === null);
  const users = done.map(({ user }) => user);
  const [only] = users;
  if (only === undefined) return nothingDone(words, changes);
  const open: Action[] =
    users.length > 1
      ? []
      : [{ type: 'button', label: card.open, action: { name: 'users.show', ids: [only.id] } }];
  return {
    title: texts.done(whom(users)),
    tone: done.length === changes.length ? 'success' : 'warning',
    parts: [
      usersFacts(words, users),
      { type: 'text', text: texts.ended(endedOf(done), setup.hexabotLinks) },
      ...rolelessParts(words, verb, users),
      ...refusedParts(words, userStatus.failed, changes),
      { type: 'text', text: userStatus.undoNote, style: 'note' },
    ],
    actions: [undoButton(words, 'users.undo', requestId), ...open],
  };
}

/** What it will end besides; `requests`: how many open ones are withdrawn with them. */
export function endingOf(
  { hexabotLinks, signsOut, standalone }: Context['setup'],
  users: readonly User[],
  requests: number,
): { requests: number; signsOut: boolean; linksDie: boolean; panelStays: boolean } {
  const linksDie = !hexabotLinks && users.some(({ status }) => status !== 'disabled');
  return { requests, signsOut, linksDie, panelStays: !standalone };
}

/** Whose roles were all deleted while they were out. */
function rolelessParts({ screens: { userStatus } }: Words, verb: StatusVerb, users: readonly User[]): Part[] {
  const roleless = users.filter(({ roles }) => roles.length === 0);
  if (verb === 'disable' || roleless.length === 0) return [];
  const whole = roleless.map(fullName);
  return [{ type: 'text', text: userStatus.roleless(whole), whole }];
}

/** One by name, several by their number. */
function whom(users: readonly User[]): string | number {
  const [first] = users;
  return users.length === 1 && first !== undefined ? fullName(first) : users.length;
}

/** What came to an end for all of them together. */
function endedOf(changes: readonly StatusChange[]): Ended {
  const sum = (key: keyof Ended): number =>
    changes.reduce((total, { ended }) => total + (ended?.[key] ?? 0), 0);
  return { sessions: sum('sessions'), tokens: sum('tokens'), roles: sum('roles'), requests: sum('requests') };
}

/** `name`: the action; `requestId`: of the invocation that is to be undone. */
export function undoButton(words: Words, name: string, requestId: string): Action {
  return { type: 'button', label: words.screens.userStatus.undo, action: { name, ids: [requestId] } };
}

/** Whose change was taken back, with what came back or could not, and whose was not. */
export function undoneScreen({ words }: Pick<Context, 'words'>, all: readonly Undone[]): Screen {
  const { userStatus } = words.screens;
  const done = all.filter(({ refusal }) => refusal === null);
  const users = done.map(({ user }) => user);
  const sum = (
    key: 'reopened' | 'stayWithdrawn' | 'approvable' | 'sessions' | 'tokens' | 'withdrawn',
  ): number => done.reduce((total, each) => total + each[key], 0);
  const returned = userStatus.returned({
    reopened: sum('reopened'),
    stayWithdrawn: sum('stayWithdrawn'),
    approvable: sum('approvable'),
    sessions: sum('sessions'),
    tokens: sum('tokens'),
    withdrawn: sum('withdrawn'),
    mailed: done.some(({ mailed }) => mailed),
  });
  return {
    title: userStatus.undone,
    tone: done.length === all.length ? 'success' : 'warning',
    parts: [
      { type: 'text', text: userStatus.undoneText(users.map(fullName)) },
      usersFacts(words, users),
      ...(returned.length === 0 ? [] : [{ type: 'text', text: returned.join(' ') } as const]),
      ...refusedParts(words, userStatus.failed, all),
    ],
  };
}

/** Nothing was changed, as was asked. */
export function cancelledScreen({ words }: Pick<Context, 'words'>): Screen {
  const { title, text } = words.screens.userStatus.cancelled;
  return { title, tone: 'neutral', parts: [{ type: 'text', text }] };
}

function nothingDone(words: Words, changes: readonly StatusChange[]): Screen {
  const { nothingDone: title } = words.screens.userStatus;
  return { title, tone: 'refusal', parts: refusedParts(words, null, changes) };
}

function heading(text: string): Part {
  return { type: 'text', text: [{ type: 'strong', text }] };
}

function usersFacts({ screens: { common } }: Words, users: readonly User[]): Part {
  const [only] = users;
  // One person's name is in the title.
  if (users.length === 1 && only !== undefined) return { type: 'text', text: only.email, style: 'note' };
  const facts = users.map((user) => ({
    label: fullName(user),
    value: `${user.email} (${common.status[user.status]})`,
  }));
  return { type: 'facts', facts, ofPeople: true };
}

function refusedParts(
  words: Words,
  title: string | null,
  changes: readonly Pick<StatusChange, 'user' | 'refusal'>[],
): Part[] {
  const facts = changes.flatMap(({ user, refusal }): Fact[] =>
    refusal === null ? [] : [{ label: fullName(user), value: refusalText(words, refusal).text }],
  );
  if (facts.length === 0) return [];
  return [...(title === null ? [] : [heading(title)]), { type: 'facts', facts, ofPeople: true }];
}
