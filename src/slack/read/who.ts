import type {
  BlockAction,
  BlockSuggestion,
  GlobalShortcut,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Who } from './team.ts';

/** The payloads that name a person and a team in the same way. */
export type Interaction = BlockAction | ViewSubmitAction | BlockSuggestion | GlobalShortcut;

/** Buttons, forms, searches and shortcuts: `team` may be null, and `user.team_id` missing. */
export function whoInteracts({ user, team, enterprise }: Interaction): Who {
  return {
    userId: checkedId(user.id),
    userTeamId: checkedId(user.team_id ?? null),
    enterpriseId: checkedId(enterprise?.id ?? team?.enterprise_id ?? null),
  };
}

/** A slash command carries one team: that of the workspace in which it was typed. */
export function whoTypes({ user_id, team_id, enterprise_id }: SlashCommand): Who {
  return {
    userId: checkedId(user_id),
    userTeamId: checkedId(team_id || null),
    enterpriseId: checkedId(enterprise_id || null),
  };
}

/** Throws for what is no id of Slack: only that may become somebody's identity. */
export function checkedId<T extends string | null>(id: T): T {
  if (id === null || (typeof id === 'string' && /^\w+$/.test(id))) return id;
  throw new Error('a payload of Slack names somebody by what is no id');
}
