import { z } from 'zod';
import { HexaError } from '#domain/errors.ts';
import type { Words } from '#words/index.ts';
import type { ActionHandler } from './command.ts';
import type { Invocation } from './invocation.ts';
import { pageWithin, readPage } from './pages.ts';
import type { Fact, Part, Screen } from './screen.ts';
import type { Services } from './services.ts';

/** Name of the action behind "Show all" below a list that was cut. */
export const WHOLE_LIST = 'lists.whole';
/** Lines of the whole list on one page: bare lines fit every platform. */
const PAGE_SIZE = 20;

const kept = z.object({ labels: z.array(z.string()), values: z.array(z.string()) });

/**
 * A screen whose lists of people are as long as a command may take: what is more than a page of this surface gives way
 * to "and 12 more", and a button shows the whole. Other lists have pages of their own.
 */
export async function withShortLists(
  { drafts }: Pick<Services, 'drafts'>,
  { identity, pageSize, replyTo }: Pick<Invocation, 'identity' | 'pageSize' | 'replyTo'>,
  words: Words,
  screen: Screen,
): Promise<Screen> {
  const { andMore, showAll } = words.screens.common;
  const parts = await Promise.all(
    screen.parts.map(async (part): Promise<Part[]> => {
      if (part.type !== 'facts' || part.ofPeople !== true || part.facts.length <= pageSize) return [part];
      const { facts } = part;
      const values = { labels: facts.map(({ label }) => label), values: facts.map(plainValue) };
      const id = await drafts.save(identity, { form: WHOLE_LIST, values, replyTo });
      return [
        { ...part, facts: facts.slice(0, pageSize) },
        { type: 'text', text: andMore(facts.length - pageSize), style: 'note' },
        {
          type: 'actions',
          actions: [
            { type: 'button', label: showAll(facts.length), action: { name: WHOLE_LIST, ids: [id, '1'] } },
          ],
        },
      ];
    }),
  );
  return { ...screen, parts: parts.flat() };
}

function plainValue({ value }: Fact): string {
  if (typeof value !== 'string') throw new Error('a list of people has plain values');
  return value;
}

/** ids: the draft that holds the list, page. */
export const showWholeList: ActionHandler = {
  needs: {},
  changes: false,
  opens: 'screen',
  async run({ invocation, services, words }, { ids: [id = '', page = ''] }) {
    const draft = await services.drafts.read(invocation.identity, id, WHOLE_LIST);
    const read = kept.safeParse(draft?.values);
    if (!read.success) throw new HexaError('outdated', {});
    const { labels, values } = read.data;
    const at = pageWithin(readPage(page), labels.length, PAGE_SIZE);
    const facts = labels.map((label, index) => ({ label, value: values[index] ?? '' }));
    const { common, users } = words.screens;
    const turn = (label: string, to: number) =>
      ({ type: 'button', label, action: { name: WHOLE_LIST, ids: [id, String(to)] } }) as const;
    const screen: Screen = {
      title: common.allOf(labels.length),
      tone: 'neutral',
      parts: [{ type: 'facts', facts: facts.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE) }],
      actions: [
        ...(at > 1 ? [turn(users.previous, at - 1)] : []),
        ...(at * PAGE_SIZE < labels.length ? [turn(users.next, at + 1)] : []),
      ],
    };
    return [{ type: 'screen', screen, as: at === 1 && page === '1' ? 'new' : 'in_place' }];
  },
};
