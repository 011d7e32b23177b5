import type { RoleChangeRequest } from '#domain/request.ts';
import type { Context } from '../context.ts';
import type { Action, Part, Screen } from '../screen.ts';
import { requestLine, seesRolesOf } from './request-line.ts';
import { shortened } from './shortened.ts';

/** Which requests can be listed. */
export const WHICH = ['mine', 'waiting', 'all'] as const;
export type Which = (typeof WHICH)[number];

/** One page of requests; `page` from 1. */
export interface RequestsFound {
  which: Which;
  requests: readonly RoleChangeRequest[];
  total: number;
  page: number;
}

type Asked = Pick<Context, 'words' | 'invocation' | 'actor'>;

/** Requests, newest first, each to be opened. */
export function requestsScreen(context: Asked, found: RequestsFound): Screen {
  const { words, invocation } = context;
  const { requests: texts } = words.screens;
  const { which, requests, total, page } = found;
  const first = (page - 1) * invocation.pageSize + 1;
  const again = `/hexa requests list ${which}${page > 1 ? ` page:${page}` : ''}`;
  return {
    title: texts.title[which],
    tone: 'neutral',
    parts: [
      ...(total === 0
        ? [note(texts.nobody[which])]
        : [
            ...(total > requests.length ? [note(texts.page(first, first + requests.length - 1, total))] : []),
            ...entries(context, requests, which),
          ]),
      note([texts.again, { type: 'code', text: again }]),
    ],
    actions: [...(which === 'waiting' ? [] : openSelect(context, requests)), ...turns(context, found)],
  };
}

function note(text: Extract<Part, { type: 'text' }>['text']): Part {
  return { type: 'text', text, style: 'note' };
}

/** A page of them is to fit one message, whatever people and roles are called; on the card they are whole. */
const LINE = 160;

/** Who asks for what, then in small print how it stands; what waits has a button of its own, others stand in a select. */
function entries({ words, actor }: Asked, requests: readonly RoleChangeRequest[], which: Which): Part[] {
  const { requests: texts, request: card, home } = words.screens;
  const review = (id: string): Part => ({
    type: 'actions',
    actions: [{ type: 'button', label: home.review, action: { name: 'requests.open', ids: [id] } }],
  });
  return requests.flatMap((request): Part[] => [
    {
      type: 'text',
      text: [
        { type: 'strong', text: shortened(requestLine(words, request, seesRolesOf(actor, request)), LINE) },
      ],
    },
    note([
      `${card.status(request.status)} · ${texts.asked} `,
      { type: 'instant', at: request.createdAt, style: 'time' },
    ]),
    ...(which === 'waiting' ? [review(request.id)] : []),
  ]);
}

function openSelect({ words }: Asked, requests: readonly RoleChangeRequest[]): Action[] {
  if (requests.length === 0) return [];
  const { requests: texts, request: card } = words.screens;
  const options = requests.map(({ id, target, status, requester }) => ({
    value: id,
    label: `${target.name} · ${card.status(status)}`,
    description: `${card.requester} ${requester.name}`,
  }));
  return [{ type: 'select', label: texts.open, action: { name: 'requests.open' }, options }];
}

function turns({ words, invocation }: Asked, { which, page, total }: RequestsFound): Action[] {
  const { requests: texts } = words.screens;
  const turn = (label: string, to: number): Action => ({
    type: 'button',
    label,
    action: { name: 'requests.page', ids: [which, String(to)] },
  });
  return [
    ...(page > 1 ? [turn(texts.previous, page - 1)] : []),
    ...(page * invocation.pageSize < total ? [turn(texts.next, page + 1)] : []),
    {
      type: 'button',
      label: texts.new,
      action: { name: 'requests.new' },
      // What waits is what they came for.
      ...(which === 'waiting' ? {} : { style: 'primary' }),
    },
    turn(texts.refresh, page),
  ];
}
