import { HexaError, isHexaError, type Problem } from '#domain/errors.ts';
import { type Words, wordsFor } from '#words/index.ts';
import { problemTexts } from '#words/problem-texts.ts';
import type { Catalogue } from './catalogue.ts';
import type { Context, Setup } from './context.ts';
import type { Dispatch, Submission } from './dispatch.ts';
import { judge, type Needs, refusalOf } from './gate.ts';
import type { Input, Invocation, RawValues } from './invocation.ts';
import { createProfileRefresh } from './profile-refresh.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Reply } from './reply.ts';
import { resolve, type Work } from './resolve.ts';
import type { Screen } from './screen.ts';
import type { Services } from './services.ts';
import type { Standing } from './standing.ts';
import type { Surfaces } from './surfaces.ts';
import { refusalScreen, unexpectedScreen, workingScreen } from './views/refusal.ts';
import { draftValues, withDraft } from './with-draft.ts';

type FormWork = Extract<Work, { type: 'form' }>;

export interface DispatchOptions {
  catalogue: Catalogue;
  services: Services;
  setup: Setup;
  clock: () => Date;
  surfaces: Pick<Surfaces, 'profile'>;
  log: {
    info(data: object, message: string): void;
    error(data: object, message: string): void;
  };
}

/** The way of one invocation (design section 4): resolve, gate, handle, and errors to replies. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { catalogue, services, setup, clock, log } = options;
  const withinRate = createRateLimit(clock);
  const refreshProfile = createProfileRefresh(options);

  /** One invocation under way: what is known of it when something goes wrong. */
  interface Progress {
    invocation: Invocation;
    startedAt: Date;
    standing: Standing | null;
    work: Work | null;
  }
  const begin = (invocation: Invocation): Progress => ({
    invocation,
    startedAt: clock(),
    standing: null,
    work: null,
  });

  const wordsOf = ({ invocation, standing }: Progress): Words =>
    wordsFor(invocation.locale, standing?.profile?.locale ?? null, standing?.actor?.language ?? null);

  const contextOf = (progress: Progress, standing: Standing): Context => {
    const { invocation } = progress;
    return {
      invocation,
      words: wordsOf(progress),
      standing,
      get actor() {
        if (standing.actor === null) throw new Error('no actor: the gate was not asked for one');
        return standing.actor;
      },
      get by() {
        return { actor: this.actor, identity: invocation.identity, requestId: invocation.id };
      },
      setup,
      services,
      surfaces: options.surfaces,
      catalogue,
      now: progress.startedAt,
    };
  };

  const loadStanding = async (progress: Progress): Promise<Standing> => {
    const { identity, served } = progress.invocation;
    if (progress.invocation.input.type !== 'search' && !withinRate(identity))
      throw new HexaError('too_many_invocations', {});
    progress.standing = await services.standing(identity, served);
    if (served) refreshProfile(progress.standing, clock());
    return progress.standing;
  };

  const passGate = (standing: Standing, needs: Needs): void => {
    const refusal = refusalOf(judge(standing, needs));
    if (refusal !== null) throw refusal;
  };

  /** The refusal of an attempt at a change goes into the audit; mistakes of typing do not (design section 6). */
  const isAttempt = (work: Work, error: HexaError): boolean => work.changes && !NOT_ATTEMPTS.has(error.code);

  const refuse = async (progress: Progress, error: unknown, draft?: string): Promise<Screen> => {
    const { invocation, standing, work } = progress;
    const words = wordsOf(progress);
    const requestId = invocation.id;
    if (!(error instanceof HexaError)) {
      const reference = requestId.slice(0, 8);
      log.error({ requestId, reference, work: work?.name, err: error }, 'unexpected error');
      return unexpectedScreen(words, reference);
    }
    log.info({ requestId, work: work?.name, refused: error.code }, 'refused');
    if (work !== null && isAttempt(work, error)) {
      const { identity } = invocation;
      const actor = standing?.actor ?? null;
      await services
        .auditRefusal({ identity, actor, requestId, action: work.name, code: error.code, data: error.data })
        .catch((cause: unknown) => log.error({ requestId, err: cause }, 'a refusal could not be audited'));
    }
    return refusalScreen(words, error, setup, draft);
  };

  /** A form on its way out gets a draft, so that its submission can be told from a repeated one. */
  const drafted = async (
    { identity }: Invocation,
    replyTo: string | null,
    screen: Screen,
  ): Promise<Screen> => {
    if (screen.form === undefined) return screen;
    const { name, draft: given } = screen.form;
    const values = draftValues(screen);
    return withDraft(
      screen,
      given || (await services.drafts.save(identity, { form: name, values, replyTo })),
    );
  };

  const withDrafts = async (
    invocation: Invocation,
    replyTo: string | null,
    replies: readonly Reply[],
  ): Promise<Reply[]> =>
    Promise.all(
      replies.map(async (reply) =>
        reply.type === 'screen'
          ? { ...reply, screen: await drafted(invocation, replyTo, reply.screen) }
          : reply,
      ),
    );

  const answer = async (invocation: Invocation): Promise<Reply[]> => {
    const progress = begin(invocation);
    try {
      const work = resolve(catalogue, invocation.input);
      progress.work = work;
      if (work.type === 'form') throw new Error('forms are submitted, not answered');
      const standing = await loadStanding(progress);
      passGate(standing, work.needs);
      if (work.changes && !(await services.firstDelivery(invocation.delivery))) return [];
      const replies = await work.run(contextOf(progress, standing));
      log.info({ requestId: invocation.id, work: work.name }, 'answered');
      const shown = await withDrafts(invocation, invocation.replyTo, replies);
      return work.changes ? withHomeRefreshed(shown) : shown;
    } catch (error) {
      return [{ type: 'screen', screen: await refuse(progress, error), as: 'new' }];
    }
  };

  /** What was sent, and what the form keeps in its draft: the latter wins. */
  const withKept = async ({ identity, input }: Invocation, work: FormWork): Promise<RawValues> => {
    const isPartial = partOf(input) !== undefined;
    if (work.keeps.length === 0 && !isPartial) return work.values;
    const draft = await services.drafts.read(identity, work.draft, work.name);
    if (draft === null) throw new HexaError('outdated', {});
    const sent = isPartial ? { ...draft.values, ...work.values } : work.values;
    return { ...sent, ...Object.fromEntries(work.keeps.map((name) => [name, draft.values[name]])) };
  };

  /** The form again with what was typed, less its secrets, which its draft keeps too. */
  const askedAgain = async (
    { invocation }: Progress,
    context: Context,
    work: FormWork,
    {
      values,
      problems,
      replyTo,
    }: { values: RawValues; problems: readonly Problem[]; replyTo: string | null },
  ): Promise<Screen> => {
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !work.secrets.includes(name)));
    await services.drafts.giveBack(invocation.identity, work.draft, kept);
    const screen = await work.reopen(context, kept, problems);
    // A form's last step may send back to an earlier one, which then has a draft of its own.
    const again = screen.form?.name === work.name ? withDraft(screen, work.draft) : screen;
    return drafted(invocation, replyTo, again);
  };

  const submit = async (invocation: Invocation): Promise<Submission> => {
    const progress = begin(invocation);
    const refused = (screen: Screen): Submission => ({
      type: 'refused',
      replies: [{ type: 'screen', screen, as: 'in_form' }],
    });
    try {
      const work = resolve(catalogue, invocation.input);
      progress.work = work;
      if (work.type !== 'form') throw new Error('only forms are submitted');
      const standing = await loadStanding(progress);
      passGate(standing, work.needs);
      const context = contextOf(progress, standing);
      const values = await withKept(invocation, work);
      const part = partOf(invocation.input);
      const problems = await problemsIn(work.check(context, values));
      if (part === 'more' || (part === 'last' && problems.length > 0)) {
        const form = await askedAgain(progress, context, work, { values, problems: [], replyTo: null });
        const fields = problemTexts(context.words, problems);
        return { type: 'refused', replies: [{ type: 'errors', fields, form }] };
      }
      if (problems.length > 0) throw new HexaError('invalid', { problems: [...problems] });
      const draft = await services.drafts.take(invocation.identity, work.draft);
      if (draft === null || draft.form !== work.name) throw new HexaError('already_handled', {});
      return {
        type: 'accepted',
        working: workingScreen(work.working(context.words)),
        replyTo: draft.replyTo,
        run: () => runForm(progress, context, work, { values, replyTo: draft.replyTo }),
      };
    } catch (error) {
      if (isHexaError(error, 'invalid')) {
        const fields = problemTexts(wordsOf(progress), error.data.problems);
        return { type: 'refused', replies: [{ type: 'errors', fields }] };
      }
      return refused(await refuse(progress, error));
    }
  };

  const runForm = async (
    progress: Progress,
    context: Context,
    work: FormWork,
    { values, replyTo }: { values: RawValues; replyTo: string | null },
  ): Promise<Reply[]> => {
    try {
      const replies = await work.run(context, values);
      log.info({ requestId: progress.invocation.id, work: work.name }, 'done');
      return withHomeRefreshed(await withDrafts(progress.invocation, replyTo, replies));
    } catch (error) {
      if (!isHexaError(error, 'invalid')) {
        return [{ type: 'screen', screen: await refuse(progress, error, work.draft), as: 'in_form' }];
      }
      const problems: readonly Problem[] = error.data.problems;
      const screen = await askedAgain(progress, context, work, { values, problems, replyTo });
      return [{ type: 'screen', screen, as: 'in_form' }];
    }
  };

  return {
    opens: ({ input }) => {
      try {
        return resolve(catalogue, input).opens;
      } catch {
        return 'screen';
      }
    },
    answer,
    submit,
    loading: ({ locale }) => {
      const { common } = wordsFor(locale).screens;
      return { title: common.appName, tone: 'neutral', parts: [{ type: 'text', text: common.loading }] };
    },
  };
}

const NOT_ATTEMPTS: ReadonlySet<string> = new Set([
  'invalid',
  'unknown_command',
  'unknown_option',
  'unexpected_text',
  'option_missing',
  'option_invalid',
  'password_typed',
  'user_not_found',
  'user_ambiguous',
  'users_unclear',
  'already_handled',
  'outdated',
  // A second press is none.
  'request_decided',
  // Written down where it is known whose account it was about.
  'link_code_dead',
  'already_linked',
]);

/** What a form's check complains of; anything else that it throws stays thrown. */
async function problemsIn(check: Promise<void>): Promise<readonly Problem[]> {
  try {
    await check;
    return [];
  } catch (error) {
    if (isHexaError(error, 'invalid')) return error.data.problems;
    throw error;
  }
}

/** Whether a surface asks a form in part. */
function partOf(input: Input): 'last' | 'more' | undefined {
  return input.type === 'form' ? input.partial : undefined;
}

/** A form on its way out has changed nothing yet. */
function withHomeRefreshed(replies: readonly Reply[]): Reply[] {
  const isForm = replies.some((reply) => reply.type === 'screen' && reply.screen.form !== undefined);
  return isForm ? [...replies] : [...replies, { type: 'refresh_home' }];
}
