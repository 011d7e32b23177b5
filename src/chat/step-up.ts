import type { RawValues } from '#domain/draft.ts';
import type { ProofNeeded } from '#domain/proof.ts';
import { inLanguage } from './in-language.ts';
import type { Input } from './invocation.ts';
import { wordsOfStanding } from './languages.ts';
import type { DispatchOptions, Progress } from './progress.ts';
import type { Screen } from './screen.ts';
import { noPasskeyScreen, proofScreen } from './views/proof.ts';

/** The form that asked: its draft is taken, and `values` are what was typed less its secrets. */
interface AskingForm {
  draft: string;
  values: RawValues;
}

/** From a writer's question for a proof to what the person sees (docs/design.md, section 12). */
export type StepUp = (progress: Progress, error: ProofNeeded, form?: AskingForm) => Promise<Screen>;

/** Stores what waits for a passkey and says how to confirm it; or how to get a passkey, with nothing typed lost. */
export function createStepUp({ services, log }: Pick<DispatchOptions, 'services' | 'log'>): StepUp {
  return async (progress, { matters, passwordHash }, form) => {
    const { invocation, standing } = progress;
    const words = wordsOfStanding(invocation, standing);
    const actor = standing?.actor ?? null;
    if (actor === null) throw new Error('a proof was asked for of nobody');
    const { identity } = invocation;
    if (!(await services.passkeys.has(actor.id))) {
      progress.outcome = 'refused';
      if (form !== undefined)
        await services.drafts.rewrite(identity, form.draft, form.values, { givesBack: true });
      return inLanguage(words, noPasskeyScreen({ words }, matters, form?.draft ?? null));
    }
    const input = heldInput(invocation.input, form);
    const pending = await services.proofs.hold({
      identity,
      userId: actor.id,
      invocation: { ...invocation, input },
      handler: handlerOf(input),
      matters,
      passwordHash,
      draft: form === undefined ? null : { id: form.draft, values: form.values },
      language: words.language,
    });
    progress.outcome = 'confirming';
    log.info({ requestId: invocation.id, pending: pending.id }, 'waits for a passkey');
    return inLanguage(words, proofScreen({ words }, matters, pending));
  };
}

/** As it is done again later: a form with all that it was sent and keeps, and nothing that is secret. */
function heldInput(input: Input, form: AskingForm | undefined): Input {
  if (input.type === 'form' && form !== undefined) {
    const { type, name, draft } = input;
    return { type, name, draft, values: form.values };
  }
  return input.type === 'action' ? { ...input, values: {} } : input;
}

/** What is signed of it beside the matters. */
function handlerOf(input: Input): object {
  switch (input.type) {
    case 'line':
      return { type: 'line', text: input.text };
    case 'command':
      return { type: 'command', path: input.path };
    case 'action':
      return { type: 'action', name: input.name, ids: input.ids, selected: input.selected };
    case 'form':
      return { type: 'form', name: input.name };
    case 'search':
      return { type: 'search' };
  }
}
