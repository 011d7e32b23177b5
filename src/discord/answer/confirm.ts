import type { Confirm, Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { CANCEL } from '../custom-ids.ts';
import type { PressedAction } from '../read/press.ts';
import { renderMessage } from '../render/message.ts';
import type { Place, Tools } from './place.ts';

/**
 * Asks "are you sure?" in a message for the presser alone, as Discord has no confirm dialogs. The button that
 * confirms carries the action itself, so the dialog works after a restart too.
 */
export async function askFirst({ dialogs, log }: Tools, place: Place, press: PressedAction): Promise<void> {
  const { response, words, invocation, source } = place;
  if (press.action === null) return;
  const confirm = dialogs.wordsOf(press.action, invocation.identity.user) ?? general(words, press.label);
  const message = renderMessage(
    dialog(confirm, press),
    source?.isDirect ? { guildId: invocation.identity.workspace } : {},
  );
  const data = { requestId: invocation.id };
  if (source?.isPrivate !== true) {
    const outcome = await response.reply(message);
    if (!outcome.ok) log.warn({ ...data, code: outcome.code }, 'a dialog could not be shown');
    return;
  }
  // Held first: then this press's token edits the card, when the dialog has been confirmed.
  const held = await response.hold();
  const outcome = held.ok ? await response.followUp(message) : held;
  if (!outcome.ok) return log.warn({ ...data, code: outcome.code }, 'a dialog could not be shown');
  if ('id' in Object(outcome.value)) dialogs.openedOn(response, (outcome.value as { id: string }).id);
}

function dialog(confirm: Confirm, { action, isDanger }: PressedAction): Screen {
  return {
    title: confirm.title,
    tone: 'warning',
    parts: [{ type: 'text', text: confirm.text }],
    actions: [
      {
        type: 'button',
        label: confirm.confirm,
        style: isDanger ? 'danger' : 'primary',
        action: action ?? CANCEL,
      },
      { type: 'button', label: confirm.cancel, action: CANCEL },
    ],
  };
}

function general({ discord, screens }: Words, label: string): Confirm {
  return {
    title: label || discord.areYouSure,
    text: discord.areYouSure,
    confirm: label || discord.confirm,
    cancel: screens.common.cancel,
  };
}

/** Takes the dialog away. */
export async function cancel({ log }: Tools, { response, invocation }: Place): Promise<void> {
  const outcome = await response.remove();
  if (!outcome.ok) log.info({ requestId: invocation.id, code: outcome.code }, 'a dialog could not be closed');
}
