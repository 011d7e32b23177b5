import { HexaError } from '#domain/errors.ts';
import type { Standing } from '#domain/standing.ts';
import type { Catalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { needsOf } from './declared.ts';
import { refusalFor } from './gate.ts';
import type { Screen } from './screen.ts';
import { withDraft } from './with-draft.ts';

/**
 * `Context.reopenForm`, which tells what it promises and throws. `seenWith`: the context of another standing, for a form
 * that says how many users there are, opened by a command that does not.
 */
export async function reopenForm(
  catalogue: Catalogue,
  context: Context,
  draftId: string,
  seenWith: (standing: Standing) => Context,
): Promise<Screen> {
  const { invocation, services } = context;
  const draft = await services.drafts.read(invocation.identity, draftId);
  const found = draft === null ? null : catalogue.form(draft.form);
  if (draft === null || found === null) throw new HexaError('outdated', {});
  const needs = found.handler.needs ?? needsOf(found.command);
  const { identity, served, quota } = context.standing;
  const isCounted = needs.quota === undefined || quota !== null;
  const own = isCounted ? context : seenWith(await services.standing(identity, served, true));
  const refusal = refusalFor(own.standing, needs);
  if (refusal !== null) throw refusal;
  const screen = await found.handler.reopen(own, draft.values, []);
  if (screen.form?.name !== draft.form) return screen;
  await services.drafts.rewrite(invocation.identity, draftId, { ...draft.values, ...screen.form.keeps });
  return withDraft(screen, draftId);
}
