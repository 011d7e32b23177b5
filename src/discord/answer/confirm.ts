import type { Confirm, Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { CANCEL } from '../custom-ids.ts';
import type { PressedAction } from '../read/press.ts';
import { renderMessage } from '../render/message.ts';
import { acknowledge } from './acknowledge.ts';
import type { Place, Tools } from './place.ts';

/**
 * Asks "are you sure?" in a message for the presser alone, as Discord has no confirm dialogs. The button that
 * confirms carries the action itself, so the dialog works after a restart too.
 */
export async function askFirst(tools: Tools, place: Place, press: PressedAction): Promise<void> {
  const { dialogs, log } = tools;
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
  if (!(await acknowledge(tools, place))) return;
  const outcome = await response.followUp(message);
  if (outcome.ok) dialogs.openedOn(response, outcome.value.id);
  else log.warn({ ...data, code: outcome.code }, 'a dialog could not be shown');
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

/** Takes the dialog away. Whatever else was pressed stays: only a dialog is there for its presser alone. */
export async function cancel({ log }: Tools, { response, invocation, source }: Place): Promise<void> {
  if (source?.isDialog !== true || !source.isPrivate) {
    await response.hold();
    return;
  }
  const outcome = await response.remove();
  if (!outcome.ok) log.info({ requestId: invocation.id, code: outcome.code }, 'a dialog could not be closed');
}
