import type { ActionHandler } from './command.ts';

/**
 * `forms.open` (ids: a draft): opens any form again with what was typed into it. For platforms where a form cannot
 * be shown in response to what was just done, such as Discord, which opens a modal only for a button or command.
 */
export const openForm: ActionHandler = {
  // The form's own needs are asked: one of them is there to become linked, another says how many users there are.
  needs: { until: 'workspace', quota: 'shown' },
  changes: false,
  opens: 'form',
  async run(context, { ids: [draft = ''] }) {
    return [{ type: 'screen', screen: await context.reopenForm(draft), as: 'new' }];
  },
};
