import { databaseClock } from '#database/clock.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { fullName } from '#domain/user.ts';
import { startQueue } from '#queue/index.ts';
import { linkByOperator } from '#services/links/link.ts';
import { unlinkByOperator } from '#services/links/unlink.ts';
import type { Config } from '../src/config.ts';
import { openDatabase } from '../src/start/open-database.ts';
import { PLATFORM_NAMES, platforms } from '../src/start/platforms.ts';
import { StartError } from '../src/start/start-error.ts';

/** What was typed, checked for shape, so that a mixed-up order is told and not stored. */
function readIdentity(typed: { platform: string; workspace: string; user: string }): ChatIdentity {
  const platform = Object.values(platforms).find(({ name }) => name === typed.platform);
  if (platform === undefined) throw new StartError(`The platform is ${PLATFORM_NAMES}.`);
  const { workspace, user, example } = platform.ids;
  if (!workspace.test(typed.workspace) || !user.test(typed.user)) {
    throw new StartError(
      `These are not the ids of a workspace and a person on ${platform.title}. Example: ${example}`,
    );
  }
  return { ...typed, platform: platform.name };
}

/**
 * The identity by the key that people have there: a workspace of a Slack grid is known by its grid. As typed where the
 * platform is off here, or does not answer. Throws StartError for a workspace where nobody can act.
 */
async function resolved(config: Config, identity: ChatIdentity): Promise<ChatIdentity> {
  const { platform: name, workspace } = identity;
  const platform = platforms[name];
  const settings = config[name];
  if (settings === null) return identity;
  const served = await platform.serves(settings).catch(() => null);
  if (served === null) return identity;
  const found = served.find(({ ids }) => ids.includes(workspace));
  if (found === undefined) {
    const known = served.map(({ ids }) => ids.join(' or ')).join(', ');
    throw new StartError(
      `Nobody in ${workspace} can act here: this app serves ${known} on ${platform.title}.`,
    );
  }
  return { ...identity, workspace: found.key };
}

/** Links or unlinks and, where mail is on, has the user told; what the operator does is not announced in channels. */
async function withLinks<T>(
  config: Config,
  change: (deps: Parameters<typeof linkByOperator>[0]) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({ config, purpose: 'command' });
  try {
    const { db, mode, url } = database;
    const queue = config.mail === null ? null : await startQueue({ url, onError: () => {} });
    const deps = {
      db,
      queue,
      settings: { mail: config.mail !== null },
      attached: mode === 'attached',
      clock: (await databaseClock(db)).now,
      announce: async () => {},
    };
    return await change(deps).finally(() => queue?.stop(1_000));
  } finally {
    await database.close();
  }
}

const shown = ({ platform, workspace, user }: ChatIdentity): string =>
  `${platforms[platform].title} account ${user} in ${workspace}`;

type Typed = Parameters<typeof readIdentity>[0];

/** Links and says so in one sentence. Works while the service runs. */
export async function link(config: Config, typed: Typed, email: string): Promise<string> {
  const identity = await resolved(config, readIdentity(typed));
  const user = await withLinks(config, (deps) => linkByOperator(deps, identity, email));
  return `${shown(identity)} is now linked to ${fullName(user)} (${user.email}).`;
}

/** Unlinks and says so in one sentence. */
export async function unlink(config: Config, typed: Typed): Promise<string> {
  const identity = readIdentity(typed);
  const removed = await withLinks(config, (deps) => unlinkByOperator(deps, identity));
  if (!removed) throw new StartError(`${shown(identity)} is not linked.`);
  return `${shown(identity)} is no longer linked.`;
}
