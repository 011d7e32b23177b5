import { decodeAction } from '#chat/action-ref.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Input } from '#chat/invocation.ts';
import { withoutHexa } from '#chat/parse-typed.ts';
import { withoutPassword } from '#chat/reading/passwords.ts';
import type { Reply } from '#chat/reply.ts';
import type { Step } from '../answer.ts';
import type { PageRequest } from '../protocol.ts';
import type { Arrival } from './adapter.ts';
import type { Give } from './give.ts';
import type { Guides } from './guides.ts';
import type { Handle } from './handle.ts';
import { invocationOf } from './invocation.ts';

type Submit = Extract<PageRequest, { type: 'submit' }>;

/** What is done with what a page sent. */
export function createHandlers({
  dispatch,
  guides,
  give,
}: {
  dispatch: Dispatch;
  guides: Guides;
  give: Give;
}) {
  const answer = async (arrival: Arrival, input: Input): Promise<void> => {
    await give(arrival, await dispatch.answer(invocationOf(arrival, input)));
  };

  /** `check` answers beside the fields at once; then the form says that it works, until `run` is done. */
  const submit = async (arrival: Arrival, { id, form, draft, values }: Submit): Promise<void> => {
    const input: Input = { type: 'form', name: form, draft, values };
    const submission = await dispatch.submit(invocationOf(arrival, input));
    let replies: readonly Reply[];
    if (submission.type === 'refused') replies = submission.replies;
    else {
      const text = submission.working.title;
      arrival.window.send({ type: 'working', to: id, text });
      replies = await submission.run();
    }
    const steps = await give(arrival, replies);
    if (!steps.some(staysOpen)) arrival.window.send({ type: 'close', to: id });
  };

  const request: Handle = async (arrival) => {
    const asked = arrival.request;
    switch (asked.type) {
      case 'press': {
        const { selected, values, draft } = asked;
        const action = decodeAction(asked.action) ?? { name: '', ids: [] };
        return answer(arrival, { type: 'action', ...action, selected, values, draft });
      }
      case 'submit':
        return submit(arrival, asked);
      case 'search':
        return answer(arrival, { type: 'search', source: asked.source, text: asked.text });
      case 'home': {
        const values = { ...asked.filter, page: String(asked.filter.page) };
        // Each keystroke in the search asks, and each change anywhere: none of it is a deed of the person.
        const unasked = { ids: [], selected: [], draft: null, unasked: true };
        return answer(arrival, { type: 'action', name: 'users.browse', values, ...unasked });
      }
      case 'say':
      case 'answer':
      case 'back':
      case 'cancel':
        throw new Error(`${asked.type} is no request`);
    }
  };

  const typed: Handle = async (arrival) => {
    const said = arrival.request;
    if (said.type !== 'say') return;
    arrival.room.add({ from: 'me', text: withoutPassword(said.text.trim()) });
    await answer(arrival, { type: 'line', text: withoutHexa(said.text) });
    // The guided conversation goes on after what was asked in between.
    guides.askAgain(arrival);
  };

  return { request, typed };
}

/** The answer was put into the form's own dialog, or beside its fields. */
function staysOpen(step: Step): boolean {
  if (step.to !== 'window') return false;
  const { event } = step;
  return event.type === 'errors' || (event.type === 'modal' && event.how !== 'below');
}
