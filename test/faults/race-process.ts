import { connect } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import type { Deps } from '#services/deps.ts';
import { createServices } from '#services/index.ts';
import { createPasswords } from '#services/shared/passwords.ts';

/** What a process of `races.ts` is told to do, by whom, at which moment. */
export interface Order {
  id: number;
  identity: ChatIdentity;
  at: number;
  does: Deed;
}

export type Deed =
  | { name: 'adds'; username: string; roleId: string }
  | { name: 'raises'; roleId: string }
  | { name: 'renames'; roleId: string; to: string }
  | { name: 'disables'; userId: string }
  | { name: 'unlinks'; identity: ChatIdentity };

export interface Outcome {
  id: number;
  /** `done`, or the code of the refusal. */
  outcome: string;
}

const db = connect({ url: process.env.DATABASE_URL ?? '', schema: 'public' });
const deps: Deps = {
  db,
  queue: { enqueue: async () => {}, work: async () => {}, ping: async () => {}, stop: async () => {} },
  clock: () => new Date(),
  // The cheapest hash: what is tried is not its cost.
  passwords: createPasswords(4),
  licence: () => ({ plan: 'pro', status: 'active', userLimit: null }),
  sso: () => ({ enabled: false, strict: false }),
  served: () => new Map(),
  attached: false,
  announce: async () => {},
  settings: {
    passwords: 'form',
    approvals: 'privileged',
    mail: false,
    stepUp: 'off',
    lockout: false,
    panelEnables: 'undo',
    auditElsewhere: false,
    hexabotConfirm: null,
    requestTtlMs: 86_400_000,
    approvalChannels: [],
    secret: 'a secret of the races',
    confirmationLifeMs: 3_600_000,
    publicUrl: () => 'http://127.0.0.1:3000',
  },
};
const services = createServices(deps);

process.on('message', (order: Order) => void carryOut(order));
process.on('disconnect', () => void db.close().finally(() => process.exit(0)));
process.send?.('ready');

async function carryOut({ id, identity, at, does }: Order): Promise<void> {
  const { actor } = await services.standing(identity, true);
  if (actor === null) throw new Error('nobody');
  const by = { actor, identity, requestId: crypto.randomUUID() };
  // Both processes are to begin in the same moment.
  while (Date.now() < at) await new Promise(setImmediate);
  const outcome = await doIt(by, does).then(
    () => 'done',
    (error: unknown) => (error instanceof HexaError ? error.code : `failed: ${String(error)}`),
  );
  process.send?.({ id, outcome } satisfies Outcome);
}

async function doIt(by: Parameters<typeof services.users.create>[0], does: Deed): Promise<void> {
  switch (does.name) {
    case 'adds': {
      const { username } = does;
      const named = { firstName: 'New', lastName: 'User', username, email: `${username}@example.com` };
      await services.users.create(by, { ...named, roleIds: [does.roleId] }, 'long enough');
      return;
    }
    case 'raises':
      await services.roles.changePermissions(by, does.roleId, { gained: ['User: update'], lost: [] });
      return;
    case 'renames':
      await services.roles.rename(by, does.roleId, does.to);
      return;
    case 'disables': {
      const [change] = await services.users.setStatus(by, [does.userId], 'disabled');
      if (change?.refusal) throw change.refusal;
      return;
    }
    case 'unlinks':
      await services.links.remove(by, does.identity);
  }
}
