import { randomUUID } from 'node:crypto';
import { essence } from '#chat/essence.ts';
import type { Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import type { Log } from '../ports.ts';
import type { PageScreen } from '../protocol.ts';
import { pageScreen } from './screen.ts';
import { flat } from './text.ts';

/** A screen as the page draws it; what it says as text, with a reference that is in the log, where it cannot be drawn. */
export function pageScreenOrText(screen: Screen, words: Words, log: Log): PageScreen {
  try {
    return pageScreen(screen);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, err: error }, 'a screen could not be made for the console');
    return pageScreen(essence(screen, words, reference, flat));
  }
}
