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
    userId: user.id,
    userTeamId: user.team_id ?? null,
    enterpriseId: enterprise?.id ?? team?.enterprise_id ?? null,
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
    userId: user_id,
    userTeamId: isOurGrid ? ourEnterprise : team_id,
    enterpriseId: enterprise_id ?? null,
  };
}
