import type { ActionHandler, ActionInput } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { readPage } from '#chat/pages.ts';
import type { Reply } from '#chat/reply.ts';
import { manageScreen } from '#chat/views/manage-roles-screen.ts';
import { HexaError } from '#domain/errors.ts';
import { findRolesPage } from './find-page.ts';

/**
 * The Roles screen on top of a half-filled form. `roles.manage` (ids: the form's draft) saves what was typed;
 * `roles.manage.page` (ids: draft, page) turns its pages.
 */
export const manageActions: Readonly<Record<string, ActionHandler>> = {
  'roles.manage': {
    changes: false,
    opens: 'form',
    async run(context, input) {
      const draft = input.ids[0] ?? '';
      await saveTyped(context, draft, input);
      return manage(context, draft, 1, 'push');
    },
  },
  'roles.manage.page': {
    changes: false,
    opens: 'screen',
    run: (context, { ids: [draft = '', page = ''] }) => manage(context, draft, readPage(page), 'in_place'),
  },
};

async function manage(
  context: Context,
  draft: string,
  page: number,
  as: 'push' | 'in_place',
): Promise<Reply[]> {
  const found = await findRolesPage(context, null, page);
  return [{ type: 'screen', screen: manageScreen(context, found, draft), as }];
}

/** Saves what was typed in the form, less its secrets and what only the draft says. Throws `outdated`. */
async function saveTyped(context: Context, draftId: string, { values }: ActionInput): Promise<void> {
  const { catalogue, invocation, services } = context;
  const draft = await services.drafts.read(invocation.identity, draftId);
  const form = draft === null ? null : catalogue.form(draft.form);
  if (draft === null || form === null) throw new HexaError('outdated', {});
  const { secrets, keeps = [] } = form.handler;
  const typed = Object.entries(values).filter(
    ([name, value]) => value !== undefined && !secrets.includes(name) && !keeps.includes(name),
  );
  const filledIn = { ...draft.values, ...Object.fromEntries(typed) };
  await services.drafts.rewrite(invocation.identity, draftId, filledIn);
}
