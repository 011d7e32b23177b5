import type { Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';

/** An error of ours, with the reference that is in the log. */
export function unexpected(words: Words, reference: string): Screen {
  const { title, text } = words.screens.common.unexpected(reference);
  return { title, tone: 'refusal', parts: [{ type: 'text', text }] };
}

/** A member's menu was opened on a bot, who is no user. */
export function isBot(words: Words, name: string): Screen {
  const { title, text } = words.discord.isBot(name);
  return { title, tone: 'refusal', parts: [{ type: 'text', text }] };
}

/** For a direct message instead of where it belonged. */
export function movedToDirect(words: Words, screen: Screen): Screen {
  const moved = { type: 'text', style: 'note', text: words.discord.couldNotShow } as const;
  return { ...screen, parts: [moved, ...screen.parts] };
}

/** Told in a direct message where Discord took no first response: nothing was asked of the core then. */
export function tooLate(words: Words): Screen {
  const { title, text } = words.discord.tooLate;
  return { title, tone: 'warning', parts: [{ type: 'text', text }] };
}
