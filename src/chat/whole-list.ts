import { z } from 'zod';
import { HexaError } from '#domain/errors.ts';
import type { Words } from '#words/index.ts';
import { isCut } from '#words/listed.ts';
import type { ActionHandler } from './command.ts';
import type { Invocation } from './invocation.ts';
import { pageWithin, readPage } from './pages.ts';
import type { Action, Fact, Part, Screen } from './screen.ts';
import type { Services } from './services.ts';

/** Name of the action behind "Show all" below a list that was cut. */
export const WHOLE_LIST = 'lists.whole';
/** Lines of the whole list on one page: bare lines fit every platform. */
const PAGE_SIZE = 20;

/** Lines with a label and a value, or the items of a list. */
const saved = z.union([
  z.object({ labels: z.array(z.string()), values: z.array(z.string()) }),
  z.object({ items: z.array(z.string()) }),
]);
type Saved = z.output<typeof saved>;

/**
 * A screen whose lists are as long as a command may make them: what is more than a page of lines about people, or than a
 * sentence holds, gives way to "and 12 more", and a button shows the whole. Other lists have pages of their own.
 */
export async function withShortLists(
  { drafts }: Pick<Services, 'drafts'>,
  { identity, pageSize, replyTo }: Pick<Invocation, 'identity' | 'pageSize' | 'replyTo'>,
  words: Words,
  screen: Screen,
): Promise<Screen> {
  const { andMore, showAll, showAllOf } = words.screens.common;
  const button = async (label: string, values: Saved): Promise<Action> => {
    const id = await drafts.save(identity, { form: WHOLE_LIST, values, replyTo });
    return { type: 'button', label, action: { name: WHOLE_LIST, ids: [id, '1'] } };
  };
  const shown = async (part: Part): Promise<Part[]> => {
    if (part.type === 'text') {
      const { whole = [], ...text } = part;
      if (!isCut(whole)) return [text];
      return [
        text,
        { type: 'actions', actions: [await button(showAll(whole.length), { items: [...whole] })] },
      ];
    }
    if (part.type !== 'facts') return [part];
    const all = part.facts;
    const isLong = part.ofPeople === true && all.length > pageSize;
    const facts = isLong ? all.slice(0, pageSize) : all;
    const actions = await Promise.all([
      ...facts.flatMap(({ label, whole = [] }) =>
        isCut(whole) ? [button(showAllOf(label, whole.length), { items: [...whole] })] : [],
      ),
      ...(isLong
        ? [
            button(showAll(all.length), {
              labels: all.map(({ label }) => label),
              values: all.map(plainValue),
            }),
          ]
        : []),
    ]);
    return [
      { ...part, facts: facts.map(({ label, value }) => ({ label, value })) },
      ...(isLong ? [{ type: 'text', text: andMore(all.length - pageSize), style: 'note' } as const] : []),
      ...(actions.length > 0 ? [{ type: 'actions', actions } as const] : []),
    ];
  };
  return { ...screen, parts: (await Promise.all(screen.parts.map(shown))).flat() };
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
    const read = saved.safeParse(draft?.values);
    if (!read.success) throw new HexaError('outdated', {});
    const { data } = read;
    const length = 'items' in data ? data.items.length : data.labels.length;
    // Lines with a value are as short as they can be; an item may be as long as a name may be.
    const perPage = 'items' in data ? invocation.pageSize : PAGE_SIZE;
    const at = pageWithin(readPage(page), length, perPage);
    const [from, to] = [(at - 1) * perPage, at * perPage];
    const { common, users } = words.screens;
    const turn = (label: string, next: number) =>
      ({ type: 'button', label, action: { name: WHOLE_LIST, ids: [id, String(next)] } }) as const;
    const screen: Screen = {
      title: common.allOf(length),
      tone: 'neutral',
      parts: [partOf(data, from, to)],
      actions: [
        ...(at > 1 ? [turn(users.previous, at - 1)] : []),
        ...(to < length ? [turn(users.next, at + 1)] : []),
      ],
    };
    return [{ type: 'screen', screen, as: at === 1 && page === '1' ? 'new' : 'in_place' }];
  },
};

function partOf(data: Saved, from: number, to: number): Part {
  if ('items' in data) return { type: 'text', text: data.items.slice(from, to).join('\n') };
  const facts = data.labels.map((label, index) => ({ label, value: data.values[index] ?? '' }));
  return { type: 'facts', facts: facts.slice(from, to) };
}
