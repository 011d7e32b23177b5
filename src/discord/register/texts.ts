import type { Locale, LocalizationMap } from 'discord.js';
import { LANGUAGES, type Words } from '#words/index.ts';
import { LIMITS } from '../limits.ts';
import { label, NOTHING } from '../render/text.ts';

/** Our languages by Discord's locales (docs.discord.com, "Reference", Locales); English is what is not localised. */
const LOCALES: Readonly<Record<string, `${Locale}`>> = { fr: 'fr' };

function others(): { locale: `${Locale}`; words: Words }[] {
  return Object.values(LANGUAGES as Record<string, Words>).flatMap((words) => {
    const locale = LOCALES[words.language];
    return locale === undefined ? [] : [{ locale, words }];
  });
}

/** A description in every language, at most `width` characters. */
export function describe(
  textIn: (words: Words) => string | undefined,
  width: number,
): { description: string; description_localizations?: LocalizationMap } {
  const description = label(textIn(LANGUAGES.en) ?? NOTHING, width);
  const localised = others().flatMap(({ locale, words }) => {
    const text = textIn(words);
    return text === undefined ? [] : [[locale, label(text, width)] as const];
  });
  return localised.length === 0
    ? { description }
    : { description, description_localizations: Object.fromEntries(localised) };
}

/** "Application Commands", Application Command Naming. */
const TYPED_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/**
 * Siblings (commands, options, choices) with their names in other languages. A name that Discord would refuse, or that
 * a sibling has already, stays in English.
 */
export function named<T extends { name: string; value?: unknown; name_localizations?: unknown }>(
  siblings: readonly T[],
): T[] {
  const taken = new Map<string, Set<string>>();
  return siblings.map((sibling) => {
    const localised = others().flatMap(({ locale, words }) => {
      const text = words.names[sibling.name];
      const names = taken.get(locale) ?? new Set(siblings.map(({ name }) => name));
      taken.set(locale, names);
      // Choices are shown, not typed, and so take any name.
      const isPossible = 'value' in sibling || (TYPED_NAME.test(text ?? '') && text === text?.toLowerCase());
      if (text === undefined || text === sibling.name || !isPossible || names.has(text)) return [];
      names.add(text);
      return [[locale, text] as const];
    });
    return localised.length === 0
      ? sibling
      : { ...sibling, name_localizations: Object.fromEntries(localised) };
  });
}

/** The name of an entry in a member's menu, in every language. */
export function menuName(menu: keyof Words['discord']['menus']): {
  name: string;
  name_localizations?: LocalizationMap;
} {
  const name = label(LANGUAGES.en.discord.menus[menu], LIMITS.command.name);
  const localised = others().map(
    ({ locale, words }) => [locale, label(words.discord.menus[menu], LIMITS.command.name)] as const,
  );
  return localised.length === 0 ? { name } : { name, name_localizations: Object.fromEntries(localised) };
}
