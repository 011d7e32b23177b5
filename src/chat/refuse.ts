import { HexaError } from '#domain/errors.ts';
import { refused } from '#metrics/events.ts';
import { inLanguage } from './in-language.ts';
import { type Languages, wordsOfStanding } from './languages.ts';
import type { DispatchOptions, Progress } from './progress.ts';
import { withReading } from './read-as.ts';
import type { Work } from './resolve.ts';
import type { Screen } from './screen.ts';
import { refusalScreen, unexpectedScreen } from './views/refusal.ts';
import { withShortLists } from './whole-list.ts';

/** `draft`: of the form that was refused. */
export type Refuse = (progress: Progress, error: unknown, draft?: string) => Promise<Screen>;

/** From what was thrown to what the person reads; refused attempts go into the audit, bugs into the log. */
export function createRefuse(
  { services, setup, log }: Pick<DispatchOptions, 'services' | 'setup' | 'log'>,
  languages: Languages,
): Refuse {
  return async (progress, error, draft) => {
    const { invocation, standing, work, mayHaveChanged } = progress;
    const words = standing === null ? languages.wordsOf(invocation) : wordsOfStanding(invocation, standing);
    const requestId = invocation.id;
    if (!(error instanceof HexaError)) {
      progress.outcome = 'failed';
      const reference = requestId.slice(0, 8);
      log.error({ requestId, reference, work: work?.name, err: error }, 'unexpected error');
      return inLanguage(words, unexpectedScreen(words, reference, mayHaveChanged));
    }
    log.info({ requestId, work: work?.name, refused: error.code }, 'refused');
    progress.outcome = 'refused';
    refused.say(() => ({ platform: invocation.identity.platform, code: error.code }));
    const actor = standing?.actor ?? null;
    if (work !== null && isAttempt(work, error)) {
      const { identity } = invocation;
      await services
        .auditRefusal({ identity, actor, requestId, action: work.name, code: error.code, data: error.data })
        .catch((cause: unknown) => log.error({ requestId, err: cause }, 'a refusal could not be audited'));
    }
    const seesUsers = actor?.permissions.has('User: read') ?? false;
    const screen = refusalScreen(words, error, setup, { draft: draft ?? null, seesUsers });
    const usernames = SAYS_READING.has(error.code) ? [] : (work?.usernames ?? []);
    const told = withReading(words, usernames, screen);
    return inLanguage(words, await withShortLists(services, invocation, words, told));
  };
}

/** Their sentences say it themselves. */
const SAYS_READING: ReadonlySet<string> = new Set(['user_not_found', 'users_unclear']);

/** The refusal of an attempt at a change goes into the audit; mistakes of typing do not (docs/design.md, section 6). */
function isAttempt(work: Work, error: HexaError): boolean {
  return work.changes && !NOT_ATTEMPTS.has(error.code);
}

const NOT_ATTEMPTS: ReadonlySet<string> = new Set([
  'invalid',
  'unknown_command',
  'unknown_option',
  'unexpected_text',
  'option_missing',
  'option_invalid',
  'password_typed',
  'only_one_person',
  'too_many_people',
  'user_not_found',
  'user_ambiguous',
  'users_unclear',
  'role_not_found',
  'role_ambiguous',
  'membership_unknown',
  'already_handled',
  'outdated',
  // A second press is none.
  'request_decided',
  // Written down where it is known whose account it was about.
  'link_code_dead',
  'already_linked',
]);
