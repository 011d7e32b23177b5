import { z } from 'zod';
import type { ActionHandler } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { permissionsSaved } from '#chat/views/role-permissions.ts';
import { HexaError } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { PermissionDiff } from '#domain/role.ts';

const KEPT_AS = 'roles.permissions.undo';
const WITHIN_MS = 5 * 60_000;

const kept = z.object({
  role: z.string(),
  gained: z.array(z.string()),
  lost: z.array(z.string()),
  at: z.iso.datetime(),
});

/** Keeps what was changed, for its author to take back; returns what the button carries. */
export async function keepForUndo(context: Context, role: string, diff: PermissionDiff): Promise<string> {
  const { identity, replyTo } = context.invocation;
  const values = { role, gained: [...diff.gained], lost: [...diff.lost], at: context.now.toISOString() };
  return context.services.drafts.save(identity, { form: KEPT_AS, values, replyTo });
}

/** ids: what `keepForUndo` kept. Takes back what of it still stands, by every rule of a change; within five minutes. */
export const undoPermissions: ActionHandler = {
  changes: true,
  opens: 'screen',
  async run(context, { ids: [id = ''] }) {
    const draft = await context.services.drafts.read(context.invocation.identity, id, KEPT_AS);
    const read = kept.safeParse(draft?.values);
    if (!read.success || context.now.getTime() - Date.parse(read.data.at) > WITHIN_MS)
      throw new HexaError('undo_too_late', {});
    const { role, gained, lost } = read.data;
    const inverse = { gained: lost as PermissionName[], lost: gained as PermissionName[] };
    const changed = await context.services.roles.changePermissions(context.by, role, inverse);
    const screen = permissionsSaved(context, changed.role, changed.diff, { below: '', undo: null });
    return [{ type: 'screen', screen, as: 'in_place' }];
  },
};
