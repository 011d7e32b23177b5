import { decodeAction, encodeAction } from '#chat/action-ref.ts';
import type { ActionRef } from '#chat/screen.ts';
import { LIMITS } from './limits.ts';

/**
 * What stands in custom ids and comes back. A button's is its action reference (`1/users.show/6f1c…`), and as that
 * may take all 100 characters, what is to be told apart replaces its version: `?/…` asks first (Discord
 * has no confirm dialog), `+/…` is a modal after which more of the form is to be asked, `!/…` submits a form as
 * its draft has it, and `=/…` is a select that fills in one field of it.
 * `~2` follows where the same id would stand twice in a message, which Discord refuses.
 */
const ASKING = '?';
const UNFINISHED = '+';
const SUBMITTING = '!';
const FILLING = '=';
const PLAIN = '1';

/** The button that takes a confirm dialog away: never seen by the core. */
export const CANCEL: ActionRef = { name: 'cancel' };
/** A select whose options are custom ids of buttons that had no room of their own. */
export const MENU_ID = 'menu';

/** Of a button; `asks`: its confirm dialog comes first. */
export function pressId(action: ActionRef, asks: boolean): string {
  return marked(encodeAction(action), asks ? ASKING : PLAIN);
}

/** Of the modal of a form; `isUnfinished`: more of the form is asked after it. */
export function modalId(form: string, draft: string, isUnfinished: boolean): string {
  return marked(encodeAction({ name: form, ids: [draft] }), isUnfinished ? UNFINISHED : PLAIN);
}

/** Of a button that submits the form as its draft has it. */
export function submitId(form: string, draft: string): string {
  return marked(encodeAction({ name: form, ids: [draft] }), SUBMITTING);
}

/** Of a select that fills in one field of the form. */
export function fillId(form: string, draft: string, field: string): string {
  return marked(encodeAction({ name: form, ids: [draft, field] }), FILLING);
}

/** A form that is filled in or submitted on a message. */
export interface OnMessage {
  form: string;
  draft: string;
  /** Null: it is submitted. */
  field: string | null;
}

/** Null for anything else. */
export function readOnMessage(customId: string): OnMessage | null {
  const id = bare(customId);
  const action = id.startsWith(SUBMITTING) || id.startsWith(FILLING) ? decodeAction(marked(id, PLAIN)) : null;
  const [draft, field] = action?.ids ?? [];
  return action === null || draft === undefined ? null : { form: action.name, draft, field: field ?? null };
}

/** What the id of a button says. */
export interface Pressed {
  action: Required<ActionRef>;
  /** Its confirm dialog is still to be shown. */
  asks: boolean;
}

/** Null for what this version did not write. */
export function readPressId(customId: string): Pressed | null {
  const id = bare(customId);
  const action = decodeAction(marked(id, PLAIN));
  return action === null || !(id.startsWith(PLAIN) || id.startsWith(ASKING))
    ? null
    : { action, asks: id.startsWith(ASKING) };
}

/** Null for what this version did not write. */
export function readModalId(customId: string): { form: string; draft: string; isUnfinished: boolean } | null {
  const action = decodeAction(marked(customId, PLAIN));
  const [draft] = action?.ids ?? [];
  if (action === null || draft === undefined) return null;
  return { form: action.name, draft, isUnfinished: customId.startsWith(UNFINISHED) };
}

/** Whether it is a select whose options are buttons. */
export function isMenuId(customId: string): boolean {
  return bare(customId) === MENU_ID;
}

function marked(id: string, mark: string): string {
  return mark + id.slice(1);
}

function bare(customId: string): string {
  return customId.replace(/~\d+$/, '');
}

/** Hands out the custom ids of one message, each only once. */
export class CustomIds {
  readonly #taken = new Set<string>();

  /** Null where there is no room left to tell it from the same id before. */
  take(id: string): string | null {
    for (let count = 1; ; count += 1) {
      const unique = count === 1 ? id : `${id}~${count}`;
      if (unique.length > LIMITS.customId) return null;
      if (!this.#taken.has(unique)) {
        this.#taken.add(unique);
        return unique;
      }
    }
  }
}
