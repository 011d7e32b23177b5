import { z } from 'zod';
import { command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { type Needs, requireNeeds } from '#chat/gate.ts';
import { option } from '#chat/option.ts';
import { readPage } from '#chat/pages.ts';
import { show } from '#chat/reply.ts';
import { audienceOf, cardFor } from '#chat/views/card.ts';
import { requestsScreen, WHICH, type Which } from '#chat/views/request-list.ts';
import { HexaError } from '#domain/errors.ts';
import { decideActions, decideForms } from './decide.ts';
import { findPage, findWaiting } from './find-page.ts';

export default command({
  path: 'requests list',
  options: z.object({ which: option.choice(WHICH, { rest: true }), page: option.page() }),
  needs: ({ which }) => needsOf(which),
  changes: false,
  opens: 'screen',
  async run(context, { which, page = 1 }) {
    return [show(requestsScreen(context, await findPage(context, which ?? (await firstOf(context)), page)))];
  },
  actions: {
    ...decideActions,
    /** ids: which, page. */
    'requests.page': {
      needs: {},
      changes: false,
      opens: 'screen',
      async run(context, { ids: [which = '', page = ''] }) {
        const known = WHICH.find((each) => each === which);
        if (known === undefined) throw new HexaError('outdated', {});
        requireNeeds(context, needsOf(known));
        const found = await findPage(context, known, readPage(page));
        return [{ type: 'screen', screen: requestsScreen(context, found), as: 'in_place' }];
      },
    },
    /** ids or what was chosen: a request. */
    'requests.open': {
      needs: {},
      changes: false,
      opens: 'screen',
      async run(context, { ids, selected }) {
        const request = await context.services.requests.get(ids[0] ?? selected[0] ?? '');
        const audience = audienceOf(context.actor, request);
        if (audience === null) throw new HexaError('request_not_found', {});
        return [show(cardFor(context, request, audience))];
      },
    },
  },
  forms: decideForms,
});

/** What waits for one's decision comes before what one has asked for. */
async function firstOf(context: Context): Promise<Which> {
  return (await findWaiting(context)).total > 0 ? 'waiting' : 'mine';
}

function needsOf(which: Which | undefined): Needs {
  return which === 'all' ? { permissions: ['User: update'] } : {};
}
