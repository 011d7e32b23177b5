import type { Words } from '#words/index.ts';
import type { Reply } from './reply.ts';
import type { Screen } from './screen.ts';

/** The screen with the language that it was made in, for renderers. */
export function inLanguage({ language }: Pick<Words, 'language'>, screen: Screen): Screen {
  return { ...screen, language };
}

/** The same for every screen among the replies. */
export function repliesInLanguage(words: Words, replies: readonly Reply[]): Reply[] {
  return replies.map((reply) => {
    if (reply.type === 'screen') return { ...reply, screen: inLanguage(words, reply.screen) };
    if (reply.type !== 'errors' || reply.form === undefined) return reply;
    return { ...reply, form: inLanguage(words, reply.form) };
  });
}
