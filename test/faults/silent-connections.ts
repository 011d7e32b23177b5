import { startSilentProxy } from '../support/silent-proxy.ts';
import { makeMembers, makeRoles } from './crew.ts';
import type { Fault } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { comesTrue } from './parallel.ts';
import { row, runsStill } from './report.ts';
import { openStage } from './stage.ts';

/** A failover without a word: connections to the database that are there answer nothing any more, new ones work. */
export const silentConnections: Fault = {
  name: 'Connections fall silent',
  waits: true,
  async run({ postgres }) {
    await using stage = await openStage(postgres);
    const proxy = await startSilentProxy(stage.databaseUrl);
    try {
      const service = await stage.service({
        ...stage.env(await stage.freePort()),
        DATABASE_URL: proxy.url,
      });
      await makeRoles(stage);
      const [lead] = await makeMembers(stage, 'slack', [{ name: 'lead', roles: ['lead', 'plain'] }]);
      const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);
      await lead!.types('/hexa whoami');
      proxy.fallSilent();
      const begun = Date.now();
      const answers = await comesTrue(
        async () => (await lead!.types('/hexa users list').catch(String)).includes('Users: '),
        45_000,
      );
      const answeredAfter = Date.now() - begun;
      await lead!.adds('silent@new.example');
      const mails = await comesTrue(
        () => stage.smtp.mails.some(({ to }) => to === 'silent@new.example'),
        45_000,
      );
      const worksAfter = Date.now() - begun;
      return [
        row('commands are answered again, after s', 'at most 45', Math.round(answeredAfter / 1_000), answers),
        row(
          'jobs are done again, after s',
          'at most 60',
          Math.round(worksAfter / 1_000),
          mails && worksAfter < 60_000,
        ),
        runsStill(service),
        ...(await invariants(stage, await watching.stop())),
      ];
    } finally {
      await Promise.all(stage.services.map((service) => service.stop('SIGKILL')));
      await proxy.stop();
    }
  },
};
