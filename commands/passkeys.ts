import { z } from 'zod';
import { command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { enrolScreen, PASSKEY_CODE_FORM, passkeyCodeForm, passkeysScreen } from '#chat/views/passkeys.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { HexaError, problem } from '#domain/errors.ts';

const codeValues = z.object({ code: z.string().optional().default('') });

/** One's own passkeys (docs/design.md, section 12). Nobody touches somebody else's from chat. */
export default command({
  path: 'passkeys',
  options: z.object({}),
  needs: {},
  changes: false,
  opens: 'screen',
  run: async (context) => [show(await list(context))],
  actions: {
    /** The first one takes a mailed code, every further one a passkey that is there. */
    'passkeys.add': { changes: true, opens: 'form', run: add },
    /** ids: the passkey. */
    'passkeys.remove': {
      changes: true,
      opens: 'screen',
      async run(context, { ids: [id = ''] }) {
        const name = await context.services.passkeys.remove(context.by, id);
        const note = context.words.screens.passkeys.removed(name);
        return [{ type: 'screen', screen: await list(context, [note]), as: 'in_place' }];
      },
    },
  },
  forms: {
    [PASSKEY_CODE_FORM]: form({
      values: codeValues,
      secrets: ['code'],
      working: ({ screens: { passkeys } }) => ({ title: passkeys.codeTitle, text: passkeys.checking }),
      async check(_context, { code }) {
        if (code.trim() === '')
          throw new HexaError('invalid', { problems: [problem('code', 'required', {})] });
      },
      async run(context, { code }) {
        const url = await context.services.passkeys.enterCode(context.by, code);
        return [{ type: 'screen', screen: enrolScreen(context, url), as: 'in_form' }];
      },
      async reopen(context, _typed, problems) {
        const labels = { code: context.words.screens.passkeys.code };
        return passkeyCodeForm(context, context.actor.email, problemNotes(context.words, labels, problems));
      },
    }),
  },
});

async function list(context: Context, notes: readonly string[] = []): Promise<Screen> {
  return passkeysScreen(context, await context.services.passkeys.list(context.actor.id), notes);
}

async function add(context: Context): Promise<Reply[]> {
  const { services, actor, by } = context;
  if (await services.passkeys.has(actor.id)) {
    return [show(enrolScreen(context, await services.passkeys.add(by)))];
  }
  await services.passkeys.requestCode(by);
  return [show(passkeyCodeForm(context, actor.email, []))];
}
