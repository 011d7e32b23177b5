import type { Words } from './index.ts';

/** A problem of a form's field as the domain lists it. */
interface FieldProblem {
  field: string;
  code: keyof Words['problems'];
  data: object;
}

/** What is wrong with each field; several sentences for one field are joined. */
export function problemTexts(words: Words, problems: readonly FieldProblem[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { field, code, data } of problems) {
    const sentence = words.problems[code] as (data: object) => string;
    texts[field] = texts[field] === undefined ? sentence(data) : `${texts[field]} ${sentence(data)}`;
  }
  return texts;
}
