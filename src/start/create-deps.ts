import type { Queue } from '#queue/index.ts';
import type { Clock, Deps } from '#services/deps.ts';
import type { SsoWatch } from '#services/gate/sso.ts';
import type { LicenceWatch } from '#services/plan/licence.ts';
import type { Config } from '../config.ts';
import { attachedSettings } from './attached.ts';
import type { OpenDatabase } from './open-database.ts';
import type { Whereabouts } from './open-port.ts';

/** What the services work with. Throws StartError for settings that this database cannot follow. */
export function createDeps(options: {
  config: Config;
  database: OpenDatabase;
  licence: LicenceWatch;
  sso: SsoWatch;
  queue: Queue;
  clock: Clock;
  passwords: Deps['passwords'];
  mail: boolean;
  web: Whereabouts;
  served: Deps['served'];
}): Deps {
  const { config, database, licence, sso, queue, clock, passwords, web } = options;
  return {
    db: database.db,
    queue,
    clock,
    passwords,
    licence: licence.licence,
    sso: sso.sso,
    served: options.served,
    attached: database.mode === 'attached',
    announce: async (em, auditId) => {
      for (const channel of config.auditChannels) await queue.enqueue(em, 'audit-post', { auditId, channel });
    },
    settings: {
      passwords: config.passwords,
      approvals: config.approvals,
      requestTtlMs: config.requestTtlMs,
      approvalChannels: config.approvalChannels,
      mail: options.mail,
      stepUp: config.stepUp,
      panelEnables: config.panelEnables,
      auditElsewhere: config.auditElsewhere,
      ...attachedSettings(config, database),
      secret: database.secret,
      confirmationLifeMs: config.confirmationLifeMs,
      publicUrl: () => config.http.publicUrl ?? web.address(),
    },
  };
}
