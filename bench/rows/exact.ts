import { asking } from '../../test/support/database.ts';
import type { Row } from '../row.ts';
import type { Scene } from '../scene.ts';

/** What only shows something. Each is allowed four statements. */
export const SHOWN = [
  'home',
  'whoami',
  'help',
  'plan',
  'links',
  'why users add',
  'why users add for: user5@example.com',
  'users list',
  'users list Finn',
  'users show user5@example.com',
  'roles list',
  'roles show admin',
  'requests list',
  'audit',
  'audit user: user5@example.com',
  'audit by: user6@example.com',
  'audit user: user5@example.com by: user6@example.com',
] as const;

const STATEMENTS = 4;
const ROUNDS = 3;

/** Statements and bytes of answers: the same on every machine. */
export async function exactRows({ world, url, heard }: Scene): Promise<Row[]> {
  const { service, wire, discord } = heard;
  const ann = discord.member({ name: 'Ann', permissions: ['ManageGuild'] });
  await asking(url, async (query) => {
    await query(
      `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
       VALUES ('discord', $1, $2, 'user-0000001', 'operator', now())`,
      [discord.guildId, ann.id],
    );
    await query(
      `INSERT INTO chatops.identities (platform, workspace, chat_user, name, locale, fetched_at)
       VALUES ('discord', $1, $2, 'Ann', 'en-US', now())`,
      [discord.guildId, ann.id],
    );
  });
  const counted: Record<string, { statements: number; bytes: number }> = {};
  // The service also sweeps, at its start and once a minute: of three rounds, the one with the fewest counts.
  for (let round = 0; round < ROUNDS; round += 1) {
    const count = async (what: string, shows: () => Promise<number>): Promise<void> => {
      wire.clear();
      const bytes = await shows();
      const statements = Math.min(
        wire.statements().length,
        counted[what]?.statements ?? Number.POSITIVE_INFINITY,
      );
      counted[what] = { statements, bytes };
    };
    for (const text of SHOWN) {
      await count(`\`/hexa ${text}\` in Slack`, async () => {
        const { body } = await world.slack.command(service.address, world.somebody(), text);
        return Buffer.byteLength(body);
      });
    }
    await count('`/hexa users list` in Discord', async () => {
      const { message } = await ann.uses('/hexa users list');
      if (message === undefined) throw new Error('Discord was shown nothing');
      return Buffer.byteLength(JSON.stringify(discord.calls.at(-1)?.body));
    });
  }
  await service.stop();
  return Object.entries(counted).map(([what, { statements, bytes }]) => exact(what, statements, bytes));
}

function exact(what: string, statements: number, bytes: number): Row {
  return {
    what,
    against: 'exact on every machine',
    measured: `${bytes.toLocaleString('en')} bytes`,
    reach: { atMost: STATEMENTS },
    value: statements,
    unit: 'statements',
  };
}
