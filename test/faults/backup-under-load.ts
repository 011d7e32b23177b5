import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findEmbedded, startEmbedded } from '#database/embedded/index.ts';
import { findCluster } from '#database/embedded/layout.ts';
import { stopPostmaster } from '#database/embedded/postmaster.ts';
import { once } from '../support/database.ts';
import { runProgram } from '../support/service-process.ts';
import { owing } from './broken-off.ts';
import { makeMembers, makeRoles } from './crew.ts';
import type { Fault } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { comesTrue, together } from './parallel.ts';
import { exactly, none, row } from './report.ts';
import { openStage } from './stage.ts';

const READS = ['/hexa users list', '/hexa home', '/hexa roles list'];
const ADDED = `users WHERE email LIKE '%@backup.example'`;

/** `hexa backup` while people work: what it holds is one moment, and restores to whole users. */
export const backupUnderLoad: Fault = {
  name: 'A backup while people work',
  async run({ random }) {
    const commands = 200;
    const folder = await mkdtemp(join(tmpdir(), 'hexabot-chatops-backup-'));
    // As root, the server's own user has to get there.
    await chmod(folder, 0o711);
    const [dataDir, restoredDir] = [join(folder, 'old'), join(folder, 'new')];
    await using stage = await openStage(null);
    const { DATABASE_URL: _none, CHATOPS_SECRET: _made, ...given } = stage.env(await stage.freePort());
    const env = { ...given, DATA_DIR: dataDir, CHATOPS_CONSOLE: 'off' };
    const end = owing(async () => {
      const cluster = await findCluster(dataDir);
      await Promise.all(stage.services.map((service) => service.stop('SIGKILL')));
      await stopPostmaster(cluster);
      if (!cluster.startsWith(folder)) await rm(dirname(cluster), { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    });
    try {
      await stage.service(env);
      stage.databaseUrl = (await findEmbedded(dataDir))!;
      await makeRoles(stage);
      const crew = await makeMembers(
        stage,
        'slack',
        Array.from({ length: 20 }, (_, index) => ({ name: `lead${index}x`, roles: ['lead', 'plain'] })),
      );
      const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);
      const unanswered: string[] = [];
      let done = 0;
      const perMember = crew.map((member, index) => ({ member, index }));
      const working = together(perMember, crew.length, async ({ member, index }) => {
        for (let turn = 0; turn < commands / crew.length; turn += 1) {
          const what = turn % 3 === 0 ? 'adds' : random.pick(READS);
          const doing =
            what === 'adds' ? member.adds(`new${index}-${turn}@backup.example`) : member.types(what);
          await doing.catch((error: unknown) => unanswered.push(`${what}: ${String(error).slice(0, 120)}`));
          done += 1;
        }
      });
      await comesTrue(() => done >= commands / 4, 60_000, 20);
      const [before, begun] = [await stage.count(ADDED), done];
      const file = join(folder, 'chatops.backup');
      const wrote = await runProgram(['bin/hexa.ts', 'backup', file], env);
      const meanwhile = done - begun;
      await working;
      const after = await stage.count(ADDED);
      const restored = await runProgram(['bin/hexa.ts', 'restore', file], {
        ...given,
        DATA_DIR: restoredDir,
      });
      const server = await startEmbedded({ dataDir: restoredDir, purpose: 'service' });
      const users = await once<{ email: string; isWhole: boolean }>(
        server.url,
        `SELECT email, (SELECT count(*) FROM chatops.audit a WHERE a.action = 'users add' AND a.outcome = 'done'
             AND a.target_id = u.id) = 1
           AND (SELECT count(*) FROM chatops.confirmations c WHERE c.user_id = u.id) = 1
           AND EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id) AS "isWhole"
         FROM users u WHERE email LIKE '%@backup.example'`,
      );
      await server.stop();
      return [
        exactly('commands, of which some ran during the backup', commands, done),
        row('commands answered while it was written', 'told', meanwhile, true),
        none('not answered', unanswered),
        exactly('exit code of the backup', 0, wrote.code ?? -1),
        exactly('exit code of the restore', 0, restored.code ?? -1),
        row(
          'users in it',
          `${before} to ${after}`,
          users.length,
          users.length >= before && users.length <= after,
        ),
        none(
          'of them half made',
          users.filter(({ isWhole }) => !isWhole).map(({ email }) => email),
        ),
        ...(await invariants(stage, await watching.stop())),
      ];
    } finally {
      await end();
    }
  },
};
