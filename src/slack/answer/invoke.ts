import { within } from '#timing/within.ts';
import { LIMITS } from '../limits.ts';
import { Answer } from './answer.ts';
import type { Place, Tools } from './place.ts';

/**
 * What was typed, commands, shortcuts and presses, after they were acknowledged: asks the core and answers. Where a
 * form opens and is not ready within a second, a loading view opens first, as the trigger lives only 3 s.
 */
export async function invoke(tools: Tools, place: Place): Promise<void> {
  const answer = new Answer(tools, place);
  try {
    const opensForm = tools.dispatch.opens(place.invocation) === 'form';
    // A shortcut has no channel: its answer, too, needs the trigger.
    const needsTrigger = opensForm || (place.responseUrl === null && place.view === null);
    const work = tools.dispatch.answer(place.invocation);
    if (needsTrigger && place.triggerId !== null) {
      const first = await within(LIMITS.loadingAfterMs, work);
      if (first === 'late') await answer.openLoading(tools.dispatch.loading(place.invocation));
    }
    await answer.give(await work);
  } catch (error) {
    await answer.bug(error);
  }
}

/** The Home tab was opened: whatever comes back is shown there. */
export async function invokeHome(tools: Tools, place: Place): Promise<void> {
  const answer = new Answer(tools, place);
  try {
    const replies = await tools.dispatch.answer(place.invocation);
    await answer.give(replies.map((reply) => (reply.type === 'screen' ? { ...reply, as: 'home' } : reply)));
  } catch (error) {
    await answer.bug(error);
  }
}
