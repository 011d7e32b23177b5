import { channelJson, memberJson, userJson } from '../json-of.ts';
import type { Json } from '../wire.ts';
import type { World } from '../world.ts';

interface Resolved {
  users?: Record<string, Json>;
  members?: Record<string, Json>;
  roles?: Record<string, Json>;
  channels?: Record<string, Json>;
  attachments?: Record<string, Json>;
}

/**
 * What the ids in an interaction stand for. A person who is no member (any more) has a user and no member.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure
 */
export function resolve(world: World, guildId: string | undefined, ids: readonly string[]): Resolved {
  const resolved: Resolved = {};
  const guild = world.guilds.get(guildId ?? '');
  for (const id of ids) {
    const role = guild?.roles.find((one) => one.id === id);
    const channel = world.channels.get(id);
    if (world.users.has(id)) {
      resolved.users = { ...resolved.users, [id]: userJson(world, id) };
      if (guild?.members.get(id)?.left === false)
        resolved.members = { ...resolved.members, [id]: memberJson(world, guild, id, false) };
    } else if (role) resolved.roles = { ...resolved.roles, [id]: role };
    else if (channel) resolved.channels = { ...resolved.channels, [id]: channelJson(world, channel) };
    else throw new Error(`The double knows no user, role or channel ${id}`);
  }
  return resolved;
}
