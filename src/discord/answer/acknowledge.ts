import { sendDirect } from '../direct.ts';
import { tooLate } from './notices.ts';
import type { Place, Tools } from './place.ts';

/**
 * The first response, where the answer follows: takes note of the press on a message that will be put in the place
 * of, else "thinking…". False where Discord did not take it: then nothing more is to be done, as nobody would
 * see it; the person is told in a direct message.
 */
export async function acknowledge(
  { api, log }: Tools,
  { invocation, response, words }: Place,
  isHeld: boolean,
): Promise<boolean> {
  const outcome = await (isHeld ? response.hold() : response.think());
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
