import type {
  BlockAction,
  BlockSuggestion,
  GlobalShortcut,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Who } from './team.ts';

export type Interaction = BlockAction | ViewSubmitAction | BlockSuggestion | GlobalShortcut;

/** Buttons, forms, searches and shortcuts: `team` may be null, and `user.team_id` missing. */
export function whoInteracts({ user, team, enterprise }: Interaction): Who {
  return {
    userId: checkedId(user.id),
    userTeamId: checkedId(user.team_id ?? null),
    enterpriseId: checkedId(enterprise?.id ?? team?.enterprise_id ?? null),
  };
}

/**
 * A slash command carries one team: that of the person, as only members of a workspace with the app can
 * type it. So its grid is the person's too.
 */
export function whoTypes(
  { user_id, team_id, enterprise_id }: SlashCommand,
  ourEnterprise: string | null,
): Who {
  const isOurGrid = ourEnterprise !== null && enterprise_id === ourEnterprise;
  return {
    userId: checkedId(user_id),
    userTeamId: isOurGrid ? ourEnterprise : checkedId(team_id),
    enterpriseId: checkedId(enterprise_id || null),
  };
}

/** Throws for what is no id of Slack: only that may become somebody's identity. */
export function checkedId<T extends string | null>(id: T): T {
  if (id === null || (typeof id === 'string' && /^\w+$/.test(id))) return id;
  throw new Error('a payload of Slack names somebody by what is no id');
}
