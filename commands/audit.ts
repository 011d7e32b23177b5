import { z } from 'zod';
import { command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { findPageWithin, readPage } from '#chat/pages.ts';
import { show } from '#chat/reply.ts';
import { type AuditFilter, type AuditFound, auditScreen, WHOLE_AUDIT_ID } from '#chat/views/audit-list.ts';
import { HexaError } from '#domain/errors.ts';
import { readSince, SINCE_EXAMPLES } from '#domain/since.ts';

/** The form that these filters have in chatops.queries. */
const SAVED_AS = 'audit';

const values = z.object({
  user: z.string().optional(),
  by: z.string().optional(),
  since: z.string().optional(),
  zone: z.string().optional(),
  userId: z.string().optional(),
  byId: z.string().optional(),
});

export default command({
  path: 'audit',
  options: z.object({
    user: option.user({ rest: true }),
    by: option.user(),
    since: option.text(),
    page: option.page(),
  }),
  needs: { permissions: ['AuditLog: read'] },
  changes: false,
  opens: 'screen',
  async run(context, { user, by, since, page = 1 }) {
    const { zone } = context;
    requireSince(context, { since, zone });
    const asked = [...new Set([user, by])].filter((query) => query !== undefined);
    const ids = await idsOf(context, asked);
    const [userId, byId] = [user, by].map((query) =>
      query === undefined ? query : ids[asked.indexOf(query)],
    );
    return [
      show(auditScreen(context, await findEntries(context, { user, by, since, zone, userId, byId }, page))),
    ];
  },
  actions: {
    /** ids: filter, page. */
    'audit.page': {
      changes: false,
      opens: 'screen',
      async run(context, { ids: [id = WHOLE_AUDIT_ID, page = '1'] }) {
        const found = await findEntries(context, await readSaved(context, id), readPage(page), id);
        return [{ type: 'screen', screen: auditScreen(context, found), as: 'in_place' }];
      },
    },
  },
});

async function idsOf({ invocation, services }: Context, queries: readonly string[]): Promise<string[]> {
  if (queries.length === 0) return [];
  return (await services.users.findEach(queries, invocation.identity)).map(({ id }) => id);
}

function requireSince({ now }: Context, { since, zone = 'UTC' }: AuditFilter): Date | null {
  if (since === undefined) return null;
  const at = readSince(since, now, zone);
  if (at !== null) return at;
  const value = since.slice(0, 100);
  throw new HexaError('option_invalid', { option: 'since', value, allowed: SINCE_EXAMPLES });
}

/** The page (from 1; the last one where there are fewer), with its filter saved for the buttons. */
async function findEntries(
  context: Context,
  filter: AuditFilter,
  page: number,
  savedId?: string,
): Promise<AuditFound> {
  const { invocation, services } = context;
  const { pageSize } = invocation;
  const { userId = null, byId = null } = filter;
  const since = requireSince(context, filter);
  const found = await findPageWithin(page, pageSize, (at) =>
    services.audit({ userId, byId, since, page: at, pageSize }),
  );
  return { ...found, filter, since, id: savedId ?? (await saved(context, filter)) };
}

async function saved({ services }: Context, filter: AuditFilter): Promise<string> {
  const { zone, ...named } = filter;
  const narrowing = filter.since === undefined ? named : filter;
  const given = Object.fromEntries(Object.entries(narrowing).filter(([, value]) => value !== undefined));
  return Object.keys(given).length === 0 ? WHOLE_AUDIT_ID : services.drafts.saveFilter(SAVED_AS, given);
}

async function readSaved({ services }: Context, id: string): Promise<AuditFilter> {
  if (id === WHOLE_AUDIT_ID) return {};
  const read = values.safeParse(await services.drafts.readFilter(id, SAVED_AS));
  if (!read.success) throw new HexaError('outdated', {});
  return read.data;
}
