import type { Words } from '#words/index.ts';
import { shorten } from './clean-text.ts';
import type { Screen, Text } from './screen.ts';
import { spoken } from './spoken.ts';

const MOST_CHARACTERS = 1_500;

/**
 * What remains of a screen that a platform refuses as we made it: what it says, as plain text, and the reference under
 * which the reason is in the log. Whatever may have been refused (a button, an address, a length) is not in it.
 */
export function essence(
  screen: Screen,
  words: Words,
  reference: string,
  flat: (text: Text) => string,
): Screen {
  const { title, tone, language } = screen;
  const said = shorten(spoken(screen, words.screens.common.colon, flat).join('\n'), MOST_CHARACTERS);
  const note = words.screens.common.onlyText(reference);
  return {
    title,
    tone,
    ...(language === undefined ? {} : { language }),
    parts: [said, note].filter((text) => text !== '').map((text) => ({ type: 'text', text })),
  };
}
