import type { ChatIdentity, ServedWorkspace } from '#domain/chat-identity.ts';

/** Whom this installation serves, as auth.test says at the start. */
export interface Team {
  teamId: string;
  /** Set in an Enterprise Grid. */
  enterpriseId: string | null;
}

/** In a grid people are known by the grid (docs/design.md, section 2). Null where Slack named neither. */
export function servedWorkspace({ teamId, enterpriseId }: Team): ServedWorkspace | null {
  const ids = [enterpriseId, teamId].filter((id) => id !== null && id !== '') as string[];
  const [key] = ids;
  return key === undefined ? null : { key, ids };
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
 * `unclear`: the payload does not say whose person it is, or names our grid, but a person of another workspace, which
 * may be one of the grid or a guest's over Slack Connect: users.info knows (slackapi/java-slack-sdk#1041).
 */
export type Belonging = 'ours' | 'foreign' | 'unclear';

/** Gate question 1 (docs/design.md, section 5), as far as a payload answers it. */
export function belongs({ userTeamId, enterpriseId }: Who, team: Team): Belonging {
  if (userTeamId === null) return 'unclear';
  if (userTeamId === team.teamId) return 'ours';
  if (team.enterpriseId === null) return 'foreign';
  if (userTeamId === team.enterpriseId) return 'ours';
  return enterpriseId === team.enterpriseId ? 'unclear' : 'foreign';
}

/** Whether users.info speaks of somebody of the workspace or grid that is served. */
export function isOfTeam(
  user: { team_id?: string; enterprise_user?: { enterprise_id?: string } },
  { teamId, enterpriseId }: Team,
): boolean {
  const grid = user.enterprise_user?.enterprise_id;
  return user.team_id === teamId || (grid !== undefined && grid === enterpriseId);
}

/**
 * The key of a person: in a grid user ids are the same in all its workspaces (docs/design.md, section 2). Of whom it is
 * not known whether they are served (null), too: an id of Slack's is never given to somebody else.
 */
export function identityOf(who: Who, team: Team, served: boolean | null): ChatIdentity {
  const workspace = served === false ? (who.userTeamId ?? 'unknown') : (team.enterpriseId ?? team.teamId);
  return { platform: 'slack', workspace, user: who.userId };
}
