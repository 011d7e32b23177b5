import { Answer, type Patience } from '../answer.ts';
import type { ShownMessage, ShownModal } from '../shown.ts';
import { findButton, findSelect } from '../text-of.ts';
import {
  ButtonStyle,
  type ChoiceJson,
  type CommandJson,
  ComponentType,
  InteractionType,
  isAutoSelect,
  type Json,
} from '../wire.ts';
import type { ChannelState, MemberState, UserState } from '../world.ts';
import { type OptionValue, typeCommand } from './command-line.ts';
import { type Act, deliver, type Stage } from './deliver.ts';
import { type FieldValue, fillIn } from './modal-fields.ts';
import { submitData } from './modal-submit.ts';
import { mayUse } from './permissions.ts';
import { refuseUnless } from './refusal.ts';
import { resolve } from './resolved.ts';

export interface How {
  /** Default: settled. */
  wait?: Patience;
  /** Milliseconds for a deferred answer to settle; default 10 s. */
  within?: number;
  /** Sends what an ordinary client would refuse: commands that are not registered there, missing options, … */
  force?: boolean;
}

/** Where a person acts: a guild (in its first channel, unless one is named) or the direct message with the bot. */
type Place = { guildId: string; channelId?: string } | 'direct message';

/** Somebody in front of Discord's client. Verbs throw a ClientRefusal for what the client does not offer. */
export class Person {
  readonly id: string;
  readonly #stage: Stage;
  readonly #place: Place;

  constructor(stage: Stage, id: string, place: Place) {
    this.#stage = stage;
    this.id = id;
    this.#place = place;
  }

  get name(): string {
    return this.#user.globalName;
  }

  get mention(): string {
    return `<@${this.id}>`;
  }

