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
  const withDrafts = async (
    { identity }: Invocation,
    replyTo: string | null,
    replies: readonly Reply[],
  ): Promise<Reply[]> =>
    Promise.all(
      replies.map(async (reply) => {
        if (reply.type !== 'screen' || reply.screen.form === undefined) return reply;
        const { name, draft: given } = reply.screen.form;
        const values = draftValues(reply.screen);
        const draft = given || (await services.drafts.save(identity, { form: name, values, replyTo }));
        return { ...reply, screen: withDraft(reply.screen, draft) };
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

  /** For a form that is asked in part, or asked again from its draft. */
  const keepTyped = async (
    { identity }: Invocation,
    work: FormWork,
    values: RawValues,
  ): Promise<RawValues> => {
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !work.secrets.includes(name)));
    await services.drafts.giveBack(identity, work.draft, kept);
    return kept;
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
      await work.check(context, values).catch(async (error: unknown) => {
        if (part !== undefined && isHexaError(error, 'invalid')) await keepTyped(invocation, work, values);
        throw error;
      });
      if (part === 'more') {
        await keepTyped(invocation, work, values);
        return { type: 'refused', replies: [{ type: 'errors', fields: {} }] };
      }
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
        return [{ type: 'screen', screen: await refuse(progress, error), as: 'in_form' }];
      }
      const problems: readonly Problem[] = error.data.problems;
      const { invocation } = progress;
      const kept = await keepTyped(invocation, work, values);
      const screen = await work.reopen(context, kept, problems);
      // A form's last step may send back to an earlier one, which then has a draft of its own.
      const again = screen.form?.name === work.name ? withDraft(screen, work.draft) : screen;
      return withDrafts(invocation, replyTo, [{ type: 'screen', screen: again, as: 'in_form' }]);
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
]);

/** Whether a surface asks a form in part. */
function partOf(input: Input): 'last' | 'more' | undefined {
  return input.type === 'form' ? input.partial : undefined;
}

/** A form on its way out has changed nothing yet. */
function withHomeRefreshed(replies: readonly Reply[]): Reply[] {
  const isForm = replies.some((reply) => reply.type === 'screen' && reply.screen.form !== undefined);
  return isForm ? [...replies] : [...replies, { type: 'refresh_home' }];
}
