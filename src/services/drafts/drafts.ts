import { randomUUID } from 'node:crypto';
import { Drafts } from '#database/chatops-tables.ts';
import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Draft, RawValues } from '#domain/draft.ts';
import type { Deps } from '../deps.ts';

/** A new draft of this person; returns its id. */
export async function saveDraft(
  deps: Deps,
  identity: ChatIdentity,
  { form, values, replyTo }: Omit<Draft, 'id' | 'isTaken'>,
): Promise<string> {
  const id = randomUUID();
  await deps.db.em().insert(Drafts, {
    id,
    platform: identity.platform,
    workspace: identity.workspace,
    chatUser: identity.user,
    form,
    values: { ...values },
    replyTo,
    createdAt: deps.clock(),
    takenAt: null,
  });
  return id;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Takes the draft for one submission: null when it is somebody else's, gone, or already taken. */
export async function takeDraft(deps: Deps, identity: ChatIdentity, id: string): Promise<Draft | null> {
  if (!UUID.test(id)) return null;
  const [row] = await rows(
    deps.db.em(),
    sql<Draft>`
    UPDATE chatops.drafts SET taken_at = ${deps.clock()}
    WHERE id = ${id} AND taken_at IS NULL AND platform = ${identity.platform}
      AND workspace = ${identity.workspace} AND chat_user = ${identity.user}
    RETURNING id, form, "values", reply_to AS "replyTo", true AS "isTaken"`,
  );
  return row ?? null;
}

/** The draft as it is, not taken by this; null when it is somebody else's, gone, or of another form than `form`. */
export async function readDraft(
  deps: Deps,
  identity: ChatIdentity,
  id: string,
  form?: string,
): Promise<Draft | null> {
  if (!UUID.test(id)) return null;
  const [row] = await rows(
    deps.db.em(),
    sql<Draft>`
    SELECT id, form, "values", reply_to AS "replyTo", taken_at IS NOT NULL AS "isTaken" FROM chatops.drafts
    WHERE id = ${id} AND (${form ?? null}::text IS NULL OR form = ${form ?? null}) AND platform = ${identity.platform}
      AND workspace = ${identity.workspace} AND chat_user = ${identity.user}`,
  );
  return row ?? null;
}

/**
 * Replaces what was typed in a draft. Nothing where it is taken, as its form is being run; unless it `givesBack` the draft,
 * to be submitted again.
 */
export async function rewriteDraft(
  deps: Deps,
  identity: ChatIdentity,
  id: string,
  values: RawValues,
  { givesBack = false }: { givesBack?: boolean } = {},
): Promise<void> {
  const { platform, workspace, user } = identity;
  const own = { id, platform, workspace, chatUser: user, ...(givesBack ? {} : { takenAt: null }) };
  await deps.db.em().nativeUpdate(Drafts, own, { takenAt: null, values: { ...values } });
}

/** True the first time that a delivery of this key comes, false ever after (remembered for a day). */
export async function firstDelivery(deps: Deps, key: string): Promise<boolean> {
  const inserted = await rows(
    deps.db.em(),
    sql`INSERT INTO chatops.deliveries (key, received_at) VALUES (${key}, ${deps.clock()})
      ON CONFLICT DO NOTHING RETURNING key`,
  );
  return inserted.length === 1;
}

/** Deletes drafts, queries and deliveries of more than a day ago. */
export async function sweepDrafts(deps: Deps): Promise<void> {
  const before = new Date(deps.clock().getTime() - 24 * 60 * 60 * 1000);
  await rows(deps.db.em(), sql`DELETE FROM chatops.drafts WHERE created_at < ${before}`);
  await rows(deps.db.em(), sql`DELETE FROM chatops.queries WHERE used_at < ${before}`);
  await rows(deps.db.em(), sql`DELETE FROM chatops.deliveries WHERE received_at < ${before}`);
}
