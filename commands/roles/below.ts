import type { Context } from '#chat/context.ts';
import type { Reply } from '#chat/reply.ts';
import { HexaError } from '#domain/errors.ts';

/**
 * The half-filled form that a role was made or adjusted for, with the roles as they are now. None where there is no
 * such form, or where it is gone meanwhile: what was done for it is done all the same.
 */
export async function formBelow(context: Context, draft: string): Promise<Reply[]> {
  if (draft === '') return [];
  try {
    return [{ type: 'screen', screen: await context.reopenForm(draft), as: 'below' }];
  } catch (error) {
    if (error instanceof HexaError) return [];
    throw error;
  }
}
