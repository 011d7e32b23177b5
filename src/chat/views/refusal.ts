import type { ErrorCode, ErrorData, HexaError } from '#domain/errors.ts';
import type { Words } from '#words/index.ts';
import type { Setup } from '../context.ts';
import type { Action, Screen } from '../screen.ts';

/** Hexabot's pricing page (hexabot-facts.md, Licence). */
const PRICING_URL = 'https://hexabot.ai/pricing/#pricing';

type Sentence<C extends ErrorCode> = (data: ErrorData[C]) => { title: string; text: string };

/** The sentence of a refusal. */
export function refusalText(words: Words, error: HexaError): { title: string; text: string } {
  const sentences: { [C in ErrorCode]: Sentence<C> } = words.errors;
  return (sentences[error.code] as Sentence<ErrorCode>)(error.data);
}

/** Why it was refused and what to do next, in the person's words. */
export function refusalScreen(words: Words, error: HexaError, setup: Setup): Screen {
  const { title, text } = refusalText(words, error);
  const note = noteFor(words, error, setup);
  return {
    title,
    tone: 'refusal',
    parts: [
      { type: 'text', text },
      ...(note === null ? [] : [{ type: 'text', text: note, style: 'note' } as const]),
    ],
    actions: actionsFor(words, error, setup),
  };
}

function isLicence({ code }: HexaError): boolean {
  return code === 'plan_locked' || code === 'quota_reached';
}

function noteFor(words: Words, error: HexaError, setup: Setup): string | null {
  return isLicence(error) && setup.standalone ? words.screens.refusal.enterKeyStandalone : null;
}

function actionsFor(words: Words, error: HexaError, setup: Setup): Action[] {
  if (!isLicence(error)) return [];
  const { seePricing, enterKey } = words.screens.refusal;
  const actions: Action[] = [{ type: 'link', label: seePricing, url: PRICING_URL }];
  if (!setup.standalone && setup.frontendBaseUrl !== null) {
    const url = `${setup.frontendBaseUrl}/settings/groups/global_settings`;
    actions.push({ type: 'link', label: enterKey, url });
  }
  return actions;
}

/** An error of ours: the reference stands in the log too. */
export function unexpectedScreen(words: Words, reference: string): Screen {
  const { title, text } = words.screens.common.unexpected(reference);
  return { title, tone: 'refusal', parts: [{ type: 'text', text }] };
}

/** In place of a submitted form while its slow half runs. */
export function workingScreen({ title, text }: { title: string; text: string }): Screen {
  return { title, tone: 'neutral', parts: [{ type: 'text', text }] };
}
