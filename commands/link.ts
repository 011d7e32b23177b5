import { z } from 'zod';
import { command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { type Reply, show } from '#chat/reply.ts';
import { CODE_FORM, codeForm, EMAIL_FORM, emailForm, linkedScreen } from '#chat/views/link-forms.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { normaliseEmail } from '#domain/address.ts';
import { HexaError, isHexaError, problem } from '#domain/errors.ts';
import { emailProblems } from '#domain/new-user.ts';
import { fullName } from '#domain/user.ts';

/** Proves which user a chat identity is (docs/design.md, section 9). */
export default command({
  path: 'link',
  options: z.object({ email: option.text({ rest: true }) }),
  needs: { until: 'workspace' },
  changes: true,
  opens: 'form',
  run: (context, { email }) => start(context, email),
  actions: {
    link: { changes: true, opens: 'form', run: (context) => start(context, undefined) },
    /** On the form of the code: another address, or a new code. */
    'link.again': {
      changes: false,
      opens: 'form',
      async run(context) {
        refuseLinked(context);
        return [{ type: 'screen', screen: emailForm(context, '', []), as: 'in_place' }];
      },
    },
  },
  forms: {
    [EMAIL_FORM.name]: form({
      ...EMAIL_FORM,
      working: ({ screens: { link } }) => ({ title: link.title, text: link.working }),
      async check(context, { email }) {
        refuseLinked(context);
        const problems = emailProblems(normaliseEmail(email));
        if (problems.length > 0) throw new HexaError('invalid', { problems });
      },
      run: async (context, { email }) => [await mailed(context, email, 'in_form')],
      async reopen(context, typed, problems) {
        const labels = { email: context.words.screens.link.email };
        const notes = problemNotes(context.words, labels, problems);
        return emailForm(context, EMAIL_FORM.values.parse(typed).email, notes);
      },
    }),
    [CODE_FORM.name]: form({
      ...CODE_FORM,
      working: ({ screens: { link } }) => ({ title: link.codeTitle, text: link.checking }),
      async check(context, { code }) {
        refuseLinked(context);
        if (code.trim() === '')
          throw new HexaError('invalid', { problems: [problem('code', 'required', {})] });
      },
      async run(context, { code }) {
        const user = await enterCode(context, code);
        return [{ type: 'screen', screen: linkedScreen(context, user), as: 'in_form' }];
      },
      async reopen(context, typed, problems) {
        const labels = { code: context.words.screens.link.code };
        const notes = problemNotes(context.words, labels, problems);
        return codeForm(context, CODE_FORM.values.parse(typed).email, notes);
      },
    }),
  },
});

async function start(context: Context, email: string | undefined): Promise<Reply[]> {
  refuseLinked(context);
  const linked = email === undefined ? await byEmail(context) : null;
  if (linked !== null) return [linked];
  const { identity } = context.invocation;
  if (!context.setup.mail) throw new HexaError('link_mail_off', identity);
  if (email === undefined) return [show(emailForm(context, '', []))];
  const problems = emailProblems(normaliseEmail(email));
  if (problems.length === 0) return [await mailed(context, email, 'new')];
  const labels = { email: context.words.screens.link.email };
  return [show(emailForm(context, email, problemNotes(context.words, labels, problems)))];
}

/** A new link needs the old one removed. Throws `already_linked`. */
function refuseLinked({ standing: { actor } }: Context): void {
  if (actor !== null) throw new HexaError('already_linked', { name: fullName(actor) });
}

/** By the email that the platform has confirmed, where that is switched on; null where it names no user. */
async function byEmail({ invocation, services, setup, surfaces, words }: Context): Promise<Reply | null> {
  if (!setup.linkByEmail) return null;
  const email = (await surfaces.profile(invocation.identity))?.email ?? null;
  if (email === null) return null;
  try {
    const user = await services.links.byEmail(invocation.identity, invocation.id, email);
    return show(linkedScreen({ words }, user));
  } catch (error) {
    if (isHexaError(error, 'user_not_found')) return null;
    throw error;
  }
}

async function mailed(context: Context, email: string, as: 'new' | 'in_form'): Promise<Reply> {
  const address = normaliseEmail(email);
  await context.services.links.requestCode(context.invocation.identity, address);
  return { type: 'screen', screen: codeForm(context, address, []), as };
}

/** A wrong code is a mistake in the form: it is shown again, with how many tries are left. */
async function enterCode({ invocation, services }: Context, code: string) {
  try {
    return await services.links.enterCode(invocation.identity, invocation.id, code);
  } catch (error) {
    if (!isHexaError(error, 'link_code_wrong')) throw error;
    throw new HexaError('invalid', { problems: [problem('code', 'code_wrong', error.data)] });
  }
}
