import type { RoleChangeRequest } from '#domain/request.ts';
import type { Role } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import type { Action, Part, Screen } from '../screen.ts';
import { requestLine } from './request-line.ts';

/** What became of a request, told to one of those whom it concerns; the same sentences go into a mail. */
export function requestNotice(
  words: Words,
  request: RoleChangeRequest,
  userId: string,
): { subject: string; paragraphs: string[] } {
  const { requester, target, decision, grant } = request;
  const names = (roles: readonly Role[]): string =>
    roles.map(({ name }) => name).join(', ') || words.screens.common.none;
  return words.notices.notice({
    status: request.status,
    grant: grant === null ? null : grant.endedAt === null ? 'running' : (grant.outcome ?? 'ended'),
    lastsMs: request.lastsMs,
    isTarget: target.id === userId,
    isRequester: requester.id === userId,
    requester: requester.name,
    target: target.name,
    before: names(request.rolesBefore),
    after: names(request.rolesAfter),
    by: decision?.by?.name ?? null,
    why: decision?.reason ?? null,
  });
}

/** The same as a direct message, to be opened; an outdated one can be asked anew by who asked. */
export function requestNoticeScreen(words: Words, request: RoleChangeRequest, userId: string): Screen {
  const { request: texts } = words.screens;
  const { subject, paragraphs } = requestNotice(words, request, userId);
  const isOwn = request.requester.id === userId;
  const again: Action = {
    type: 'button',
    label: texts.again,
    action: { name: 'requests.again', ids: [request.id, 'own'] },
  };
  return {
    title: subject,
    tone: request.status === 'approved' ? 'success' : 'warning',
    parts: paragraphs.map((text): Part => ({ type: 'text', text })),
    actions: [openButton(words, request), ...(request.status === 'outdated' && isOwn ? [again] : [])],
  };
}

/** Half of the time is over. */
export function reminderScreen(words: Words, request: RoleChangeRequest): Screen {
  const { title, text } = words.notices.reminder(requestLine(words, request, true));
  const { request: texts } = words.screens;
  const expires: Part = {
    type: 'facts',
    facts: [{ label: texts.expires, value: [{ type: 'instant', at: request.expiresAt, style: 'time' }] }],
  };
  return {
    title,
    language: words.language,
    tone: 'warning',
    parts: [{ type: 'text', text }, expires],
    actions: [openButton(words, request)],
  };
}

function openButton(words: Words, { id }: Pick<RoleChangeRequest, 'id'>): Action {
  return {
    type: 'button',
    label: words.screens.request.open,
    action: { name: 'requests.open', ids: [id] },
    style: 'primary',
  };
}
