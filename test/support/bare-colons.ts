import { optionsOf } from '#chat/catalogue.ts';
import { commands } from '../../commands/index.ts';

const OPTIONS = commands.flatMap(optionsOf).map(({ name }) => name);

/** Names of permissions (`User: read, update`), and of options as they are typed (`status:`). */
const SPELLED = new RegExp(
  `\\b[A-Z]\\w+: (?=create|read|update|delete)|(?<!\\p{L})(${OPTIONS.join('|')}):`,
  'gu',
);

/** Those of these French texts that have a colon without a no-break space before it. */
export function bareColons(texts: readonly string[]): string[] {
  return texts.filter((text) => /(?<!\u00a0):(?=\s|$)/.test(text.replace(SPELLED, '')));
}
