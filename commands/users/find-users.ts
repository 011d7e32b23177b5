import type { Context } from '#chat/context.ts';
import type { User } from '#domain/user.ts';

/**
 * The users named side by side, each once. Throws `users_unclear` with every name that fits none or several, or the
 * refusal itself where only one was named.
 */
export async function findUsers(
  { services, invocation }: Context,
  queries: readonly string[],
): Promise<User[]> {
  const found = await services.users.findEach(queries, invocation.identity);
  return [...new Map(found.map((user) => [user.id, user])).values()];
}
