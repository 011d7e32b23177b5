import { HexaError } from '#domain/errors.ts';
import type { Standing } from '#domain/standing.ts';
import { wordsFor } from '#words/index.ts';
import type { Dispatch } from './dispatch.ts';
import { withDrafts, withHomeRefreshed } from './drafted.ts';
import { requireNeeds } from './gate.ts';
import type { Input, Invocation } from './invocation.ts';
import { createProfileRefresh } from './profile-refresh.ts';
import { begin, contextOf, type DispatchOptions, type Progress } from './progress.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRefuse } from './refuse.ts';
import type { Reply } from './reply.ts';
import { resolve, type Work } from './resolve.ts';
import { createSubmit } from './submit.ts';

/** The way of one invocation (design section 4): resolve, gate, handle, and errors to replies. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { catalogue, services, clock, log } = options;
  const withinRate = createRateLimit(clock);
  const refreshProfile = createProfileRefresh(options);
  const refuse = createRefuse(options);

  /** Loads who it is, and asks the gate. Throws its refusal. */
  const enter = async (progress: Progress, work: Work): Promise<Standing> => {
    const { identity, served, input } = progress.invocation;
    if (counts(input) && !withinRate(identity)) throw new HexaError('too_many_invocations', {});
    const standing = await services.standing(identity, served);
    progress.standing = standing;
    if (served) refreshProfile(standing, clock());
    requireNeeds({ standing }, work.needs);
    return standing;
  };

  const answer = async (invocation: Invocation): Promise<Reply[]> => {
    const progress = begin(invocation, clock());
    try {
      const work = resolve(catalogue, invocation.input);
      progress.work = work;
      if (work.type === 'form') throw new Error('forms are submitted, not answered');
      const standing = await enter(progress, work);
      if (work.changes && !(await services.firstDelivery(invocation.delivery))) return [];
      progress.mayHaveChanged = work.changes && work.opens !== 'form';
      const replies = await work.run(contextOf(options, progress, standing));
      log.info({ requestId: invocation.id, work: work.name }, 'answered');
      const shown = await withDrafts(services, invocation, invocation.replyTo, replies);
      return work.changes ? withHomeRefreshed(shown) : shown;
    } catch (error) {
      return [{ type: 'screen', screen: await refuse(progress, error), as: 'new' }];
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
    submit: createSubmit(options, enter, refuse),
    loading: ({ locale }) => {
      const { common } = wordsFor(locale).screens;
      return { title: common.appName, tone: 'neutral', parts: [{ type: 'text', text: common.loading }] };
    },
  };
}

/** Keystrokes, and what a platform asks for by itself, are no deeds of the person (design section 9). */
function counts(input: Input): boolean {
  return input.type !== 'search' && !(input.type === 'action' && input.unasked);
}
