import type { RawValues } from '#domain/draft.ts';
import type { Action, Part, Screen } from './screen.ts';

/** In the ids of a form's buttons: the id of the form's own draft, which is known only when it is shown. */
export const THIS_DRAFT = 'draft';

/** What the draft of a form holds at first: its initial values and what it keeps. */
export function draftValues({ fields = [], form }: Screen): RawValues {
  const initial = fields.flatMap((field) =>
    'initial' in field && field.initial !== undefined ? [[field.name, field.initial] as const] : [],
  );
  return { ...Object.fromEntries(initial), ...form?.keeps };
}

/** The form with the id of its draft, also in its buttons. */
export function withDraft(screen: Screen, draft: string): Screen {
  if (screen.form === undefined) return screen;
  const filled = (actions: readonly Action[]): Action[] => actions.map((each) => fill(each, draft));
  return {
    ...screen,
    form: { ...screen.form, draft },
    parts: screen.parts.map(
      (part): Part => (part.type === 'actions' ? { ...part, actions: filled(part.actions) } : part),
    ),
    ...(screen.actions === undefined ? {} : { actions: filled(screen.actions) }),
  };
}

function fill(action: Action, draft: string): Action {
  if (action.type === 'link' || action.action.ids === undefined) return action;
  const ids = action.action.ids.map((id) => (id === THIS_DRAFT ? draft : id));
  return { ...action, action: { ...action.action, ids } };
}
