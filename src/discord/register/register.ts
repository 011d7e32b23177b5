import { type APIApplicationCommand, RequestMethod, Routes } from 'discord.js';
import type { Api } from '../api.ts';
import type { CommandBody } from './commands.ts';
import { differences } from './differences.ts';

/** What came of registering the commands in one guild. */
export type Registration =
  | { result: 'done'; written: string[]; removed: number }
  /** `code` as in log.ts; 50001: the app is not in that guild, or was invited without `applications.commands`. */
  | { result: 'failed'; code: string };

/**
 * Makes the commands of one guild what they should be: compares first and writes only differences, as a guild takes
 * 200 new commands a day ("Application Commands", Registering a Command).
 */
export async function registerCommands(
  api: Api,
  { applicationId, guildId }: { applicationId: string; guildId: string },
  wanted: readonly CommandBody[],
): Promise<Registration> {
  const route = Routes.applicationGuildCommands(applicationId, guildId);
  // Without it the list comes without translations, and everything would differ.
  const query = new URLSearchParams({ with_localizations: 'true' });
  const registered = await api.call<APIApplicationCommand[]>(RequestMethod.Get, route, undefined, query);
  if (!registered.ok) return { result: 'failed', code: registered.code };
  const { write, remove } = differences(registered.value, wanted);
  for (const id of remove) {
    const outcome = await api.call(
      RequestMethod.Delete,
      Routes.applicationGuildCommand(applicationId, guildId, id),
    );
    if (!outcome.ok) return { result: 'failed', code: outcome.code };
  }
  for (const body of write) {
    const outcome = await api.call(RequestMethod.Post, route, body);
    if (!outcome.ok) return { result: 'failed', code: outcome.code };
  }
  return { result: 'done', written: write.map(({ name }) => name), removed: remove.length };
}
