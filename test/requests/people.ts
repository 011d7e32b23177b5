import { randomUUID } from 'node:crypto';
import type { Input, Invocation } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { ActionRef, Screen } from '#chat/screen.ts';
import type { By } from '#domain/by.ts';
import type { ChatIdentity, Platform } from '#domain/chat-identity.ts';
import type { RequestStatus } from '#domain/request.ts';
import { type Actor, type Core, type ScreenReply, screenOf } from '../support/core.ts';

/** A second chat identity of a user, on another platform. */
export async function alsoOn(
  core: Core,
  platform: Platform,
  email: string,
): Promise<Pick<Actor, 'identity' | 'presses'>> {
  const identity: ChatIdentity = { platform, workspace: 'G1', user: randomUUID().slice(0, 8) };
  await core.query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     SELECT $1, $2, $3, id, 'operator', now() FROM users WHERE email = $4`,
    [platform, identity.workspace, identity.user, email],
  );
  const invocation = (input: Input): Invocation => ({
    id: randomUUID(),
    identity,
    served: true,
    locale: null,
    pageSize: 8,
    maxFields: 4,
    delivery: randomUUID(),
    replyTo: null,
    input,
  });
  return {
    identity,
    presses: ({ name, ids = [] }) =>
      core.dispatch.answer(invocation({ type: 'action', name, ids, selected: [], values: {}, draft: null })),
  };
}

/** Whoever acts, as the services want it. */
export async function byOf(core: Core, { identity }: Pick<Actor, 'identity'>): Promise<By> {
  const { actor } = await core.services.standing(identity, true);
  return { actor: actor!, identity, requestId: randomUUID() };
}

/** Asks, and returns the id of the request. Throws what was said instead. */
export async function ask(core: Core, person: Actor, line: string): Promise<string> {
  const before = new Set(await idsOf(core));
  const replies = await person.says(line);
  const made = (await idsOf(core)).find((id) => !before.has(id));
  if (made === undefined) throw new Error(`not asked: ${JSON.stringify(screenOf(replies))}`);
  return made;
}

async function idsOf(core: Core): Promise<string[]> {
  return (await core.query<{ id: string }>('SELECT id FROM chatops.requests')).map(({ id }) => id);
}

/** A button of the card in the channel. */
export function button(name: 'approve' | 'deny' | 'cancel' | 'end' | 'again', id: string): ActionRef {
  return { name: `requests.${name}`, ids: [id, 'channel'] };
}

/** What was said to who pressed, beside the card. */
export function toldBy(replies: readonly Reply[]): Screen {
  const told = replies.filter((reply) => reply.type === 'screen' && reply.as !== 'card') as ScreenReply[];
  return told[0]!.screen;
}

/** The card in place of the one that was pressed. */
export function cardBy(replies: readonly Reply[]): Screen | undefined {
  return (replies.find((reply) => reply.type === 'screen' && reply.as === 'card') as ScreenReply | undefined)
    ?.screen;
}

export async function statusOf(core: Core, id: string): Promise<RequestStatus> {
  const [row] = await core.query<{ status: RequestStatus }>(
    'SELECT status FROM chatops.requests WHERE id = $1',
    [id],
  );
  return row!.status;
}

/** Names of the roles in force. */
export async function rolesOf(core: Pick<Core, 'query'>, email: string): Promise<string[]> {
  const rows = await core.query<{ name: string }>(
    `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
     WHERE u.email = $1 ORDER BY r.name`,
    [email],
  );
  return rows.map(({ name }) => name);
}

/** What the first field of a form holds at first. */
export function initialOf({ fields = [] }: Screen): string[] {
  const [first] = fields;
  return first !== undefined && 'initial' in first && Array.isArray(first.initial) ? [...first.initial] : [];
}
