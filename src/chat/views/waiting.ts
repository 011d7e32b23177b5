import type { RoleChangeRequest } from '#domain/request.ts';
import type { Context } from '../context.ts';
import { runCommand } from '../run-command.ts';
import type { Action, Part } from '../screen.ts';
import { requestLine, seesRolesOf } from './request-line.ts';

/** Role change requests that this actor may decide: the newest ones, and how many there are. */
export interface Waiting {
  requests: readonly RoleChangeRequest[];
  total: number;
}

/** How many are told one by one where something else is the matter. */
export const WAITING_SHOWN = 3;

/** What waits for this person, each to be looked at; nothing where nothing does. */
export function waitingParts({ words, actor }: Pick<Context, 'words' | 'actor'>, waiting: Waiting): Part[] {
  if (waiting.total === 0) return [];
  const { home } = words.screens;
  const review = (id: string): Action => ({
    type: 'button',
    label: home.review,
    action: { name: 'requests.open', ids: [id] },
  });
  const all: Action = {
    type: 'button',
    label: home.allWaiting(waiting.total),
    action: runCommand('requests list'),
  };
  return [
    { type: 'text', text: [{ type: 'strong', text: home.waiting(waiting.total) }] },
    ...waiting.requests.flatMap((request, index): Part[] => [
      { type: 'text', text: requestLine(words, request, seesRolesOf(actor, request)) },
      {
        type: 'actions',
        actions: [
          review(request.id),
          ...(index === waiting.requests.length - 1 && waiting.total > waiting.requests.length ? [all] : []),
        ],
      },
    ]),
    { type: 'divider' },
  ];
}
