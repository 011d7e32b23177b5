import type { Database, EntityManager } from '#database/connection.ts';
import type { ServedWorkspaces } from '#domain/chat-identity.ts';
import type { PanelEnables } from '#domain/lockout.ts';
import type { Licence } from '#domain/plan.ts';
import type { StepUp } from '#domain/proof.ts';
import type { Approvals } from '#domain/role-policy.ts';
import type { Queue } from '#queue/index.ts';
import type { Passwords } from './shared/passwords.ts';

/** What time it is; tests set it. */
export type Clock = () => Date;

/** What the use cases stand on; `main.js` fills it in. */
export interface Deps {
  db: Database;
  queue: Queue;
  clock: Clock;
  passwords: Passwords;
  /** The licence as last known; never a call to another service. */
  licence(): Licence;
  /** As last known, where Hexabot is asked for it; never a call to another service. */
  sso(): { enabled: boolean; strict: boolean };
  /** As last known, where people can act; never a call to a platform. */
  served(): ServedWorkspaces;
  /** The tables are a Hexabot's, not our own. */
  attached: boolean;
  /** Enqueues the post of an audit entry for each audit channel (CHATOPS_AUDIT_CHANNEL). */
  announce(em: EntityManager, auditId: string): Promise<void>;
  settings: {
    passwords: 'form' | 'invite';
    approvals: Approvals;
    mail: boolean;
    /** What takes a passkey (CHATOPS_STEP_UP). */
    stepUp: StepUp;
    /** Roles of users who are not active are set aside (CHATOPS_LOCKOUT); never on a database of our own. */
    lockout: boolean;
    /** What becomes of a switch in the panel that Hexabot's audit does not tell of (CHATOPS_PANEL_ENABLES). */
    panelEnables: PanelEnables;
    /** Hexabot's variables say that its audit is not in the database. */
    auditElsewhere: boolean;
    /** Null: confirmation links are ours; else Hexabot's own are mailed (CHATOPS_CONFIRM). */
    hexabotConfirm: { secret: string; frontendBaseUrl: string } | null;
    /** How long a role change request waits for a decision (CHATOPS_REQUEST_TTL). */
    requestTtlMs: number;
    /** `slack:C…` or `discord:…` (CHATOPS_APPROVAL_CHANNEL). */
    approvalChannels: readonly string[];
    /** Derives confirmation tokens. */
    secret: string;
    confirmationLifeMs: number;
    /** How people reach our pages, without a trailing slash; known once the server listens. */
    publicUrl(): string;
  };
}
