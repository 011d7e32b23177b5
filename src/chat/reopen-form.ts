import { HexaError } from '#domain/errors.ts';
import type { Catalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { needsOf } from './declared.ts';
import { judge, refusalOf } from './gate.ts';
import type { Screen } from './screen.ts';
import { withDraft } from './with-draft.ts';

/** `Context.reopenForm`, which tells what it promises and throws. */
export async function reopenForm(catalogue: Catalogue, context: Context, draftId: string): Promise<Screen> {
  const { invocation, services, standing } = context;
  const draft = await services.drafts.read(invocation.identity, draftId);
  const found = draft === null ? null : catalogue.form(draft.form);
  if (draft === null || found === null) throw new HexaError('outdated', {});
  const refusal = refusalOf(judge(standing, found.handler.needs ?? needsOf(found.command)));
  if (refusal !== null) throw refusal;
  const screen = await found.handler.reopen(context, draft.values, []);
  return screen.form?.name === draft.form ? withDraft(screen, draftId) : screen;
}
