import type { Surfaces } from '#chat/surfaces.ts';
import type { Queue } from '#queue/index.ts';
import { type AdministratorNotice, readAdministratorNotice } from '#services/audit/administrator-notices.ts';
import type { Deps } from '#services/deps.ts';
import { localeOf } from '#services/links/locale.ts';
import { type Words, wordsFor } from '#words/index.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  surfaces: Pick<Surfaces, 'direct'>;
  log: { warn(data: object, message: string): void };
}

/**
 * Tells administrators, by direct message, of users who were switched on elsewhere and are off again, of first passkeys
 * and of actions that nobody owns up to.
 */
export async function workAdministratorNotices(options: Options): Promise<void> {
  const { deps, queue, surfaces, log } = options;
  for (const job of ['lockout-notice', 'passkey-notice'] as const) {
    await queue.work(job, async (data) => {
      const notice = await readAdministratorNotice(deps, data);
      for (const identity of notice?.identities ?? []) {
        const words = wordsFor(await localeOf(deps, identity), notice!.language);
        const { title, text } = noticeText(words, notice!);
        const delivery = await surfaces.direct(identity, {
          title,
          tone: 'warning',
          parts: [{ type: 'text', text }],
        });
        if (delivery.result === 'sent') continue;
        log.warn({ ...data, reason: delivery.reason }, 'an administrator was not told');
        if (delivery.result === 'failed') throw new Error(delivery.reason);
      }
    });
  }
}

function noticeText({ notices }: Words, notice: AdministratorNotice): { title: string; text: string } {
  if (notice.action === 'passkeys add') return notices.firstPasskey(notice);
  if (notice.action === 'passkeys confirm') return notices.disowned(notice);
  if (notice.roleless) return notices.roleless(notice);
  if (notice.action === 'lockout unseen') return notices.lockoutUnseen(notice);
  if (notice.action === 'lockout trusted') return notices.lockoutTrusted(notice);
  return notices.lockoutUpheld(notice);
}
