import { z } from 'zod';
import type { ActionHandler, Command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import type { Needs } from '#chat/gate.ts';
import { option } from '#chat/option.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { ActionRef } from '#chat/screen.ts';
import { askStatusScreen, type StatusVerb, statusSummary } from '#chat/views/user-status.ts';
import { HexaError } from '#domain/errors.ts';
import type { StatusChange } from '#domain/status-change.ts';
import { fullName, type User } from '#domain/user.ts';
import { findUsers } from './find-users.ts';

const NEEDS: Needs = { permissions: ['User: update'], sso: 'closed' };
const options = z.object({ users: option.requiredUsers({ rest: true }) });

/** `users enable` and `users disable`: ask, do, and one summary with Undo. */
export function statusCommand(verb: StatusVerb): Command<(typeof options)['shape']> {
  const to = verb === 'enable' ? 'active' : 'disabled';
  const ask = async (context: Context, users: readonly User[]): Promise<Reply[]> => {
    const refusals = await context.services.users.statusRefusals(context.actor, users, to);
    const changes = users.map((user, index) => ({ user, refusal: refusals[index] ?? null, ended: null }));
    const affected = changes.filter(({ refusal }) => refusal === null).map(({ user }) => user.id);
    const requests = to === 'active' ? 0 : await context.services.requests.countOpenOf(affected);
    const confirm = await confirmRef(context, verb, affected);
    return [show(askStatusScreen(context, verb, changes, { confirm, requests }))];
  };
  const set = async (context: Context, ids: readonly string[]): Promise<Reply[]> => {
    const changes = await context.services.users.setStatus(context.by, ids, to);
    await auditRefused(context, `users ${verb}`, changes);
    const screen = statusSummary(context, verb, changes, context.invocation.id);
    return [{ type: 'screen', screen, as: 'in_place' }];
  };
  const actions: Record<string, ActionHandler> = {
    /** ids: one user, or two. Pressed on the card after its confirm dialog, or on the screen that asked. */
    [`users.${verb}`]: {
      changes: true,
      opens: 'screen',
      run: async (context, { ids }) => set(context, required(ids)),
    },
    /** ids: the draft that holds more users than a button can. */
    [`users.${verb}.all`]: {
      changes: true,
      opens: 'screen',
      run: async (context, { ids: [draftId = ''] }) => {
        const { identity } = context.invocation;
        const draft = await context.services.drafts.read(identity, draftId, `users.${verb}`);
        return set(context, required(z.array(z.string()).catch([]).parse(draft?.values.users)));
      },
    },
    /** ids: one user, from a menu that has no confirm dialog. */
    [`users.${verb}.ask`]: {
      changes: false,
      opens: 'screen',
      run: async (context, { ids: [id = ''] }) =>
        ask(context, [await context.services.users.find(id, context.invocation.identity)]),
    },
  };
  return {
    path: `users ${verb}`,
    options,
    needs: NEEDS,
    changes: true,
    opens: 'screen',
    run: async (context, { users }) => ask(context, await findUsers(context, users)),
    actions,
  };
}

/** Each refused attempt stands in the audit beside what was done; a second press is none. */
export async function auditRefused(
  { by, services }: Context,
  action: string,
  changes: readonly Pick<StatusChange, 'user' | 'refusal'>[],
): Promise<void> {
  for (const { user, refusal } of changes) {
    if (refusal === null || refusal.code === 'status_unchanged') continue;
    const target = { type: 'user', id: user.id, name: fullName(user) } as const;
    await services.auditRefusal({ ...by, action, code: refusal.code, data: refusal.data, target });
  }
}

function required(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) throw new HexaError('outdated', {});
  return ids;
}

/** A button carries two ids at most; more users are saved in a draft. */
async function confirmRef(context: Context, verb: StatusVerb, ids: readonly string[]): Promise<ActionRef> {
  if (ids.length <= 2) return { name: `users.${verb}`, ids };
  const { identity, replyTo } = context.invocation;
  const draft = { form: `users.${verb}`, values: { users: ids }, replyTo };
  return { name: `users.${verb}.all`, ids: [await context.services.drafts.save(identity, draft)] };
}
