import type { Screen } from '#chat/screen.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import { MailRefused } from '#mail/refused.ts';
import { renderMail } from '#mail/render.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import type { Deps } from '#services/deps.ts';
import {
  type Addressee,
  peopleToRemind,
  type RequestNotice,
  readRequestNotice,
} from '#services/requests/request-notices.ts';
import { type Words, wordsFor } from '#words/index.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  /** Null while mail is off. */
  transport: MailTransport | null;
  surfaces: Pick<Surfaces, 'direct'>;
  /** What became of a request, for one of those whom it concerns. */
  noticeText(
    words: Words,
    request: RoleChangeRequest,
    userId: string,
  ): { subject: string; paragraphs: string[] };
  noticeScreen(words: Words, request: RoleChangeRequest, userId: string): Screen;
  reminderScreen(words: Words, request: RoleChangeRequest): Screen;
  log: { warn(data: object, message: string): void };
}

/** Tells requester and target what became of a request, and reminds those who may decide. */
export async function workRequestNotices(options: Options): Promise<void> {
  const { deps, queue, transport, noticeText, noticeScreen, reminderScreen, log } = options;

  const direct = async (to: Addressee, language: string, screenIn: (words: Words) => Screen) => {
    const { locale, ...identity } = to;
    const delivery = await options.surfaces.direct(identity, screenIn(wordsFor(locale, language)));
    if (delivery.result !== 'sent') {
      const { result, reason } = delivery;
      log.warn({ platform: to.platform, result, reason }, 'a notice of a request was not delivered in chat');
    }
    return delivery.result;
  };

  const mail = async ({ language, request, userId, firstName, email }: RequestNotice): Promise<void> => {
    const words = wordsFor(language);
    const { subject, paragraphs } = noticeText(words, request, userId);
    const before = [words.notices.hello(firstName), ...paragraphs];
    try {
      const rendered = renderMail({ subject, before, after: [] }, words.language, transport?.hexabot);
      await transport?.send(email, rendered);
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      log.warn({ reason: error.message }, 'a notice of a request was refused by the mail server');
    }
  };

  await queue.work('request-notice', async (job) => {
    const notice = await readRequestNotice(deps, job);
    if (notice === null) return;
    const results = [];
    for (const identity of notice.identities) {
      results.push(
        await direct(identity, notice.language, (words) =>
          noticeScreen(words, notice.request, notice.userId),
        ),
      );
    }
    if (results.includes('sent')) return;
    if (transport !== null) await mail(notice);
    else if (results.includes('failed')) throw new Error('nobody could be told of a request');
  });

  await queue.work('request-reminder', async ({ requestId }) => {
    const { request, people } = await peopleToRemind(deps, requestId);
    if (request.status !== 'pending') return;
    const results = [];
    for (const { language, ...person } of people) {
      results.push(await direct(person, language, (words) => reminderScreen(words, request)));
    }
    // Once somebody has it, nobody is to have it twice.
    if (results.includes('failed') && !results.includes('sent')) throw new Error('nobody could be reminded');
  });
}
