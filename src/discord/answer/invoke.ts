import { within } from '#timing/within.ts';
import { LIMITS } from '../limits.ts';
import { acknowledge } from './acknowledge.ts';
import { Answer } from './answer.ts';
import type { Place, Tools } from './place.ts';

/**
 * Commands, presses and menus of members: asks the core and answers. What opens no form is deferred first, so that the
 * first response is there within a second; a form must be the first response itself, and where it is not
 * ready in time, a message with a button for it comes instead.
 */
export async function invoke(tools: Tools, place: Place): Promise<void> {
  const answer = new Answer(tools, place);
  try {
    if (tools.dispatch.opens(place.invocation) === 'screen') {
      if (!(await acknowledge(tools, place))) return;
      return await answer.give(await tools.dispatch.answer(place.invocation));
    }
    const work = tools.dispatch.answer(place.invocation);
    if ((await within(LIMITS.formWithinMs, work)) === 'late') {
      if (!(await acknowledge(tools, place))) return;
    }
    await answer.give(await work);
  } catch (error) {
    await answer.bug(error);
  }
}
