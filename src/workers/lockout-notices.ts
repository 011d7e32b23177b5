import type { Surfaces } from '#chat/surfaces.ts';
import type { Queue } from '#queue/index.ts';
import { readLockoutNotice } from '#services/attached/lockout-notices.ts';
import type { Deps } from '#services/deps.ts';
import { localeOf } from '#services/links/locale.ts';
import { wordsFor } from '#words/index.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  surfaces: Pick<Surfaces, 'direct'>;
  log: { warn(data: object, message: string): void };
}

/** Tells administrators, by direct message, of users who were switched on elsewhere and are off again. */
export async function workLockoutNotices({ deps, queue, surfaces, log }: Options): Promise<void> {
  await queue.work('lockout-notice', async (job) => {
    const notice = await readLockoutNotice(deps, job);
    for (const identity of notice?.identities ?? []) {
      const words = wordsFor(await localeOf(deps, identity), notice!.language);
      const { title, text } = words.notices.lockoutUpheld(notice!);
      const delivery = await surfaces.direct(identity, {
        title,
        tone: 'warning',
        parts: [{ type: 'text', text }],
      });
      if (delivery.result === 'sent') continue;
      log.warn({ ...job, reason: delivery.reason }, 'an administrator was not told of a lockout');
      if (delivery.result === 'failed') throw new Error(delivery.reason);
    }
  });
}
