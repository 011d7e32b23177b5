import type { ChatIdentity } from './chat-identity.ts';
import type { Licence, Quota } from './plan.ts';
import type { Actor } from './user.ts';

/** What is known of whoever caused an invocation, loaded afresh each time: the gate's only evidence. */
export interface Standing {
  identity: ChatIdentity;
  /** Null: the platform does not say at the moment. */
  served: boolean | null;
  /** The binding of this chat identity to a user, if there is one. */
  link: { suspended: boolean } | null;
  /** The linked user with roles and permissions, whatever their status; null when not linked. */
  actor: Actor | null;
  /** Cached from the platform; null before the first look. */
  profile: { name: string; locale: string | null; zone: string | null; fetchedAt: Date } | null;
  licence: Licence;
  sso: { enabled: boolean; strict: boolean };
  /** Null: unlimited, and not counted, as no screen of this command says how many users there are. */
  quota: Quota | null;
}

/** How many users there are, for a screen that says so. Throws where its command does not declare that (`Needs.quota`). */
export function quotaOf({ quota }: Pick<Standing, 'quota'>): Quota {
  if (quota === null) throw new Error('no quota: the users were not counted for this command');
  return quota;
}
