import type { Surfaces } from '#chat/surfaces.ts';
import { postedCard } from '#chat/views/card.ts';
import { reminderScreen, requestNotice, requestNoticeScreen } from '#chat/views/request-notice.ts';
import type { Platform } from '#domain/chat-identity.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import type { Deps } from '#services/deps.ts';
import { checkMembers } from '#services/links/check-members.ts';
import { sweepLinkCodes } from '#services/links/link-codes.ts';
import { resumeCards } from '#services/requests/cards.ts';
import { expireRequests } from '#services/requests/expire-requests.ts';
import { remindApprovers } from '#services/requests/remind-approvers.ts';
import { endDueAccess } from '#services/requests/timed-access.ts';
import { workCards } from '#workers/cards.ts';
import { workLinkMails } from '#workers/link-mails.ts';
import { workRequestNotices } from '#workers/request-notices.ts';
import type { Logger } from './log.ts';

/** What runs from the queue for links and role change requests (docs/design.md, sections 7 and 9). */
export async function workRequests(options: {
  deps: Deps;
  queue: Queue;
  transport: MailTransport | null;
  surfaces: Surfaces;
  platforms: readonly Platform[];
  log: Logger;
}): Promise<void> {
  const { transport } = options;
  await workCards({
    ...options,
    cardScreen: postedCard,
  });
  await workRequestNotices({
    ...options,
    noticeText: requestNotice,
    noticeScreen: requestNoticeScreen,
    reminderScreen,
  });
  if (transport !== null) await workLinkMails({ ...options, transport });
  await resumeCards(options.deps, options.platforms);
}

/** What is due by our own rows and the clock. */
export function requestTasks(
  deps: Deps,
  { isMember }: Pick<Surfaces, 'isMember'>,
): { name: string; run(): Promise<void> }[] {
  return [
    { name: 'timed access', run: () => endDueAccess(deps) },
    { name: 'requests', run: () => expireRequests(deps) },
    { name: 'reminders', run: () => remindApprovers(deps) },
    { name: 'members', run: () => checkMembers(deps, isMember) },
    { name: 'link codes', run: () => sweepLinkCodes(deps) },
  ];
}
