import { z } from 'zod';
import { command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { type Reply, show } from '#chat/reply.ts';
import { fullName } from '#domain/user.ts';

export default command({
  path: 'users resend',
  options: z.object({ user: option.requiredUser({ rest: true }) }),
  needs: { permissions: ['User: create'], sso: 'strict' },
  changes: true,
  opens: 'screen',
  async run(context, { user: query }) {
    const { id } = await context.services.users.find(query, context.invocation.identity);
    return resend(context, id);
  },
  actions: {
    'users.resend': {
      changes: true,
      opens: 'screen',
      run: async (context, { ids: [id = ''] }) => resend(context, id),
    },
  },
});

async function resend(context: Context, id: string): Promise<Reply[]> {
  const { mailRefusal } = await context.services.users.detail(id);
  const user = await context.services.users.resendConfirmation(context.by, id);
  const { resend: texts } = context.words.screens;
  const name = fullName(user);
  if (mailRefusal === null) {
    const text = texts.text(user.email, context.setup.hexabotLinks);
    return [show({ title: texts.title(name), tone: 'success', parts: [{ type: 'text', text }] })];
  }
  const text = texts.refused(name, user.email, mailRefusal);
  return [show({ title: texts.refusedTitle, tone: 'warning', parts: [{ type: 'text', text }] })];
}
