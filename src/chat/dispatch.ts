import { HexaError } from '#domain/errors.ts';
import { type Proof, ProofNeeded } from '#domain/proof.ts';
import type { Standing } from '#domain/standing.ts';
import type { Words } from '#words/index.ts';
import type { Context } from './context.ts';
import { withDrafts, withHomeRefreshed } from './drafted.ts';
import { requireNeeds } from './gate.ts';
import { repliesInLanguage } from './in-language.ts';
import type { Input, Invocation } from './invocation.ts';
import { createLanguages } from './languages.ts';
import { createProfileRefresh } from './profile-refresh.ts';
import { begin, contextOf, type DispatchOptions, end, type Progress } from './progress.ts';
import { createRateLimit } from './rate-limit.ts';
import { withReading } from './read-as.ts';
import { createRefuse } from './refuse.ts';
import type { Reply } from './reply.ts';
import { resolve, type Work } from './resolve.ts';
import type { Screen } from './screen.ts';
import { createStepUp } from './step-up.ts';
import type { Submission } from './submission.ts';
import { createForms, type Entered } from './submit.ts';

type AnswerWork = Extract<Work, { type: 'answer' }>;

/**
 * The way of one invocation through the core. What goes wrong comes back as a reply,
 * refusal or apology, in the words of the person.
 */
export interface Dispatch {
  /** Whether a form opens, known before anything runs: such surfaces must open within seconds. */
  opens(invocation: Invocation): 'screen' | 'form';
  /** What was typed, commands, actions and searches. */
  answer(invocation: Invocation): Promise<Reply[]>;
  /** Forms. */
  submit(invocation: Invocation): Promise<Submission>;
  /** What takes the place of a form that is not ready yet, in words of the person. */
  loading(invocation: Invocation): Screen;
  /** The words of the person, as far as known without asking, for what a platform says by itself. */
  words(invocation: Pick<Invocation, 'identity' | 'locale'>): Words;
}

/** The same for what waited for a passkey, which comes from a page of ours and from no platform. */
export interface Resumable extends Dispatch {
  /**
   * Does what was held until its person (`userId`) confirmed it with a passkey. The gate is asked again; no delivery, as
   * the proof is good once.
   */
  resume(invocation: Invocation, userId: string, proof: Proof): Promise<Reply[]>;
}

/** The way of one invocation (docs/design.md, section 4): resolve, gate, handle, and errors to replies. */
export function createDispatch(options: DispatchOptions): Resumable {
  const { catalogue, services, clock, log } = options;
  const withinRate = createRateLimit(clock);
  const refreshProfile = createProfileRefresh(options);
  const languages = createLanguages();
  const refuse = createRefuse(options, languages);
  const stepUp = createStepUp(options);

  /** Platforms ask what opens before they ask for the answer. */
  const known = new WeakMap<Input, Work>();
  const found = (input: Input): Work => {
    const work = known.get(input) ?? resolve(catalogue, input);
    known.set(input, work);
    return work;
  };

  /** Loads who it is. Throws `too_many_invocations`. */
  const meet = async (progress: Progress): Promise<Standing> => {
    const { identity, served, input } = progress.invocation;
    if (counts(input) && progress.proof === null && !withinRate(identity))
      throw new HexaError('too_many_invocations', {});
    const quotaShown = progress.work?.needs.quota !== undefined;
    const standing = await services.standing(identity, served, quotaShown);
    progress.standing = standing;
    languages.remember(standing);
    if (served) refreshProfile(standing, clock());
    return standing;
  };

  /** Finds what is asked for; mistakes are told in the person's language too. */
  const resolved = async (progress: Progress): Promise<Work> => {
    try {
      return found(progress.invocation.input);
    } catch (error) {
      await meet(progress);
      throw error;
    }
  };

  /** Finds what is asked for and by whom, and asks the gate. Throws its refusal. */
  const enter = async (progress: Progress): Promise<Entered> => {
    const work = await resolved(progress);
    progress.work = work;
    const standing = await meet(progress);
    requireNeeds({ standing }, work.needs);
    return { work, context: contextOf(options, progress, standing) };
  };

  const answer = async (invocation: Invocation): Promise<Reply[]> => {
    const progress = begin(invocation, clock());
    try {
      const { work, context } = await enter(progress);
      if (work.type === 'form') throw new Error('forms are submitted, not answered');
      if (work.changes && !(await services.firstDelivery(invocation.delivery))) return [];
      return await perform(progress, work, context);
    } catch (error) {
      return await failed(progress, error);
    } finally {
      end(progress);
    }
  };

  const perform = async (progress: Progress, work: AnswerWork, context: Context): Promise<Reply[]> => {
    const { invocation } = progress;
    progress.mayHaveChanged = work.changes && work.opens !== 'form';
    const { usernames = [] } = work;
    const replies = (await work.run(context)).map(
      (reply): Reply =>
        reply.type === 'screen'
          ? { ...reply, screen: withReading(context.words, usernames, reply.screen) }
          : reply,
    );
    log.info({ requestId: invocation.id, work: work.name }, 'answered');
    const shown = await withDrafts(
      services,
      invocation,
      { replyTo: invocation.replyTo, words: context.words },
      replies,
    );
    const spoken = repliesInLanguage(context.words, shown);
    return work.changes ? withHomeRefreshed(spoken) : spoken;
  };

  const failed = async (progress: Progress, error: unknown): Promise<Reply[]> =>
    error instanceof ProofNeeded
      ? [{ type: 'screen', screen: await stepUp(progress, error), as: 'in_form' }]
      : [{ type: 'screen', screen: await refuse(progress, error), as: 'new' }];

  const forms = createForms(options, enter, refuse, stepUp);

  const resume = async (invocation: Invocation, userId: string, proof: Proof): Promise<Reply[]> => {
    const progress = begin(invocation, clock(), proof);
    try {
      const { work, context } = await enter(progress);
      if (context.standing.actor?.id !== userId) throw new HexaError('outdated', {});
      if (work.type === 'answer') return await perform(progress, work, context);
      return await forms.run({ progress, context, work, values: work.values }, invocation.replyTo);
    } catch (error) {
      return await failed(progress, error);
    } finally {
      end(progress);
    }
  };

  return {
    opens: ({ input }) => {
      try {
        return found(input).opens;
      } catch {
        return 'screen';
      }
    },
    answer,
    submit: forms.submit,
    resume,
    words: languages.wordsOf,
    loading: (invocation) => {
      const { common } = languages.wordsOf(invocation).screens;
      return { title: common.appName, tone: 'neutral', parts: [{ type: 'text', text: common.loading }] };
    },
  };
}

/** Keystrokes, and what a platform asks for by itself, are no deeds of the person (docs/design.md, section 9). */
function counts(input: Input): boolean {
  return input.type !== 'search' && !(input.type === 'action' && input.unasked);
}
