import { consoleWords as en } from '#words/en/console.ts';
import type { Words } from '#words/index.ts';

export function consoleWords(_words: Words): typeof en {
  return en;
}
