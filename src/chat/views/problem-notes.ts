import type { Problem } from '#domain/errors.ts';
import type { Words } from '#words/index.ts';
import { problemTexts } from '#words/problem-texts.ts';

/** `Field: what is wrong`, one line a field, for a form that is shown again. */
export function problemNotes(
  words: Words,
  labels: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): string[] {
  const { colon } = words.screens.common;
  return Object.entries(problemTexts(words, problems)).map(
    ([field, text]) => `${labels[field] ?? field}${colon} ${text}`,
  );
}
