import { newId } from './ids.ts';

/** What a test says of a person; the rest has defaults. */
export interface PersonInput {
  userId?: string;
  /** The person's home workspace. Another one than the double's makes a Slack Connect stranger. */
  teamId?: string;
  /** The handle, as in `user_name`. */
  name?: string;
  realName?: string;
  email?: string;
  isEmailConfirmed?: boolean;
  /** As in `users.info` with `include_locale`: "en-US", "fr-FR". */
  locale?: string;
  tz?: string;
  avatar?: string;
  /** Set for a member of an enterprise grid; the double's own grid by default. */
  enterpriseId?: string | null;
  isAdmin?: boolean;
  isBot?: boolean;
  /** A guest. */
  isRestricted?: boolean;
  deleted?: boolean;
  /** Leaves `user.team_id` out of interaction payloads, which Slack may do. */
  hidesTeam?: boolean;
  /** Slash commands name the double's grid, whoever's person it is. */
  claimsGrid?: boolean;
  /** What users.info says instead, field by field. */
  says?: Record<string, unknown>;
}

export type PersonRecord = Required<Omit<PersonInput, 'enterpriseId'>> & { enterpriseId: string | null };

export interface ChannelInput {
  id: string;
  name?: string;
  isPrivate?: boolean;
  /** Shared with another organisation (Slack Connect). */
  isExtShared?: boolean;
  /** Slack does not say whether it is. */
  hidesSharing?: boolean;
  isArchived?: boolean;
  /** Whether the app's bot is in it; true unless said otherwise. */
  botIsMember?: boolean;
  members?: string[];
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  isExtShared: boolean;
  hidesSharing: boolean;
  isArchived: boolean;
  botIsMember: boolean;
  members: string[] | 'everybody';
  /** Set for a direct message: the person at the other end. */
  im?: string;
}

export interface WorkspaceInput {
  team?: { id?: string; domain?: string; name?: string };
  enterprise?: { id: string; name: string } | null;
  /** The app is installed for the whole grid: payloads carry `team: null`. */
  orgInstall?: boolean;
  app?: { id?: string };
  bot?: { userId?: string; botId?: string; name?: string };
  botToken?: string;
  appToken?: string;
  /** Scopes of the bot token; those of the method are then asked for. All by default. */
  scopes?: string[];
  channels?: ChannelInput[];
}

/** Who and what there is in the workspace that the double plays. */
export class Workspace {
  readonly team: { id: string; domain: string; name: string };
  enterprise: { id: string; name: string } | null;
  readonly orgInstall: boolean;
  readonly appId: string;
  readonly bot: { userId: string; botId: string; name: string };
  readonly botToken: string;
  readonly appToken: string;
  readonly scopes: string[] | 'all';
  readonly channels = new Map<string, Channel>();
  readonly people = new Map<string, PersonRecord>();

  constructor(input: WorkspaceInput) {
    this.team = { id: 'T0ACME', domain: 'acme', name: 'Acme', ...input.team };
    this.enterprise = input.enterprise ?? null;
    this.orgInstall = input.orgInstall ?? false;
    this.appId = input.app?.id ?? 'A0HEXA';
    this.bot = { userId: 'U0BOT', botId: 'B0BOT', name: 'hexa', ...input.bot };
    this.botToken = input.botToken ?? 'xoxb-double-bot-token';
    this.appToken = input.appToken ?? 'xapp-double-app-token';
    this.scopes = input.scopes ?? 'all';
    this.addChannel({ id: 'C0GENERAL', name: 'general' });
    for (const channel of input.channels ?? []) this.addChannel(channel);
  }

  addChannel(input: ChannelInput): Channel {
    const channel: Channel = {
      id: input.id,
      name: input.name ?? input.id.toLowerCase(),
      isPrivate: input.isPrivate ?? false,
      isExtShared: input.isExtShared ?? false,
      hidesSharing: input.hidesSharing ?? false,
      isArchived: input.isArchived ?? false,
      botIsMember: input.botIsMember ?? true,
      members: input.members ?? 'everybody',
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addPerson(input: PersonInput): PersonRecord {
    const name = input.name ?? 'ann';
    const teamId = input.teamId ?? this.team.id;
    const atHome = teamId === this.team.id;
    const person: PersonRecord = {
      userId: input.userId ?? newId('U'),
      teamId,
      name,
      realName: input.realName ?? name.charAt(0).toUpperCase() + name.slice(1),
      email: input.email ?? `${name}@example.com`,
      isEmailConfirmed: input.isEmailConfirmed ?? true,
      locale: input.locale ?? 'en-US',
      tz: input.tz ?? 'Europe/Paris',
      avatar: input.avatar ?? `https://avatars.slack-edge.com/${name}_192.png`,
      enterpriseId: input.enterpriseId === undefined ? this.defaultEnterprise(atHome) : input.enterpriseId,
      isAdmin: input.isAdmin ?? false,
      isBot: input.isBot ?? false,
      isRestricted: input.isRestricted ?? false,
      deleted: input.deleted ?? false,
      hidesTeam: input.hidesTeam ?? false,
      claimsGrid: input.claimsGrid ?? false,
      says: input.says ?? {},
    };
    this.people.set(person.userId, person);
    return person;
  }

  /** The direct message channel between the bot and a person, made when there is none. */
  openIm(userId: string): Channel {
    for (const channel of this.channels.values()) if (channel.im === userId) return channel;
    const channel = this.addChannel({ id: newId('D'), name: 'directmessage', isPrivate: true });
    channel.im = userId;
    channel.members = [userId];
    return channel;
  }

  /** From now on the workspace is one of a grid; ids of people stay. */
  joinGrid(enterprise: { id: string; name: string }): void {
    this.enterprise = enterprise;
    for (const person of this.people.values()) {
      if (person.teamId === this.team.id) person.enterpriseId = enterprise.id;
    }
  }

  /** From now on the workspace is of no grid; ids of people stay. */
  leaveGrid(): void {
    this.enterprise = null;
    for (const person of this.people.values()) person.enterpriseId = null;
  }

  /** A stranger belongs neither to the workspace nor to its grid. */
  isStranger(person: PersonRecord): boolean {
    const sameGrid = this.enterprise !== null && person.enterpriseId === this.enterprise.id;
    return person.teamId !== this.team.id && !sameGrid;
  }

  isMember(channel: Channel, userId: string): boolean {
    return channel.members === 'everybody' || channel.members.includes(userId);
  }

  private defaultEnterprise(atHome: boolean): string | null {
    return atHome ? (this.enterprise?.id ?? null) : null;
  }
}
