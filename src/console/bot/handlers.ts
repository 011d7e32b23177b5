import { decodeAction } from '#chat/action-ref.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Input } from '#chat/invocation.ts';
import { withoutHexa } from '#chat/parse-line.ts';
import { withoutPassword } from '#chat/reading/passwords.ts';
import type { Reply } from '#chat/reply.ts';
import { placeOf, type Step, stepsOf } from '../answer.ts';
import type { PageRequest } from '../protocol.ts';
import type { Arrival } from './adapter.ts';
import type { Guides } from './guides.ts';
import type { Handle, Show } from './handle.ts';
import { invocationOf, wordsOf } from './invocation.ts';

export type Handlers = ReturnType<typeof createHandlers>;

type Submit = Extract<PageRequest, { type: 'submit' }>;

/** What is done with what a page sent. */
export function createHandlers({ dispatch, guides }: { dispatch: Dispatch; guides: Guides }) {
  const give = async (arrival: Arrival, show: Show, replies: readonly Reply[]): Promise<Step[]> => {
    const place = placeOf(arrival.request, (id) => arrival.room.find(id));
    const steps = stepsOf(place, replies, wordsOf(arrival).errors.invalid().text);
    for (const step of steps) await show(step);
    return steps;
  };
  const answer = async (arrival: Arrival, show: Show, input: Input): Promise<void> => {
    await give(arrival, show, await dispatch.answer(invocationOf(arrival, input)));
  };

  /** `check` answers beside the fields at once; then the form says that it works, until `run` is done. */
  const submit = async (arrival: Arrival, show: Show, { id, form, draft, values }: Submit): Promise<void> => {
    const input: Input = { type: 'form', name: form, draft, values };
    const submission = await dispatch.submit(invocationOf(arrival, input));
    let replies: readonly Reply[];
    if (submission.type === 'refused') replies = submission.replies;
    else {
      const text = submission.working.title;
      await show({ to: 'window', event: { type: 'working', to: id, text } });
      replies = await submission.run();
    }
    const steps = await give(arrival, show, replies);
    if (!steps.some(staysOpen)) await show({ to: 'window', event: { type: 'close', to: id } });
  };

  const request: Handle = async (arrival, show) => {
    const asked = arrival.request;
    switch (asked.type) {
      case 'press': {
        const { selected, values, draft } = asked;
        const action = decodeAction(asked.action) ?? { name: '', ids: [] };
        return answer(arrival, show, { type: 'action', ...action, selected, values, draft });
      }
      case 'submit':
        return submit(arrival, show, asked);
      case 'search':
        return answer(arrival, show, { type: 'search', source: asked.source, text: asked.text });
      case 'home': {
        const nothing = { ids: [], selected: [], values: {}, draft: null };
        return answer(arrival, show, { type: 'action', name: 'home.open', ...nothing });
      }
      case 'say':
      case 'answer':
      case 'back':
      case 'cancel':
        throw new Error(`${asked.type} is no request`);
    }
  };

  const line: Handle = async (arrival, show) => {
    const said = arrival.request;
    if (said.type !== 'say') return;
    arrival.room.add({ from: 'me', text: withoutPassword(said.text.trim()) });
    await answer(arrival, show, { type: 'line', text: withoutHexa(said.text) });
    // The guided conversation goes on after what was asked in between.
    guides.askAgain(arrival);
  };

  return { request, line };
}

/** The answer was put into the form's own dialog, or beside its fields. */
function staysOpen(step: Step): boolean {
  if (step.to !== 'window') return false;
  const { event } = step;
  return event.type === 'errors' || (event.type === 'modal' && event.how !== 'below');
}