  /** The same person elsewhere; becomes a member of that guild when they are not. */
  in(guildId: string): Person {
    const guild = this.#stage.world.guilds.get(guildId);
    if (!guild) throw new Error(`The double has no guild ${guildId}`);
    if (!guild.members.has(this.id)) guild.members.set(this.id, { ...this.#member, userId: this.id });
    return new Person(this.#stage, this.id, { guildId });
  }

  inChannel(channelId: string): Person {
    const guildId = this.#stage.world.channels.get(channelId)?.guildId;
    if (guildId === undefined) throw new Error(`The double has no guild channel ${channelId}`);
    return new Person(this.#stage, this.id, { guildId, channelId });
  }

  inDirectMessage(): Person {
    return new Person(this.#stage, this.id, 'direct message');
  }

  speaks(locale: string): void {
    this.#user.locale = locale;
  }

  leaves(): void {
    this.#member.left = true;
  }

  returns(): void {
    this.#member.left = false;
  }

  closesDirectMessages(): void {
    this.#user.dmsOpen = false;
  }

  /** Types a command: `await zoe.uses('/hexa users list', { search: 'ann' })`. */
  async uses(
    line: string,
    options: Readonly<Record<string, OptionValue>> = {},
    how: How = {},
  ): Promise<Answer> {
    const { data, command } = typeCommand(line, this.#typing(options, how));
    this.#assertShown(command, how);
    return this.#does(`${line} by ${this.name}`, { type: InteractionType.command, data }, how);
  }

  /**
   * Types into an option; gives back what is suggested.
   * @param values The option itself as far as it is typed, and those filled in before.
   */
  async autocompletes(
    line: string,
    values: Readonly<Record<string, OptionValue>>,
    focused: string,
    how: How = {},
  ): Promise<readonly ChoiceJson[]> {
    const { data, command, focusedType } = typeCommand(line, { ...this.#typing(values, how), focused });
    this.#assertShown(command, how);
    const act = { type: InteractionType.autocomplete, data, focusedType: focusedType ?? 3 };
    return (await this.#does(`${focused} of ${line} by ${this.name}`, act, how)).choices;
  }

  /** Opens a member's menu and picks an entry of "Apps". */
  async usesOnMember(name: string, target: { readonly id: string }, how: How = {}): Promise<Answer> {
    const command = this.#commands(how).find((one) => one.type === 2 && one.name === name);
    refuseUnless(command, `No member menu entry "${name}" is registered there`);
    this.#assertShown(command, how);
    const data = {
      id: command.id,
      name,
      type: 2,
      ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
      target_id: target.id,
      resolved: resolve(this.#stage.world, this.#channel.guildId, [target.id]),
    };
    return this.#does(
      `"${name}" on ${target.id} by ${this.name}`,
      { type: InteractionType.command, data },
      how,
    );
  }

  /** Presses a button, by its label or custom id. */
  async presses(message: ShownMessage | undefined, labelOrId: string, how: How = {}): Promise<Answer> {
    const seen = this.#sees(message, how);
    const button = findButton(seen, labelOrId);
    refuseUnless(button, `There is no button "${labelOrId}" on that message`);
    refuseUnless(button.style !== ButtonStyle.link, `"${labelOrId}" is a link: it opens ${button.url}`);
    refuseUnless(how.force || !button.disabled, `"${labelOrId}" is disabled`);
    const { id, custom_id } = button;
    const data = { id, custom_id, component_type: ComponentType.button };
    return this.#actsOn(seen, `[${labelOrId}] by ${this.name}`, data, how);
  }

  /** Chooses in a select, found by its custom id or placeholder; by label or value of its options, or people. */
  async selects(
    message: ShownMessage | undefined,
    idOrPlaceholder: string,
    values: FieldValue,
    how: How = {},
  ): Promise<Answer> {
    const seen = this.#sees(message, how);
    const select = findSelect(seen, idOrPlaceholder);
    refuseUnless(select, `There is no select "${idOrPlaceholder}" on that message`);
    refuseUnless(how.force || !select.disabled, `"${idOrPlaceholder}" is disabled`);
    const ids: string[] = [];
    const { type, ...filled } = fillIn(idOrPlaceholder, select, values, ids);
    const data = {
      ...filled,
      component_type: type,
      ...(isAutoSelect(select.type) && { resolved: resolve(this.#stage.world, this.#channel.guildId, ids) }),
    };
    return this.#actsOn(seen, `"${idOrPlaceholder}" by ${this.name}`, data, how);
  }

  /** Fills in a form, by label or custom id of its fields, and submits it. */
  async submits(
    modal: ShownModal | undefined,
    values: Readonly<Record<string, FieldValue>> = {},
    how: How = {},
  ): Promise<Answer> {
    refuseUnless(modal, 'There is no form to submit');
    const { world } = this.#stage;
    const opener = world.interactions.get(modal.openedBy);
    refuseUnless(opener?.userId === this.id, `The form "${modal.title}" is on the screen of somebody else`);
    const channel = world.channels.get(opener.channelId);
    if (!channel) throw new Error(`No channel ${opener.channelId}`);
    const act = {
      type: InteractionType.modalSubmit,
      data: submitData(world, channel.guildId, modal.json, values),
      channel,
      openedBy: opener.id,
      ...(opener.sourceId !== undefined && { sourceId: opener.sourceId }),
    };
    return this.#does(`the form "${modal.title}" by ${this.name}`, act, how);
  }

  /** Sends an interaction's type and data as they stand, whatever a client would send. */
  sends(type: number, data: Json, on: ShownMessage | null, how: How = {}): Promise<Answer> {
    const act = { type, data, ...(on !== null && { sourceId: on.id }) };
    return this.#does(`an interaction of type ${type} by ${this.name}`, act, how);
  }

  get #user(): UserState {
    const user = this.#stage.world.users.get(this.id);
    if (!user) throw new Error(`The double has no user ${this.id}`);
    return user;
  }

  /** Their membership where they act; in a direct message, of the first guild that they belong to. */
  get #member(): MemberState {
    const guilds = [...this.#stage.world.guilds.values()];
    const place = this.#place;
    const guild = guilds.find((one) =>
      place === 'direct message' ? one.members.has(this.id) : one.id === place.guildId,
    );
    const member = guild?.members.get(this.id);
    if (!member) throw new Error(`${this.id} is member of no guild`);
    return member;
  }

  get #channel(): ChannelState {
    const { world } = this.#stage;
    if (this.#place === 'direct message') return world.directChannel(this.id);
    const { guildId, channelId } = this.#place;
    return world.channels.get(channelId ?? '') ?? world.firstChannel(guildId);
  }

  /** What the client offers there; with `force` also what is registered in other guilds. */
  #commands({ force }: How): readonly CommandJson[] {
    const { world } = this.#stage;
    const here = world.commandsIn(this.#channel.guildId);
    return force ? [...here, ...[...world.guilds.values()].flatMap((guild) => guild.commands)] : here;
  }

  #typing(values: Readonly<Record<string, OptionValue>>, how: How) {
    const { guildId } = this.#channel;
    return {
      world: this.#stage.world,
      guildId,
      commands: this.#commands(how),
      values,
      force: how.force ?? false,
    };
  }

  #assertShown({ name, default_member_permissions }: CommandJson, { force }: How): void {
    refuseUnless(force || !this.#user.bot, 'Bots use no commands');
    if (force || this.#place === 'direct message') return;
    const { permissions, seesCommands, left } = this.#member;
    refuseUnless(!left, `${this.name} is no member of that guild`);
    refuseUnless(
      seesCommands || mayUse(permissions, default_member_permissions),
      `"${name}" is hidden from ${this.name}, who lacks permissions ${default_member_permissions}`,
    );
  }

  #sees(message: ShownMessage | undefined, { force }: How): ShownMessage {
    refuseUnless(message, 'There is no such message');
    refuseUnless(force || !message.deleted, 'That message is deleted');
    const { onlyFor, channelId } = this.#stage.world.messages.get(message.id) ?? {};
    refuseUnless(
      force || onlyFor === undefined || onlyFor === this.id,
      'Only somebody else sees that message',
    );
    const { recipientId, guildId } = this.#stage.world.channels.get(channelId ?? '') ?? {};
    refuseUnless(recipientId === undefined || recipientId === this.id, 'A direct message of somebody else');
    const member = this.#stage.world.guilds.get(guildId ?? '')?.members.get(this.id);
    refuseUnless(
      force || guildId === undefined || member?.left === false,
      `${this.name} is no member of the guild of that message`,
    );
    return message;
  }

  #actsOn(message: ShownMessage, to: string, data: Act['data'], how: How): Promise<Answer> {
    const channel = this.#stage.world.channels.get(message.channelId);
    if (!channel) throw new Error(`No channel ${message.channelId}`);
    return this.#does(to, { type: InteractionType.component, data, channel, sourceId: message.id }, how);
  }

  async #does(
    to: string,
    act: Omit<Act, 'userId' | 'channel'> & { channel?: ChannelState },
    { wait = 'settled', within }: How,
  ): Promise<Answer> {
    const interaction = deliver(this.#stage, { channel: this.#channel, ...act, userId: this.id });
    const answer = new Answer(this.#stage, interaction, to);
    if (wait === 'first') return answer.firstResponse();
    return wait === 'settled' ? answer.settled(within) : answer;
  }
}
