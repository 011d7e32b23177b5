import { Clock } from './clock.ts';
import { Snowflakes } from './snowflakes.ts';
import type { ChoiceJson, CommandJson, Json, MessageJson, ModalJson } from './wire.ts';

export interface UserState {
  readonly id: string;
  readonly username: string;
  readonly globalName: string;
  readonly bot: boolean;
  avatar: string | null;
  locale: string;
  /** False: the bot's direct messages to them fail with 50007. */
  dmsOpen: boolean;
}

export interface MemberState {
  readonly userId: string;
  permissions: bigint;
  nick: string | null;
  roles: string[];
  left: boolean;
  /** The server's own settings show the app's commands to them, whatever default_member_permissions says. */
  seesCommands: boolean;
}

export interface GuildState {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly ownerId: string;
  /** False: REST does not know it and the gateway does not tell of it. */
  botIsIn: boolean;
  readonly roles: Json[];
  readonly members: Map<string, MemberState>;
  commands: CommandJson[];
  /** When commands were created that did not exist before: 200 a day. */
  creates: number[];
}

export interface ChannelState {
  readonly id: string;
  readonly name: string;
  /** Text, forum, category and so on. */
  readonly type: number;
  readonly guildId?: string;
  /** A direct message with this person. */
  readonly recipientId?: string;
  botCanSee: boolean;
  botCanSend: boolean;
  deleted: boolean;
}

export interface MessageState {
  readonly id: string;
  readonly channelId: string;
  /** Ephemeral: only this person sees it. */
  readonly onlyFor?: string;
  /** The interaction whose token may edit it. */
  readonly interactionId?: string;
  /** Sent with `enforce_nonce`. */
  nonce?: string;
  json: MessageJson;
  deleted: boolean;
  /** Every state it was in, the present one last. */
  readonly versions: MessageJson[];
}

export interface FirstResponse {
  type: number;
  /** By the double's clock. */
  at: number;
  body: Json;
}

export interface InteractionState {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly payload: Json;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId?: string;
  readonly createdAt: number;
  /** The message whose component was used, also of a modal that such a component opened. */
  readonly sourceId?: string;
  /** The interaction that was answered with the modal which this one submits. */
  readonly openedBy?: string;
  /** What the focused option of an autocomplete is. */
  readonly focusedType?: number;
  first?: FirstResponse;
  /** No first response within 3 s: "The application did not respond". */
  expired: boolean;
  /** When a deferred response came to its end, or the first response when it was not deferred. */
  settledAt?: number;
  originalId?: string;
  readonly followUps: string[];
  modal?: ModalJson;
  choices?: ChoiceJson[];
}

/** The people, guilds, channels and messages of this Discord, and news of every change to them. */
export class World {
  readonly clock = new Clock();
  readonly ids = new Snowflakes(this.clock);
  readonly users = new Map<string, UserState>();
  readonly guilds = new Map<string, GuildState>();
  readonly channels = new Map<string, ChannelState>();
  readonly messages = new Map<string, MessageState>();
  readonly interactions = new Map<string, InteractionState>();
  readonly interactionsByToken = new Map<string, InteractionState>();
  readonly applicationId: string;
  readonly botId: string;
  token: string | null;
  globalCommands: CommandJson[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(identity: { applicationId: string; botId: string; token: string; name: string }) {
    this.applicationId = identity.applicationId;
    this.botId = identity.botId;
    this.token = identity.token;
    this.users.set(this.botId, {
      id: this.botId,
      username: identity.name.toLowerCase(),
      globalName: identity.name,
      bot: true,
      avatar: null,
      locale: 'en-US',
      dmsOpen: false,
    });
  }

  /** Tells whoever waits for something that they may look again. */
  changed(): void {
    for (const look of [...this.#watchers]) look();
  }

  watch(look: () => void): () => void {
    this.#watchers.add(look);
    return () => this.#watchers.delete(look);
  }

  /** Commands that a person can use there: those of the guild, else the global ones. */
  commandsIn(guildId: string | undefined): readonly CommandJson[] {
    const own = guildId === undefined ? [] : (this.guilds.get(guildId)?.commands ?? []);
    return [...own, ...this.globalCommands];
  }

  directChannel(userId: string): ChannelState {
    const open = [...this.channels.values()].find((channel) => channel.recipientId === userId);
    if (open) return open;
    const channel: ChannelState = {
      id: this.ids.next(),
      name: '',
      recipientId: userId,
      type: 1,
      botCanSee: true,
      botCanSend: true,
      deleted: false,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  firstChannel(guildId: string): ChannelState {
    const channel = [...this.channels.values()].find((one) => one.guildId === guildId && !one.deleted);
    if (!channel) throw new Error(`Guild ${guildId} has no channel`);
    return channel;
  }
}
