import type { ActionHandler } from './command.ts';

/** `proof.opened` (ids: a pending action): its link was pressed, and what comes of it is shown there. */
export const proofOpened: ActionHandler = {
  needs: { until: 'workspace' },
  changes: false,
  opens: 'screen',
  async run({ invocation, services }, { ids: [id = ''] }) {
    const { identity, place = null } = invocation;
    if (place !== null) await services.proofs.answerAt(identity, id, place);
    return [];
  },
};
