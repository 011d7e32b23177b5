import type { Dispatch, Submission } from '#chat/dispatch.ts';
import type { Input, Invocation } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { acknowledge } from './acknowledge.ts';
import { Answer } from './answer.ts';
import type { Place, Tools } from './place.ts';
import { moreScreen, problemScreen } from './problems.ts';

type FormInput = Extract<Input, { type: 'form' }>;
type Accepted = Extract<Submission, { type: 'accepted' }>;
type Errors = Extract<Reply, { type: 'errors' }>;

/**
 * A submitted modal (design section 4, Acknowledging): deferred at once, as no modal can answer a modal; `check` and
 * `run` follow. The answer stands in place of the message that the form was opened from where that stood
 * for a form, else in a new one. Also a form that is submitted by a button of a message.
 */
export async function submit(tools: Tools, place: Place, input: FormInput): Promise<void> {
  const isStandIn = place.source?.isPrivate === true && place.source.draft !== null;
  const answer = new Answer(tools, place);
  try {
    if (!(await acknowledge(tools, place, isStandIn || place.source?.isDialog === true))) return;
    const submission = await tools.dispatch.submit(place.invocation);
    const removed = isStandIn ? null : removeStandIn(tools, input.draft);
    if (submission.type === 'refused') await refuse(tools, place, input, submission.replies);
    else await finish(answer, place, submission);
    await removed;
  } catch (error) {
    await answer.bug(error);
  }
}

/** The message behind the modal with its buttons: the answer brings its own. */
async function removeStandIn({ api, dialogs, log }: Tools, draft: string): Promise<void> {
  const standIn = dialogs.takeStandIn(draft);
  if (standIn === null) return;
  const outcome = await api.deleteFollowUp(standIn);
  if (!outcome.ok) log.info({ code: outcome.code }, 'the buttons of a form could not be taken away');
}

async function finish(answer: Answer, { response }: Place, { working, run }: Accepted): Promise<void> {
  const result = run();
  // Where "thinking…" stands, that says it already.
  const shown = response.isThinking ? null : answer.give([{ type: 'screen', screen: working, as: 'in_form' }]);
  // One after the other: what says that it works must not overtake the result.
  const [replies] = await Promise.all([result, shown]);
  await answer.give(replies);
}

async function refuse(tools: Tools, place: Place, input: FormInput, replies: readonly Reply[]): Promise<void> {
  const answer = new Answer(tools, place);
  const shown: Reply[] = [];
  for (const reply of replies) {
    if (reply.type !== 'errors') shown.push(reply);
    else shown.push({ type: 'screen', as: 'in_form', screen: await problemsOf(tools, place, input, reply) });
  }
  await answer.give(shown);
}

async function problemsOf(tools: Tools, place: Place, input: FormInput, errors: Errors): Promise<Screen> {
  const { words, invocation } = place;
  const form = await formAgain(tools.dispatch, invocation, input.draft);
  if (input.partial !== 'more') return problemScreen(words, errors, form);
  // What was not asked yet is no mistake.
  const asked = Object.entries(errors.fields).filter(([name]) => name in input.values);
  if (asked.length > 0 || errors.general !== undefined || form === null)
    return problemScreen(words, { ...errors, fields: Object.fromEntries(asked) }, form);
  return moreScreen(words, form);
}

/** A field that is filled in by selects of a message: kept in the draft, and the message shows it. */
export async function fill(tools: Tools, place: Place, input: FormInput): Promise<void> {
  const answer = new Answer(tools, place);
  try {
    if (!(await acknowledge(tools, place, true))) return;
    const submission = await tools.dispatch.submit(place.invocation);
    const form = await formAgain(tools.dispatch, place.invocation, input.draft);
    // What else is missing is told when the form is submitted.
    const replies = submission.type === 'refused' ? submission.replies.filter(({ type }) => type !== 'errors') : [];
    if (replies.length > 0 || form === null) await answer.give(replies);
    else await answer.give([{ type: 'screen', screen: form, as: 'in_place' }]);
  } catch (error) {
    await answer.bug(error);
  }
}

/** The form as its draft has it now: what was submitted names fields, but has neither their labels nor the others. */
async function formAgain(dispatch: Dispatch, invocation: Invocation, draft: string): Promise<Screen | null> {
  const input: Input = { type: 'action', name: 'forms.open', ids: [draft], selected: [], values: {}, draft };
  const replies = await dispatch.answer({ ...invocation, input });
  for (const reply of replies)
    if (reply.type === 'screen' && reply.screen.form !== undefined) return reply.screen;
  return null;
}
