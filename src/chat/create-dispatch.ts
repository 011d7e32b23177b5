import { HexaError, isHexaError, type Problem } from '#domain/errors.ts';
import { type Words, wordsFor } from '#words/index.ts';
import { problemTexts } from '#words/problem-texts.ts';
import type { Catalogue } from './catalogue.ts';
import type { Context, Setup } from './context.ts';
import type { Dispatch, Submission } from './dispatch.ts';
import { judge, type Needs, refusalOf } from './gate.ts';
import type { Invocation, RawValues } from './invocation.ts';
import { createProfileRefresh } from './profile-refresh.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Reply } from './reply.ts';
import { resolve, type Work } from './resolve.ts';
import type { Screen } from './screen.ts';
import type { Services } from './services.ts';
import type { Standing } from './standing.ts';
import type { Surfaces } from './surfaces.ts';
import { refusalScreen, unexpectedScreen, workingScreen } from './views/refusal.ts';

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
      catalogue,
      now: progress.startedAt,
    };
  };

  const loadStanding = async (progress: Progress): Promise<Standing> => {
    const { identity, served } = progress.invocation;
    if (!withinRate(identity)) throw new HexaError('too_many_invocations', {});
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

  const refuse = async (progress: Progress, error: unknown): Promise<Screen> => {
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
    return refusalScreen(words, error, setup);
  };

  /** Gives each form on its way out a draft, so that its submission can be told from a repeated one. */
  const withDrafts = async (invocation: Invocation, replies: readonly Reply[]): Promise<Reply[]> =>
    Promise.all(
      replies.map(async (reply) => {
        if (reply.type !== 'screen' || reply.screen.form === undefined) return reply;
        const { screen } = reply;
        const values = initialValues(screen);
        const { identity, replyTo } = invocation;
        const draft = await services.drafts.save(identity, { form: screen.form!.name, values, replyTo });
        return { ...reply, screen: { ...screen, form: { ...screen.form!, draft } } };
      }),
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
      const replies = await withDrafts(invocation, await work.run(contextOf(progress, standing)));
      log.info({ requestId: invocation.id, work: work.name }, 'answered');
      return replies;
    } catch (error) {
      return [{ type: 'screen', screen: await refuse(progress, error), as: 'new' }];
    }
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
      const values = work.values;
      await work.check(context);
      const draft = await services.drafts.take(invocation.identity, work.draft);
      if (draft === null || draft.form !== work.name) throw new HexaError('already_handled', {});
      return {
        type: 'accepted',
        working: workingScreen(work.working(context.words)),
        replyTo: draft.replyTo,
        run: () => runForm(progress, context, work, values),
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
    work: Extract<Work, { type: 'form' }>,
    values: RawValues,
  ): Promise<Reply[]> => {
    try {
      const replies = await work.run(context);
      log.info({ requestId: progress.invocation.id, work: work.name }, 'done');
      return replies;
    } catch (error) {
      if (!isHexaError(error, 'invalid')) {
        return [{ type: 'screen', screen: await refuse(progress, error), as: 'in_form' }];
      }
      const kept = Object.fromEntries(
        Object.entries(values).filter(([name]) => !work.secrets.includes(name)),
      );
      const problems: readonly Problem[] = error.data.problems;
      await services.drafts.giveBack(work.draft, kept);
      const screen = await work.reopen(context, kept, problems);
      const form = screen.form === undefined ? undefined : { ...screen.form, draft: work.draft };
      return [{ type: 'screen', screen: form === undefined ? screen : { ...screen, form }, as: 'in_form' }];
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
  'already_handled',
  'outdated',
]);

function initialValues(screen: Screen): RawValues {
  const values: Record<string, string | readonly string[] | boolean> = {};
  for (const field of screen.fields ?? []) {
    if ('initial' in field && field.initial !== undefined) values[field.name] = field.initial;
  }
  return values;
}
