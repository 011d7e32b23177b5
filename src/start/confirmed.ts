import type { Invocation } from '#chat/invocation.ts';
import type { Confirmed } from '#http/passkeys/routes.ts';
import type { Logger } from './log.ts';
import type { PlatformParts } from './open-platforms.ts';

/**
 * Does what was confirmed with a passkey and answers where it was started. A shared card is never overwritten by it:
 * cards follow by their own jobs (docs/design.md, section 12).
 */
export function createConfirmed({ parts, log }: { parts: PlatformParts; log: Logger }): Confirmed {
  return async (pending, proof) => {
    const part = parts[pending.identity.platform];
    if (part === undefined) throw new Error(`${pending.identity.platform} is off in this process`);
    // As step-up held it; the services know it as an object.
    const invocation = pending.invocation as unknown as Invocation;
    const all = await part.dispatch.resume(invocation, pending.userId, proof);
    const replies = all.filter((reply) => reply.type !== 'screen' || reply.as !== 'card');
    await part.running.answerLater(invocation, replies).catch((error: unknown) => {
      log.error({ request: invocation.id, err: error }, 'what was confirmed could not be answered in chat');
    });
    return replies.flatMap((reply) => (reply.type === 'screen' ? [reply.screen] : []));
  };
}
