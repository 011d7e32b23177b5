import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import type { Words } from './words.ts';

export type { Words } from './words.ts';

export const LANGUAGES = { en, fr } as const satisfies Record<string, Words>;
export type Language = keyof typeof LANGUAGES;

/** The words for the first of these locales (`fr-FR`, `en`) that we speak, else English. */
export function wordsFor(...locales: readonly (string | null)[]): Words {
  for (const locale of locales) {
    const language = locale?.slice(0, 2).toLowerCase();
    if (language !== undefined && language in LANGUAGES) return LANGUAGES[language as Language];
  }
  return LANGUAGES.en;
}
