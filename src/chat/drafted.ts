import type { Words } from '#words/index.ts';
import type { Invocation } from './invocation.ts';
import type { Reply } from './reply.ts';
import type { Screen } from './screen.ts';
import type { Services } from './services.ts';
import { withShortLists } from './whole-list.ts';
import { draftValues, withDraft } from './with-draft.ts';

/** A form on its way out gets a draft, so that its submission can be told from a repeated one. */
export async function drafted(
  { drafts }: Pick<Services, 'drafts'>,
  { identity }: Invocation,
  replyTo: string | null,
  screen: Screen,
): Promise<Screen> {
  if (screen.form === undefined) return screen;
  const { name, draft: given } = screen.form;
  const values = draftValues(screen);
  return withDraft(screen, given || (await drafts.save(identity, { form: name, values, replyTo })));
}

/** The same for every form among the replies, and what is too long to be shown at once is saved to be shown whole. */
export async function withDrafts(
  services: Pick<Services, 'drafts'>,
  invocation: Invocation,
  { replyTo, words }: { replyTo: string | null; words: Words },
  replies: readonly Reply[],
): Promise<Reply[]> {
  return Promise.all(
    replies.map(async (reply) => {
      if (reply.type !== 'screen') return reply;
      const short = await withShortLists(services, invocation, words, reply.screen);
      return { ...reply, screen: await drafted(services, invocation, replyTo, short) };
    }),
  );
}

/** After a change. A form on its way out has changed nothing yet. */
export function withHomeRefreshed(replies: readonly Reply[]): Reply[] {
  const isForm = replies.some((reply) => reply.type === 'screen' && reply.screen.form !== undefined);
  return isForm ? [...replies] : [...replies, { type: 'refresh_home' }];
}
