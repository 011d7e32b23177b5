import type { Context } from '../context.ts';
import type { Action } from '../screen.ts';

/** Open in Hexabot, where its address is known. */
export function openInHexabot({ setup, words }: Pick<Context, 'setup' | 'words'>): Action[] {
  if (setup.frontendBaseUrl === null) return [];
  return [{ type: 'link', label: words.screens.common.openInHexabot, url: `${setup.frontendBaseUrl}/users` }];
}
