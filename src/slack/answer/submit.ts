import { setTimeout as pause } from 'node:timers/promises';
import type { ViewOutput, ViewResponseAction } from '@slack/bolt';
import { essence } from '#chat/essence.ts';
import type { Reply } from '#chat/reply.ts';
import type { ActionRef, Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { within } from '#timing/within.ts';
import type { Words } from '#words/index.ts';
import { LIMITS } from '../limits.ts';
import { liveReplyTo } from '../read/reply-to.ts';
import { revisionOf } from '../read/values.ts';
import { renderView } from '../render/screen.ts';
import { flat } from '../render/text.ts';
import { respond } from '../response-url.ts';
import { decodeMetadata } from '../view-metadata.ts';
import { outcomeOf } from '../web.ts';
import { Answer } from './answer.ts';
import { unexpected } from './notices.ts';
import type { Place, Tools } from './place.ts';
import { fieldErrors, refilled, withNotice } from './view-again.ts';
import { message } from './ways.ts';

/** Slack's first response to a submitted view; it waits 3 s for it. */
export type Acknowledge = (response?: ViewResponseAction) => Promise<void>;

/**
 * A submitted form (docs/design.md, section 4, Acknowledging): `check` answers in the acknowledgement, with errors
 * beside the fields or the view that says it works; then `run`, and its result in the view and, where the
 * form was opened by a typed command, in the channel too. Nothing of it begins before `mayBegin` resolves. A check that takes
 * long (less long while `isCrowded`), or whose turn comes late (`isLate`), is acknowledged with a view that says so, and
 * its errors follow there.
 */
export async function submit(
  tools: Tools,
  place: Place,
  {
    view,
    ack,
    mayBegin,
    isLate,
    isCrowded,
  }: {
    view: ViewOutput;
    ack: Acknowledge;
    mayBegin: Promise<void>;
    isLate: boolean;
    isCrowded: () => boolean;
  },
): Promise<void> {
  let isAcknowledged = false;
  const acknowledge: Acknowledge = async (response) => {
    isAcknowledged = true;
    // What was accepted is done also where Slack did not hear of it: the draft is taken, and cannot be sent again.
    await ack(response).catch((error: unknown) => tools.log.warn({ err: error }, 'not acknowledged'));
  };
  try {
    const work = mayBegin.then(() => tools.dispatch.submit(place.invocation));
    const submission = await (isLate ? within(0, work) : inTime(work, isCrowded));
    if (submission !== 'late') return await decided(tools, place, view, submission, acknowledge);
    await acknowledge(replacedBy(tools.dispatch.loading(place.invocation), place.home));
    await decidedLate(tools, place, view, await work);
  } catch (error) {
    if (isAcknowledged) return new Answer(tools, working(place)).bug(error);
    tools.log.error({ request: place.invocation.id, err: error }, 'a form failed');
    const screen = unexpected(tools.dispatch.words(place.invocation), place.invocation.id);
    await acknowledge(replacedBy(screen, place.home));
  }
}

/** Whether there is a crowd is asked again and again: the first of many come before there is one. */
async function inTime<T>(work: Promise<T>, isCrowded: () => boolean): Promise<T | 'late'> {
  const { crowd, acknowledgeWithinMs } = LIMITS;
  for (let left = acknowledgeWithinMs; left > 0; left -= crowd.acknowledgeWithinMs) {
    const first = await within(Math.min(left, crowd.acknowledgeWithinMs), work);
    if (first !== 'late' || isCrowded()) return first;
  }
  return 'late';
}

async function decided(
  tools: Tools,
  place: Place,
  view: ViewOutput,
  submission: Submission,
  ack: Acknowledge,
): Promise<void> {
  if (submission.type === 'refused') {
    const first = submission.replies.find(isAcknowledgement);
    await ack(first && acknowledgedAs(tools, place, view, first));
    return new Answer(tools, place).give(submission.replies.filter((reply) => reply !== first));
  }
  await ack(replacedBy(submission.working, place.home));
  await finish(tools, place, view, submission);
}

/** The acknowledgement went out as a loading view, so all that follows updates that. */
async function decidedLate(
  tools: Tools,
  place: Place,
  view: ViewOutput,
  submission: Submission,
): Promise<void> {
  if (submission.type === 'accepted') return finish(tools, place, view, submission);
  await pause(LIMITS.afterAcknowledgingMs);
  for (const reply of submission.replies) {
    if (reply.type !== 'errors') await new Answer(tools, working(place)).give([reply]);
    else await showErrors(tools, place, view, reply);
  }
}

/** Runs the slow half. Its result is shown where the form was opened, and in the view that says it works. */
async function finish(tools: Tools, place: Place, view: ViewOutput, submission: Accepted): Promise<void> {
  const url = liveReplyTo(submission.replyTo, tools.clock());
  const now = working(place);
  const answer = new Answer(tools, now);
  try {
    const [replies] = await Promise.all([submission.run(), pause(LIMITS.afterAcknowledgingMs)]);
    for (const reply of replies) {
      if (reply.type === 'errors') await showErrors(tools, place, view, reply);
      else if (url !== null && isResult(reply) && (await tell(tools, place, url, reply)))
        await answer.update(reply.screen);
      else await answer.give([reply]);
    }
    // A view cannot be closed but in the acknowledgement: one that nothing was shown in says that it is done.
    if (now.view?.isWaiting) await answer.update({ ...submission.working, tone: 'success', parts: [] });
  } catch (error) {
    await answer.bug(error);
  }
}

type Accepted = Extract<Submission, { type: 'accepted' }>;
type ScreenReply = Extract<Reply, { type: 'screen' }>;

function isResult(reply: Reply): reply is ScreenReply {
  return (
    reply.type === 'screen' && reply.screen.form === undefined && reply.as !== 'home' && reply.as !== 'below'
  );
}

async function tell(tools: Tools, place: Place, url: string, { screen }: ScreenReply): Promise<boolean> {
  let said: ReturnType<typeof message>;
  try {
    said = message(screen);
  } catch {
    // `give` logs why it cannot be made, and tells it as text.
    return false;
  }
  const outcome = await respond(url, { response_type: 'ephemeral', replace_original: false, ...said });
  if (!outcome.ok)
    tools.log.warn({ request: place.invocation.id, code: outcome.code }, 'a response_url is dead');
  return outcome.ok;
}

/** Too late for errors beside the fields: the form again, with all of them at its top. */
async function showErrors(tools: Tools, place: Place, view: ViewOutput, errors: ErrorsReply): Promise<void> {
  const again = refilled(view, errors, tools.dispatch.words(place.invocation));
  const outcome = await outcomeOf(tools.web.views.update({ view_id: view.id, view: again }));
  if (!outcome.ok) await new Answer(tools, working(place)).give([errors]);
}

type ErrorsReply = Extract<Reply, { type: 'errors' }>;

type AcknowledgedReply = ScreenReply | ErrorsReply | Extract<Reply, { type: 'close' }>;

/** What happens to the submitted view itself; without any such reply Slack closes it. */
function isAcknowledgement(reply: Reply): reply is AcknowledgedReply {
  if (reply.type === 'screen') return reply.as !== 'home' && reply.as !== 'below';
  return reply.type === 'errors' || reply.type === 'close';
}

/** The same as text, upon the form, where the renderer refuses the screen. */
function acknowledgedAs(
  { dispatch, log }: Tools,
  { invocation }: Place,
  view: ViewOutput,
  reply: AcknowledgedReply,
): ViewResponseAction | undefined {
  const words = dispatch.words(invocation);
  try {
    return acknowledgement(words, view, reply);
  } catch (error) {
    if (reply.type !== 'screen') throw error;
    log.error({ request: invocation.id, err: error }, 'an answer could not be made');
    const screen = essence(reply.screen, words, invocation.id, flat);
    return acknowledgement(words, view, { type: 'screen', screen, as: 'push' });
  }
}

/** A refusal as the answer to the submission. Another screen is laid on the form, so that nothing typed is lost. */
function acknowledgement(
  words: Words,
  view: ViewOutput,
  reply: AcknowledgedReply,
): ViewResponseAction | undefined {
  switch (reply.type) {
    case 'errors': {
      const errors = fieldErrors(reply, view);
      if (errors !== null) return { response_action: 'errors', errors };
      return { response_action: 'update', view: withNotice(view, reply, words) };
    }
    case 'screen':
      return reply.as === 'in_form' || reply.as === 'in_place' || isFullStack(view)
        ? replacedBy(reply.screen, homeOf(view))
        : {
            response_action: 'push',
            view: renderView(reply.screen, { below: revisionOf(view.state.values), home: homeOf(view) }),
          };
    case 'close':
      return undefined;
  }
}

/** A third view cannot be covered by a fourth (docs.slack.dev, views.push). */
function isFullStack({ id, root_view_id, previous_view_id }: ViewOutput): boolean {
  return id !== root_view_id && previous_view_id !== null && previous_view_id !== root_view_id;
}

function homeOf(view: ViewOutput): ActionRef | null {
  return decodeMetadata(view.private_metadata).home;
}

function replacedBy(screen: Screen, home: ActionRef | null): ViewResponseAction {
  return { response_action: 'update', view: renderView(screen, { home }) };
}

/** The submitted view, now that it says no more than that work is under way. */
function working(place: Place): Place {
  return { ...place, view: place.view && { ...place.view, isWaiting: true } };
}
