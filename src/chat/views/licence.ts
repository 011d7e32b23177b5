import type { Words } from '#words/index.ts';
import type { Setup } from '../context.ts';
import type { Action } from '../screen.ts';

/** Hexabot's pricing page (docs/hexabot.md, Licence). */
const PRICING_URL = 'https://hexabot.ai/pricing/#pricing';

/** See pricing, and Enter license key where Hexabot's settings page is known. */
export function licenceActions({ screens }: Words, setup: Setup): Action[] {
  const { seePricing, enterKey } = screens.refusal;
  const pricing: Action = { type: 'link', label: seePricing, url: PRICING_URL };
  if (setup.standalone || setup.frontendBaseUrl === null) return [pricing];
  const url = `${setup.frontendBaseUrl}/settings/groups/global_settings`;
  return [pricing, { type: 'link', label: enterKey, url }];
}

/** Where the plan is set, when no page can be opened for it. */
export function licenceNote({ screens }: Words, setup: Setup): string | null {
  if (setup.standalone) return screens.refusal.enterKeyStandalone;
  return setup.frontendBaseUrl === null ? screens.refusal.enterKeyUnknown : null;
}
