import type { AuditEntry } from '#domain/audit.ts';
import type { Context } from '../context.ts';
import { quoted } from '../reading/quotes.ts';
import type { Action, Part, Screen } from '../screen.ts';
import { auditLine } from './audit.ts';

/** What was typed to narrow the list, and the users that were found by it. */
export interface AuditFilter {
  user?: string | undefined;
  by?: string | undefined;
  since?: string | undefined;
  /** Whose clocks `since` is read by. */
  zone?: string | undefined;
  userId?: string | undefined;
  byId?: string | undefined;
}

/** The id of the list that is not narrowed: nothing is saved for it. */
export const WHOLE_AUDIT_ID = '-';

/** One page of entries, found by a filter that is saved under `id`; `page` from 1. */
export interface AuditFound {
  entries: readonly AuditEntry[];
  total: number;
  filter: AuditFilter;
  since: Date | null;
  id: string;
  page: number;
}

/** Who did what to whom, newest first, with the command that shows it again. */
export function auditScreen(
  { words, invocation, actor }: Pick<Context, 'words' | 'invocation' | 'actor'>,
  found: AuditFound,
): Screen {
  const { audit: texts } = words.screens;
  const { entries, total, page, id } = found;
  const sight = { words, seesRoles: actor.permissions.has('Role: read') };
  const first = (page - 1) * invocation.pageSize + 1;
  const summary = total === 0 ? [] : [note(texts.page(first, first + entries.length - 1, total))];
  const turn = (label: string, to: number): Action => ({
    type: 'button',
    label,
    action: { name: 'audit.page', ids: [id, String(to)] },
  });
  return {
    title: texts.title,
    tone: 'neutral',
    parts: [
      ...(found.since === null ? [] : [note(texts.since(found.since, found.filter.zone ?? 'UTC'))]),
      ...summary,
      ...entries.map((entry): Part => ({ type: 'text', text: auditLine(sight, entry) })),
      ...(total > 0
        ? []
        : [{ type: 'text', text: id === WHOLE_AUDIT_ID ? texts.nobody : texts.nothingFound } as const]),
      note([texts.again, { type: 'code', text: auditCommand(found) }]),
    ],
    actions: [
      ...(page > 1 ? [turn(texts.previous, page - 1)] : []),
      ...(page * invocation.pageSize < total ? [turn(texts.next, page + 1)] : []),
      turn(texts.refresh, page),
    ],
  };
}

function note(text: Extract<Part, { type: 'text' }>['text']): Part {
  return { type: 'text', text, style: 'note' };
}

function auditCommand({ filter, page }: AuditFound): string {
  const { user, by, since } = filter;
  const named = Object.entries({ user, by, since, ...(page > 1 ? { page: String(page) } : {}) });
  return [
    '/hexa audit',
    ...named.flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${quoted(value)}`])),
  ].join(' ');
}
