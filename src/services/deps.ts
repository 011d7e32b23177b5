import type { Database } from '#database/connection.ts';
import type { Licence } from '#domain/plan.ts';
import type { Queue } from '#queue/index.ts';
import type { Passwords } from './passwords.ts';

export type Clock = () => Date;

/** What the use cases stand on; `main.ts` fills it in. */
export interface Deps {
  db: Database;
  queue: Queue;
  clock: Clock;
  passwords: Passwords;
  /** The licence as last known; never a call to another service. */
  licence(): Licence;
  sso: { enabled: boolean; strict: boolean };
  settings: {
    passwords: 'form' | 'invite';
    approvals: 'off' | 'escalations' | 'privileged' | 'all';
    mail: boolean;
    /** Derives confirmation tokens. */
    secret: string;
    confirmationLifeMs: number;
    /** How people reach our pages, without a trailing slash; known once the server listens. */
    publicUrl(): string;
  };
}
