import { HexaError } from '#domain/errors.ts';
import { type ActionHandler, needsOf } from './command.ts';
import type { Context } from './context.ts';
import { judge, refusalOf } from './gate.ts';
import type { Screen } from './screen.ts';
import { withDraft } from './with-draft.ts';

/**
 * `forms.open` (ids: a draft): opens any form again with what was kept of it. For platforms where a form cannot
 * be shown in answer to what was just done, such as Discord, which opens a modal only for a button or command.
 */
export const openForm: ActionHandler = {
  // The form's own needs are asked: one of them is there to become linked.
  needs: { until: 'workspace' },
  changes: false,
  opens: 'form',
  async run(context, { ids: [draft = ''] }) {
    return [{ type: 'screen', screen: await reopenForm(context, draft), as: 'new' }];
  },
};

/**
 * The form of this draft with what was typed, in the same draft unless it starts over with an earlier step; the form's own needs are asked. Throws
 * `outdated` when it is gone or somebody else's, and the gate's refusal.
 */
export async function reopenForm(context: Context, draftId: string): Promise<Screen> {
  const { catalogue, invocation, services, standing } = context;
  const draft = await services.drafts.read(invocation.identity, draftId);
  const found = draft === null ? null : catalogue.form(draft.form);
  if (draft === null || found === null) throw new HexaError('outdated', {});
  const refusal = refusalOf(judge(standing, found.handler.needs ?? needsOf(found.command)));
  if (refusal !== null) throw refusal;
  const screen = await found.handler.reopen(context, draft.values, []);
  return screen.form?.name === draft.form ? withDraft(screen, draftId) : screen;
}
