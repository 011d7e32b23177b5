import type { RawValues } from '#domain/draft.ts';
import { HexaError, isHexaError, type Problem } from '#domain/errors.ts';
import { ProofNeeded } from '#domain/proof.ts';
import { problemTexts } from '#words/problem-texts.ts';
import type { Context } from './context.ts';
import { drafted, withDrafts, withHomeRefreshed } from './drafted.ts';
import { inLanguage, repliesInLanguage } from './in-language.ts';
import type { Input, Invocation } from './invocation.ts';
import { wordsOfStanding } from './languages.ts';
import { begin, type DispatchOptions, end, type Progress } from './progress.ts';
import type { Refuse } from './refuse.ts';
import type { Reply } from './reply.ts';
import type { Work } from './resolve.ts';
import type { Screen } from './screen.ts';
import type { StepUp } from './step-up.ts';
import type { Submission } from './submission.ts';
import { workingScreen } from './views/refusal.ts';
import { withDraft } from './with-draft.ts';

type FormWork = Extract<Work, { type: 'form' }>;

/** Who asked for what, behind the gate. */
export interface Entered {
  work: Work;
  context: Context;
}

/** A form that is being submitted. */
export interface Sent {
  progress: Progress;
  context: Context;
  work: FormWork;
  values: RawValues;
}

/** The halves of a form. */
export interface Forms {
  /** Gate and `check`; what is left is to `run`. */
  submit(invocation: Invocation): Promise<Submission>;
  /** The slow half of a form whose draft is taken, also once it was confirmed with a passkey. */
  run(sent: Sent, replyTo: string | null): Promise<Reply[]>;
}

/** The way of a submitted form. */
export function createForms(
  options: DispatchOptions,
  enter: (progress: Progress) => Promise<Entered>,
  refuse: Refuse,
  stepUp: StepUp,
): Forms {
  const { services, clock, log } = options;

  /** What was sent, and what the form keeps in its draft: the latter wins. */
  const withKept = async ({ identity, input }: Invocation, work: FormWork): Promise<RawValues> => {
    const isPartial = partOf(input) !== undefined;
    if (work.keeps.length === 0 && !isPartial) return work.values;
    const draft = await services.drafts.read(identity, work.draft, work.name);
    if (draft === null) throw new HexaError('outdated', {});
    const sent = isPartial ? { ...draft.values, ...work.values } : work.values;
    return { ...sent, ...Object.fromEntries(work.keeps.map((name) => [name, draft.values[name]])) };
  };

  /** What the form's check complains of. Throws what else it throws, and `already_handled`. */
  const checked = async ({
    progress: { invocation },
    context,
    work,
    values,
  }: Sent): Promise<readonly Problem[]> => {
    try {
      await work.check(context, values);
      return [];
    } catch (error) {
      // What is sent twice is checked against what it has done itself, such as the email that is taken by now.
      const { identity, input } = invocation;
      const draft =
        partOf(input) === 'more' ? null : await services.drafts.read(identity, work.draft, work.name);
      if (draft?.isTaken) throw new HexaError('already_handled', {});
      if (isHexaError(error, 'invalid')) return error.data.problems;
      throw error;
    }
  };

  /** The form again with what was typed, less its secrets, which is saved in its draft too. */
  const askedAgain = async (
    { progress: { invocation }, context, work, values }: Sent,
    {
      givesBack,
      problems,
      replyTo,
    }: { givesBack: boolean; problems: readonly Problem[]; replyTo: string | null },
  ): Promise<Screen> => {
    const typed = withoutSecrets(work, values);
    await services.drafts.rewrite(invocation.identity, work.draft, typed, { givesBack });
    const screen = await work.reopen(context, typed, problems);
    // A form's last step may send back to an earlier one, which then has a draft of its own.
    const isSame = screen.form?.name === work.name;
    if (isSame)
      await services.drafts.rewrite(invocation.identity, work.draft, { ...typed, ...screen.form?.keeps });
    const again = isSame ? withDraft(screen, work.draft) : screen;
    return inLanguage(context.words, await drafted(services, invocation, replyTo, again));
  };

  const run = async (sent: Sent, replyTo: string | null): Promise<Reply[]> => {
    const { progress, context, work, values } = sent;
    try {
      progress.mayHaveChanged = true;
      const replies = await work.run(context, values);
      log.info({ requestId: progress.invocation.id, work: work.name }, 'done');
      const shown = await withDrafts(
        services,
        progress.invocation,
        { replyTo, words: context.words },
        replies,
      );
      return withHomeRefreshed(repliesInLanguage(context.words, shown));
    } catch (error) {
      if (error instanceof ProofNeeded) {
        const form = { draft: work.draft, values: withoutSecrets(work, values) };
        return [{ type: 'screen', screen: await stepUp(progress, error, form), as: 'in_form' }];
      }
      if (!isHexaError(error, 'invalid')) {
        return [{ type: 'screen', screen: await refuse(progress, error, work.draft), as: 'in_form' }];
      }
      const { problems } = error.data;
      progress.outcome = 'refused';
      const screen = await askedAgain(sent, { givesBack: true, problems, replyTo });
      return [{ type: 'screen', screen, as: 'in_form' }];
    }
  };

  const submit = async (invocation: Invocation): Promise<Submission> => {
    const progress = begin(invocation, clock());
    try {
      const { work, context } = await enter(progress);
      if (work.type !== 'form') throw new Error('only forms are submitted');
      const sent: Sent = { progress, context, work, values: await withKept(invocation, work) };
      const part = partOf(invocation.input);
      const problems = await checked(sent);
      if (part === 'more' || (part === 'last' && problems.length > 0)) {
        const form = await askedAgain(sent, { givesBack: false, problems: [], replyTo: null });
        const fields = problemTexts(context.words, problems);
        return { type: 'refused', replies: [{ type: 'errors', fields, form }] };
      }
      if (problems.length > 0) throw new HexaError('invalid', { problems: [...problems] });
      const draft = await services.drafts.take(invocation.identity, work.draft);
      if (draft === null || draft.form !== work.name) throw new HexaError('already_handled', {});
      return {
        type: 'accepted',
        working: inLanguage(context.words, workingScreen(work.working(context.words))),
        replyTo: draft.replyTo,
        run: () => run(sent, draft.replyTo).finally(() => end(progress)),
      };
    } catch (error) {
      progress.outcome = 'refused';
      if (isHexaError(error, 'invalid')) {
        end(progress);
        const words = wordsOfStanding(invocation, progress.standing);
        const fields = problemTexts(words, error.data.problems);
        return { type: 'refused', replies: [{ type: 'errors', fields }] };
      }
      const screen = await refuse(progress, error);
      end(progress);
      return { type: 'refused', replies: [{ type: 'screen', screen, as: 'in_form' }] };
    }
  };
  return { submit, run };
}

function withoutSecrets({ secrets }: FormWork, values: RawValues): RawValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.includes(name)));
}

/** Whether a surface asks a form in part. */
function partOf(input: Input): 'last' | 'more' | undefined {
  return input.type === 'form' ? input.partial : undefined;
}
