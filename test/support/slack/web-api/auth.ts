import type { Method, MethodEntry } from './method.ts';

const test: Method = (_args, { workspace }) => ({
  url: `https://${workspace.team.domain}.slack.com/`,
  team: workspace.team.name,
  user: workspace.bot.name,
  team_id: workspace.team.id,
  user_id: workspace.bot.userId,
  bot_id: workspace.bot.botId,
  is_enterprise_install: workspace.orgInstall,
  ...(workspace.enterprise ? { enterprise_id: workspace.enterprise.id } : {}),
});

const teamInfo: Method = (_args, { workspace }) => ({
  team: {
    ...workspace.team,
    email_domain: '',
    icon: {},
    ...(workspace.enterprise
      ? { enterprise_id: workspace.enterprise.id, enterprise_name: workspace.enterprise.name }
      : {}),
  },
});

/** auth.test and team.info. */
export const auth: Record<string, MethodEntry> = {
  'auth.test': { run: test, scopes: [], token: 'any' },
  'api.test': { run: (args) => ({ args }), scopes: [], token: 'any' },
  'team.info': { run: teamInfo, scopes: ['team:read'] },
};
