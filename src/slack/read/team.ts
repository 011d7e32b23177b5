import type { ChatIdentity } from '#domain/chat-identity.ts';

/** Whom this installation serves, as auth.test says at the start. */
export interface Team {
  teamId: string;
  /** Set in an Enterprise Grid. */
  enterpriseId: string | null;
}

/** Who did something, as far as a payload tells. */
export interface Who {
  userId: string;
  /** The person's home workspace; Slack leaves it out of some payloads. */
  userTeamId: string | null;
  /** The grid that the payload names: that of the channel or installation, not surely the person's. */
  enterpriseId: string | null;
}

/**
 * `unclear`: the payload names our grid, but a person of another workspace, which may be one of the grid or a
 * guest's over Slack Connect: users.info knows (slackapi/java-slack-sdk#1041).
 */
export type Belonging = 'ours' | 'foreign' | 'unclear';

/** Gate question 1 (docs/design.md, section 5): unknown counts as foreign. */
export function belongs({ userTeamId, enterpriseId }: Who, team: Team): Belonging {
  if (userTeamId === team.teamId) return 'ours';
  if (team.enterpriseId === null) return 'foreign';
  if (userTeamId === team.enterpriseId) return 'ours';
  return enterpriseId === team.enterpriseId ? 'unclear' : 'foreign';
}

/** The key of a person: in a grid user ids are the same in all its workspaces (docs/design.md, section 2). */
export function identityOf(who: Who, team: Team, served: boolean): ChatIdentity {
  const workspace = served ? (team.enterpriseId ?? team.teamId) : (who.userTeamId ?? 'unknown');
  return { platform: 'slack', workspace, user: who.userId };
}
