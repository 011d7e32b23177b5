import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';

/** An error of ours, with the reference that is in the log. */
export function unexpected(words: Words, reference: string): Screen {
  const { title, text } = words.screens.common.unexpected(reference);
  return { title, tone: 'refusal', parts: [{ type: 'text', text }] };
}

/** What is said where Slack would not open a form any more. */
export function formExpired(words: Words, { title }: Screen): Screen {
  return { title, tone: 'warning', parts: [{ type: 'text', text: words.screens.platform.formExpired }] };
}

/** The screen for a direct message instead of where it belonged; a form cannot come along. */
export function movedToDirect(words: Words, screen: Screen): Screen {
  const moved = { type: 'text', style: 'note', text: words.screens.platform.couldNotShow } as const;
  return { ...withoutForm(screen), parts: [moved, ...screen.parts] };
}

/** What remains of a form in a message: its texts and actions. */
export function withoutForm({ form: _form, fields: _fields, ...screen }: Screen): Screen {
  return screen;
}

/** Why nothing was posted for everyone (docs/design.md, section 9): the app sees no channel that it is not in. */
export function notShared(words: Words, why: 'channel_shared' | 'not_in_channel'): Screen {
  const { title, text } = words.errors[why]();
  return { title, tone: 'refusal', parts: [{ type: 'text', text }] };
}

/** Problems of fields as a screen, where there is no form beside whose fields they could stand. */
export function problems(words: Words, reply: Extract<Reply, { type: 'errors' }>): Screen {
  const { title, text } = words.errors.invalid();
  const lines = [reply.general ?? text, ...Object.values(reply.fields)];
  return { title, tone: 'refusal', parts: lines.map((line) => ({ type: 'text', text: line })) };
}
