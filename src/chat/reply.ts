import type { Option, Screen, Text } from './screen.ts';

/**
 * What is to be done in response to an invocation.
 * - `new`: a new message (or a modal, for a form). `in_place`: instead of the message or view that carried
 *   the pressed action. `push`: on top of the open form. `in_form`: instead of the form that was submitted.
 *   `below`: instead of the form that the present screen was pushed upon, keeping what was typed there.
 *   `home`: on the Home tab. `card`: instead of the pressed message, also where others see it: a card is the same
 *   for everybody.
 * - `shared`: for everybody in the channel; otherwise only the person who asked sees it.
 */
export type Reply =
  | {
      type: 'screen';
      screen: Screen;
      as: 'new' | 'in_place' | 'push' | 'in_form' | 'below' | 'home' | 'card';
      shared?: boolean;
    }
  /**
   * Beside the fields of the submitted form; keys are field names. `form`: the same form with what was typed, where
   * it is asked in part (`Input`).
   */
  | { type: 'errors'; fields: Readonly<Record<string, string>>; general?: Text; form?: Screen }
  | { type: 'close' }
  | { type: 'options'; options: readonly Option[] }
  /** Something was changed: a platform that has a Home tab shows it anew to this person (action `home.open`). */
  | { type: 'refresh_home' };

/** A screen as a new message, for the person alone. */
export function show(screen: Screen): Reply {
  return { type: 'screen', screen, as: 'new' };
}
