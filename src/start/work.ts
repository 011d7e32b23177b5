import { auditPost } from '#chat/views/audit-post.ts';
import { postedCard } from '#chat/views/card.ts';
import { reminderScreen, requestNotice, requestNoticeScreen } from '#chat/views/request-notice.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import { DetachedError, sweepLockout } from '#services/attached/lockout-sweep.ts';
import type { Deps } from '#services/deps.ts';
import { sweepDrafts } from '#services/drafts/drafts.ts';
import type { SsoWatch } from '#services/gate/sso.ts';
import { checkMembers } from '#services/links/check-members.ts';
import { sweepLinkCodes } from '#services/links/link-codes.ts';
import { moveLinks } from '#services/links/move-links.ts';
import { sweepPending } from '#services/passkeys/pending-actions.ts';
import type { LicenceWatch } from '#services/plan/licence.ts';
import { resumeCards } from '#services/requests/cards.ts';
import { expireRequests } from '#services/requests/expire-requests.ts';
import { remindApprovers } from '#services/requests/remind-approvers.ts';
import { endDueAccess } from '#services/requests/timed-access.ts';
import { LANGUAGES } from '#words/index.ts';
import { workAdministratorNotices } from '#workers/administrator-notices.ts';
import { workCards } from '#workers/cards.ts';
import { workConfirmationMails } from '#workers/confirmation-mail.ts';
import { workLinkMails } from '#workers/link-mails.ts';
import { workNotices } from '#workers/notices.ts';
import { workPasskeyMails } from '#workers/passkey-mails.ts';
import { workRequestNotices } from '#workers/request-notices.ts';
import { type Sweep, type SweepTask, startSweep } from '#workers/sweep.ts';
import type { Logger } from './log.ts';
import type { OpenPlatforms } from './open-platforms.ts';

/** Works on what runs from the queue: mails, notices and cards. */
export async function workQueue(options: {
  deps: Deps;
  queue: Queue;
  transport: MailTransport | null;
  platforms: OpenPlatforms;
  log: Logger;
}): Promise<void> {
  const { surfaces, names } = options.platforms;
  const common = { ...options, surfaces, platforms: names };
  const { deps, transport } = common;
  if (transport !== null) {
    await workConfirmationMails({ ...common, transport });
    await workLinkMails({ ...common, transport });
    await workPasskeyMails({ ...common, transport });
  }
  await workNotices({ ...common, auditScreen: (entry) => auditPost(LANGUAGES.en, entry) });
  await workAdministratorNotices(common);
  await workRequestNotices({
    ...common,
    noticeText: requestNotice,
    noticeScreen: requestNoticeScreen,
    reminderScreen,
  });
  await workCards({ ...common, cardScreen: postedCard });
  await resumeCards(deps, names);
}

/** Does every minute what is due by our own rows and the clock, until it is stopped. */
export function startTasks(options: {
  deps: Deps;
  platforms: OpenPlatforms;
  licence: LicenceWatch;
  sso: SsoWatch;
  /** Sets the clock by the database's. */
  adjust(): Promise<void>;
  log: Logger;
  /** Nothing of this database is ours to do any more. */
  onDetached(): void;
}): Sweep {
  const { deps, platforms, licence, sso, log } = options;
  const stopping = new AbortController();
  const tasks: SweepTask[] = [
    { name: 'clock', run: options.adjust },
    { name: 'licence', run: licence.refresh },
    { name: 'sso', run: sso.refresh },
    { name: 'links', run: () => moveLinks(deps) },
    ...(deps.attached
      ? [
          {
            name: 'lockout',
            run: () =>
              sweepLockout(deps, { stopping: stopping.signal }).catch((error: unknown) => {
                if (!(error instanceof DetachedError)) throw error;
                log.fatal(error.message);
                options.onDetached();
              }),
          },
        ]
      : []),
    { name: 'timed access', run: () => endDueAccess(deps) },
    { name: 'requests', run: () => expireRequests(deps) },
    { name: 'reminders', run: () => remindApprovers(deps) },
    { name: 'members', run: () => checkMembers(deps, platforms.surfaces.isMember) },
    { name: 'link codes', run: () => sweepLinkCodes(deps) },
    { name: 'passkeys', run: () => sweepPending(deps) },
    { name: 'drafts', run: () => sweepDrafts(deps) },
    { name: 'platforms', run: platforms.sweep },
  ];
  const sweep = startSweep(tasks, log);
  return {
    now: sweep.now,
    stop() {
      sso.stop();
      licence.stop();
      stopping.abort();
      return sweep.stop();
    },
  };
}
