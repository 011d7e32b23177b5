import { comparisonKey } from '#domain/text.ts';
import { fullName } from '#domain/user.ts';
import type { Context } from './context.ts';
import type { Needs } from './gate.ts';
import type { Option, OptionSource } from './screen.ts';

/** What it takes to search each source: what is found is what lists would show (docs/design.md, section 5). */
export const SEARCH_NEEDS: Readonly<Record<OptionSource, Needs>> = {
  users: { permissions: ['User: read'] },
  roles: { permissions: ['Role: read'] },
};

/** Slack's bound for the options of one answer; Discord takes the first 25. */
const AT_MOST = 100;

/** Users or roles whose names contain what was typed, values are ids. */
export async function findOptions(
  { services }: Pick<Context, 'services'>,
  source: OptionSource,
  text: string,
): Promise<Option[]> {
  const search = text.trim();
  if (source === 'roles') {
    const key = comparisonKey(search);
    const roles = await services.roles.all();
    return roles
      .filter(({ name }) => comparisonKey(name).includes(key))
      .slice(0, AT_MOST)
      .map(({ id, name }) => ({ value: id, label: name }));
  }
  const query = { status: null, roleIds: null, sort: 'name', page: 0, pageSize: AT_MOST } as const;
  const { users } = await services.users.list({ ...query, search: search === '' ? null : search });
  return users.map((user) => ({ value: user.id, label: fullName(user), description: user.email }));
}
