import { sendDirect } from '../direct.ts';
import { tooLate } from './notices.ts';
import type { Place, Tools } from './place.ts';

/**
 * The first response, where the answer follows: takes note of the press on a message that may be put in the place
 * of, else "thinking…". Nothing where it was given already. False where Discord did not take it: then nothing more is
 * to be done, as nobody would see it; the person is told in a direct message.
 */
export async function acknowledge({ api, log }: Tools, place: Place): Promise<boolean> {
  const { invocation, response, words } = place;
  if (!response.isOpen) return true;
  const outcome = await (answersInPlace(place) ? response.hold() : response.think());
  if (outcome.ok) return true;
  const data = { requestId: invocation.id, code: outcome.code };
  if (outcome.code === ANSWERED_ELSEWHERE) {
    log.info(data, 'an interaction was answered by another process');
    return false;
  }
  log.warn(data, 'Discord did not take the first response');
  const { workspace, user } = invocation.identity;
  const told = await sendDirect(api, { guildId: workspace, userId: user }, tooLate(words));
  if (!told.ok) log.error({ ...data, direct: told.code }, 'an answer could not be shown in any way');
  return false;
}

/** "Interaction has already been acknowledged": while a new version takes over from an old one, both are told. */
const ANSWERED_ELSEWHERE = '40060';

/**
 * Whether the answer may take the place of the message that it comes from: one that nobody else sees, and for a
 * form one that stands for a form, or a dialog; a user's card stays when a form was opened from it.
 */
function answersInPlace({ source, invocation: { input } }: Place): boolean {
  if (source?.isPrivate !== true) return false;
  return input.type !== 'form' || source.draft !== null || source.isDialog;
}
