import type { Invocation } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { Token } from '../api.ts';
import { Answer } from './answer.ts';
import type { Tools } from './place.ts';
import { Response } from './response.ts';

/** An interaction for an answer that comes later (`Invocation.place`). Its token serves 15 minutes. */
export function encodePlace({ id, token }: Token): string {
  return `${id} ${token}`;
}

/**
 * Shows what came of an action that was confirmed on a page: in place of the message that asked for it, else in a direct
 * message.
 */
export async function answerLater(
  tools: Tools,
  invocation: Invocation,
  replies: readonly Reply[],
): Promise<void> {
  const [id = '', token = ''] = (invocation.place ?? '').split(' ');
  const response = Response.resumed(tools.api, { id, token });
  const words = tools.dispatch.words(invocation);
  await new Answer(tools, { invocation, response, words, source: null }).give(replies);
}
