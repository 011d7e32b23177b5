import { type ActionHandler, type FormHandler, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { type Needs, requireNeeds } from '#chat/gate.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { AUDIENCES, type Audience, audienceOf, cardFor, postedCard } from '#chat/views/card.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { refusalScreen } from '#chat/views/refusal.ts';
import { DENY_FORM, denyForm } from '#chat/views/request-form.ts';
import { HexaError, isHexaError } from '#domain/errors.ts';
import { reasonProblems } from '#domain/reason.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import { DECIDE } from './find-page.ts';

const OWN: Needs = { until: 'account' };

/**
 * What a press on a card does. Any press on a copy that is behind repairs it, also by those who may not decide: so the
 * gate of the workspace is asked first, then whether there is anything left to decide, then what deciding needs.
 * ids: the request, and which of its cards was pressed.
 */
export const decideActions: Readonly<Record<string, ActionHandler>> = {
  'requests.approve': onPending('screen', DECIDE, async (context, { id, audience }) => {
    const request = await context.services.requests.decide(context.by, id, 'approved', null);
    const { request: texts } = context.words.screens;
    const { requester, target, lastsMs, status, rivals } = request;
    if (status === 'cancelled')
      return done(context, request, audience, texts.requesterOut(requester.name), 'warning');
    if (status === 'outdated')
      return done(context, request, audience, texts.outdated(target.name), 'warning');
    const said = lastsMs === null ? texts.approved(target.name) : texts.approvedFor(target.name, lastsMs);
    return done(context, request, audience, withOutdated(context, said, target.name, rivals));
  }),
  'requests.deny': onPending('form', DECIDE, async (context, request) => [
    show(denyForm(context, request, '', [])),
  ]),
  'requests.cancel': onPending('screen', OWN, async (context, { id, audience }) => {
    const request = await context.services.requests.cancel(context.by, id);
    return done(context, request, audience, context.words.screens.request.cancelled);
  }),
  'requests.end': {
    needs: OWN,
    changes: true,
    opens: 'screen',
    async run(context, { ids }) {
      const { id, audience } = pressed(ids);
      const { request, outdates } = await context.services.requests.endAccess(context.by, id);
      const { name } = request.target;
      const said = context.words.screens.request.accessEnded(name);
      return done(context, request, audience, withOutdated(context, said, name, outdates));
    },
  },
};

function withOutdated(
  { words }: Context,
  said: { title: string; text: string },
  name: string,
  outdated: number,
): { title: string; text: string } {
  if (outdated === 0) return said;
  return { ...said, text: `${said.text} ${words.screens.request.outdates(name, outdated)}` };
}

/** Forms behind the buttons of a request's card: the reason of a denial. */
export const decideForms: Readonly<Record<string, FormHandler>> = {
  [DENY_FORM.name]: form({
    ...DENY_FORM,
    needs: DECIDE,
    working: ({ screens: { request } }) => ({ title: request.denyShort, text: request.denying }),
    async check(_context, { reason }) {
      const problems = reasonProblems(reason);
      if (problems.length > 0) throw new HexaError('invalid', { problems });
    },
    async run(context, { request: id, reason }) {
      const request = await context.services.requests.decide(context.by, id, 'denied', reason.trim());
      const said = context.words.screens.request.denied(request.target.name);
      return [{ type: 'screen', screen: wordScreen(said, 'success'), as: 'in_form' }];
    },
    async reopen(context, typed, problems) {
      const { request: id, reason } = DENY_FORM.values.parse(typed);
      const labels = { reason: context.words.screens.request.denyReason };
      const notes = problemNotes(context.words, labels, problems);
      return denyForm(context, await context.services.requests.get(id), reason, notes);
    },
  }),
};

type Pressed = RoleChangeRequest & { audience: Audience };

function onPending(
  opens: 'screen' | 'form',
  needs: Needs,
  run: (context: Context, request: Pressed) => Promise<Reply[]>,
): ActionHandler {
  return {
    needs: { until: 'workspace' },
    changes: true,
    opens,
    async run(context, { ids }) {
      const { id, audience } = pressed(ids);
      const request = await context.services.requests.get(id);
      if (request.status !== 'pending') return late(context, request, audience);
      requireNeeds(context, needs);
      try {
        return await run(context, { ...request, audience });
      } catch (error) {
        if (!isHexaError(error, 'request_decided')) throw error;
        return late(context, await context.services.requests.get(id), audience);
      }
    },
  };
}

function pressed([id = '', audience = '']: readonly string[]): { id: string; audience: Audience } {
  const known = AUDIENCES.find((each) => each === audience);
  if (known === undefined) throw new HexaError('outdated', {});
  return { id, audience: known };
}

/**
 * The pressed copy follows, and whoever pressed is told who decided what, where the request is theirs to see. Throws
 * what the gate says to whom it is not, and `request_not_found`.
 */
async function late(context: Context, request: RoleChangeRequest, audience: Audience): Promise<Reply[]> {
  const shown = await cardReply(context, request, audience);
  if (shown.length === 0) {
    requireNeeds(context, DECIDE);
    throw new HexaError('request_not_found', {});
  }
  const { status, decision } = request;
  const error = new HexaError('request_decided', { status, by: decision?.by?.name ?? null });
  return [...shown, show(refusalScreen(context.words, error, context.setup))];
}

async function done(
  context: Context,
  request: RoleChangeRequest,
  audience: Audience,
  said: { title: string; text: string },
  tone: Screen['tone'] = 'success',
): Promise<Reply[]> {
  return [...(await cardReply(context, request, audience)), show(wordScreen(said, tone))];
}

function wordScreen({ title, text }: { title: string; text: string }, tone: Screen['tone']): Screen {
  return { title, tone, parts: [{ type: 'text', text }] };
}

/**
 * In place of the pressed copy: as the `sync-card` jobs show it, where others see it too. Which one it is, the button
 * says; whether this person may see it, it does not. None where they may see nothing of the request.
 */
async function cardReply(context: Context, request: RoleChangeRequest, audience: Audience): Promise<Reply[]> {
  const { actor, profile, identity } = context.standing;
  if (audience === 'channel' || audience === 'person') {
    const mayDecide = DECIDE.permissions?.every((name) => actor?.permissions.has(name)) ?? false;
    if (mayDecide || (await context.services.requests.hasCopy(request.id, identity, audience))) {
      const languages = { locale: profile?.locale ?? null, language: actor?.language ?? null };
      return [{ type: 'screen', screen: postedCard(request, { audience, ...languages }), as: 'card' }];
    }
  }
  const theirs = audienceOf(actor, request);
  return theirs === null ? [] : [{ type: 'screen', screen: cardFor(context, request, theirs), as: 'card' }];
}
