import type { Context } from '#chat/context.ts';
import { type ErrorData, HexaError, isHexaError } from '#domain/errors.ts';
import type { User } from '#domain/user.ts';

/**
 * The users named side by side, each once. Throws `users_unclear` with every name that fits none or several, or the
 * refusal itself where only one was named.
 */
export async function findUsers(
  { services, invocation }: Context,
  queries: readonly string[],
): Promise<User[]> {
  const users = new Map<string, User>();
  const unclear: ErrorData['users_unclear']['unclear'] = [];
  for (const query of queries) {
    try {
      const user = await services.users.find(query, invocation.identity);
      users.set(user.id, user);
    } catch (error) {
      const isNobody = isHexaError(error, 'user_not_found');
      if ((!isNobody && !isHexaError(error, 'user_ambiguous')) || queries.length === 1) throw error;
      unclear.push({ query, candidates: isNobody ? [] : error.data.candidates });
    }
  }
  if (unclear.length > 0) throw new HexaError('users_unclear', { unclear });
  return [...users.values()];
}
