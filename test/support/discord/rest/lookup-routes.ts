import { ApiError } from '../api-error.ts';
import { applicationJson, botPermissions, guildJson, memberJson, userJson } from '../json-of.ts';
import type { GuildState } from '../world.ts';
import { ok, type Route, type RouteContext } from './route.ts';

/** Routes that only answer questions: the gateway, the bot, guilds and their people. */
export const lookupRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/gateway',
    open: true,
    run: ({ gatewayUrl }) => ok({ url: gatewayUrl }),
  },
  {
    method: 'GET',
    pattern: '/gateway/bot',
    run: ({ gatewayUrl, sessionStarts }) =>
      ok({ url: gatewayUrl, shards: 1, session_start_limit: sessionStarts() }),
  },
  {
    method: 'GET',
    pattern: '/users/@me',
    run: ({ world }) =>
      ok({
        ...userJson(world, world.botId),
        mfa_enabled: true,
        locale: 'en-US',
        verified: true,
        email: null,
      }),
  },
  {
    method: 'GET',
    pattern: '/users/@me/guilds',
    run({ world }) {
      const joined = [...world.guilds.values()].filter((guild) => guild.botIsIn);
      const features: string[] = [];
      return ok(
        joined.map(({ id, name }) => ({
          id,
          name,
          features,
          icon: null,
          banner: null,
          owner: false,
          permissions: botPermissions,
        })),
      );
    },
  },
  {
    method: 'GET',
    pattern: '/users/:user',
    run({ world, params }) {
      const id = params.user ?? '';
      if (!world.users.has(id)) throw new ApiError('unknown_user');
      return ok(userJson(world, id));
    },
  },
  { method: 'GET', pattern: '/applications/@me', run: ({ world }) => ok(applicationJson(world)) },
  { method: 'GET', pattern: '/oauth2/applications/@me', run: ({ world }) => ok(applicationJson(world)) },
  { method: 'GET', pattern: '/guilds/:guild', run: (context) => ok(guildJson(guildOf(context))) },
  { method: 'GET', pattern: '/guilds/:guild/roles', run: (context) => ok(guildOf(context).roles) },
  {
    method: 'GET',
    pattern: '/guilds/:guild/members/:user',
    run(context) {
      const guild = guildOf(context);
      const id = context.params.user ?? '';
      if (!context.world.users.has(id)) throw new ApiError('unknown_user');
      if (guild.members.get(id)?.left !== false) throw new ApiError('unknown_member');
      const { permissions, ...member } = memberJson(context.world, guild, id);
      return ok(member);
    },
  },
];

function guildOf({ world, params }: RouteContext): GuildState {
  const guild = world.guilds.get(params.guild ?? '');
  if (!guild?.botIsIn) throw new ApiError('unknown_guild');
  return guild;
}
