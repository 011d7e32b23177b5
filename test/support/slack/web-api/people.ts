import { ApiError } from '../api-error.ts';
import type { Core } from '../core.ts';
import type { Dict } from '../types.ts';
import type { PersonRecord } from '../workspace.ts';
import { type Method, type MethodEntry, required } from './method.ts';

const info: Method = (args, core) => {
  const person = core.workspace.people.get(required(args, 'user'));
  if (!person) throw new ApiError('user_not_found');
  const withLocale = args.include_locale === true || args.include_locale === 'true';
  return { user: wireUser(core, person, withLocale) };
};

const lookupByEmail: Method = (args, core) => {
  const email = required(args, 'email').toLowerCase();
  const found = [...core.workspace.people.values()].find((one) => one.email.toLowerCase() === email);
  if (!found || found.deleted || core.workspace.isStranger(found)) throw new ApiError('users_not_found');
  return { user: wireUser(core, found, false) };
};

const botInfo: Method = (args, { workspace }) => {
  if (args.bot !== undefined && args.bot !== workspace.bot.botId) throw new ApiError('bot_not_found');
  const { bot, appId } = workspace;
  return {
    bot: { id: bot.botId, deleted: false, name: bot.name, app_id: appId, user_id: bot.userId, icons: {} },
  };
};

/** users.* and bots.*. */
export const people: Record<string, MethodEntry> = {
  'users.info': { run: info, scopes: ['users:read'] },
  'users.lookupByEmail': { run: lookupByEmail, scopes: ['users:read.email'] },
  'bots.info': { run: botInfo, scopes: ['users:read'] },
};

/** A user object (docs.slack.dev: "User object"); a stranger's has no email. */
export function wireUser({ workspace }: Core, person: PersonRecord, withLocale: boolean): Dict {
  const stranger = workspace.isStranger(person);
  const seesEmail = workspace.scopes === 'all' || workspace.scopes.includes('users:read.email');
  return {
    id: person.userId,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deleted,
    real_name: person.realName,
    tz: person.tz,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      image_48: person.avatar,
      image_192: person.avatar,
      team: person.teamId,
      ...(seesEmail && !stranger ? { email: person.email } : {}),
    },
    is_admin: person.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isRestricted,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
    is_email_confirmed: person.isEmailConfirmed,
    ...(stranger ? { is_stranger: true } : {}),
    ...(person.enterpriseId === null
      ? {}
      : {
          enterprise_user: { id: person.userId, enterprise_id: person.enterpriseId, teams: [person.teamId] },
        }),
    ...(withLocale ? { locale: person.locale } : {}),
    ...person.says,
  };
}
