import type { Input } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { acknowledge } from './acknowledge.ts';
import { Answer } from './answer.ts';
import type { Place, Tools } from './place.ts';
import { moreScreen, problemScreen } from './problems.ts';

type FormInput = Extract<Input, { type: 'form' }>;
type Accepted = Extract<Submission, { type: 'accepted' }>;
type Errors = Extract<Reply, { type: 'errors' }>;

/**
 * A submitted modal (docs/design.md, section 4, Acknowledging): deferred at once, as no modal can answer a modal;
 * `check` and
 * `run` follow. The answer stands in place of the message that the form was opened from where that stood
 * for a form, else in a new one. Also a form that is submitted by a button of a message.
 */
export async function submit(tools: Tools, place: Place, input: FormInput): Promise<void> {
  const { source, invocation } = place;
  const isStandIn = source?.isPrivate === true && source.draft !== null;
  const answer = new Answer(tools, place);
  try {
    if (!(await acknowledge(tools, place))) return;
    const submission = await tools.dispatch.submit(invocation);
    const removed = isStandIn ? null : removeStandIn(tools, input.draft);
    if (submission.type === 'accepted') await finish(answer, place, submission);
    else await answer.give(submission.replies.map((reply) => refusal(place, input, reply)));
    await removed;
  } catch (error) {
    await answer.bug(error, 'in_form');
  }
}

/** A field that is filled in by selects of a message: saved in the draft, and the message shows it. */
export async function fill(tools: Tools, place: Place): Promise<void> {
  const answer = new Answer(tools, place);
  try {
    if (!(await acknowledge(tools, place))) return;
    const submission = await tools.dispatch.submit(place.invocation);
    if (submission.type === 'accepted') return;
    await answer.give(
      submission.replies.flatMap((reply): Reply[] => {
        if (reply.type !== 'errors') return [reply];
        // What else is missing is told when the form is submitted.
        return reply.form === undefined ? [] : [{ type: 'screen', screen: reply.form, as: 'in_place' }];
      }),
    );
  } catch (error) {
    await answer.bug(error, 'in_form');
  }
}

async function finish(answer: Answer, { response }: Place, { working, run }: Accepted): Promise<void> {
  const result = run();
  // Where "thinking…" stands, that says it already.
  const shown = response.isThinking
    ? null
    : answer.give([{ type: 'screen', screen: working, as: 'in_form' }]);
  // One after the other: what says that it works must not overtake the result.
  const [replies] = await Promise.all([result, shown]);
  await answer.give(replies);
}

function refusal({ words }: Place, input: FormInput, reply: Reply): Reply {
  if (reply.type !== 'errors') return reply;
  return { type: 'screen', screen: refusedScreen(words, input, reply), as: 'in_form' };
}

function refusedScreen(words: Place['words'], { partial, values }: FormInput, errors: Errors): Screen {
  if (partial !== 'more') return problemScreen(words, errors);
  // What was not asked yet is no mistake.
  const asked = Object.entries(errors.fields).filter(([name]) => name in values);
  if (asked.length > 0 || errors.general !== undefined || errors.form === undefined)
    return problemScreen(words, { ...errors, fields: Object.fromEntries(asked) });
  return moreScreen(words, errors.form);
}

/** The message behind the modal with its buttons: the answer brings its own. */
async function removeStandIn({ api, dialogs, log }: Tools, draft: string): Promise<void> {
  const standIn = dialogs.takeStandIn(draft);
  if (standIn === null) return;
  const outcome = await api.deleteFollowUp(standIn);
  if (!outcome.ok) log.info({ code: outcome.code }, 'the buttons of a form could not be taken away');
}
