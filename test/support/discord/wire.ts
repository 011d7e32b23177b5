/** JSON as it travels between the app and Discord; only the keys that the double itself reads are named. */
export type Json = Record<string, unknown>;

export interface OptionJson {
  label: string;
  value: string;
  description?: string | null;
  default?: boolean | null;
  emoji?: Json;
}

/**
 * Any component, of messages and modals alike.
 * @see https://docs.discord.com/developers/components/reference
 */
export interface ComponentJson {
  type: number;
  id?: number | null;
  custom_id?: string | null;
  components?: ComponentJson[];
  component?: ComponentJson;
  accessory?: ComponentJson;
  content?: string;
  label?: string | null;
  description?: string | null;
  style?: number;
  url?: string | null;
  disabled?: boolean | null;
  emoji?: { id?: string | null; name?: string; animated?: boolean } | null;
  sku_id?: string | null;
  options?: OptionJson[];
  default_values?: { id: string; type: string }[] | null;
  placeholder?: string | null;
  min_values?: number | null;
  max_values?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  required?: boolean | null;
  value?: string | null;
  default?: boolean | null;
  media?: { url: string } & Json;
  file?: { url: string } & Json;
  items?: ({ media: { url: string } & Json } & Json)[];
  accent_color?: number | null;
  spoiler?: boolean | null;
  divider?: boolean | null;
  spacing?: number | null;
}

export interface EmbedJson extends Json {
  title?: string | null;
  description?: string | null;
  fields?: { name: string; value: string }[] | null;
  footer?: { text: string } | null;
  author?: { name: string } | null;
}

interface AllowedMentionsJson {
  parse?: string[] | null;
  users?: string[] | null;
  roles?: string[] | null;
}

/** What an app sends to create or edit a message. */
export interface MessageBody extends Json {
  content?: string | null;
  embeds?: EmbedJson[] | null;
  components?: ComponentJson[] | null;
  flags?: number | null;
  allowed_mentions?: AllowedMentionsJson | null;
  attachments?: Json[] | null;
}

/** A message as the API returns it. */
export interface MessageJson extends Json {
  id: string;
  channel_id: string;
  content: string;
  flags: number;
  timestamp: string;
  edited_timestamp: string | null;
  embeds: EmbedJson[];
  components: ComponentJson[];
  attachments: Json[];
  mentions: Json[];
}

export interface ModalJson {
  custom_id: string;
  title: string;
  components: ComponentJson[];
}

export interface ChoiceJson {
  name: string;
  value: string | number;
  name_localizations?: Record<string, string> | null;
}

export interface CommandOptionJson {
  type: number;
  name: string;
  description: string;
  name_localizations?: Record<string, string> | null;
  description_localizations?: Record<string, string> | null;
  required?: boolean;
  choices?: ChoiceJson[];
  options?: CommandOptionJson[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  autocomplete?: boolean;
}

/** @see https://docs.discord.com/developers/interactions/application-commands#application-command-object */
export interface CommandJson {
  id: string;
  application_id: string;
  version: string;
  guild_id?: string;
  type: number;
  name: string;
  name_localizations: Record<string, string> | null;
  description: string;
  description_localizations: Record<string, string> | null;
  default_member_permissions: string | null;
  integration_types: number[];
  contexts: number[] | null;
  nsfw: boolean;
  options?: CommandOptionJson[];
}

export interface FileUpload {
  field: string;
  name: string;
  size: number;
  type: string;
}

export const ComponentType = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export const ResponseType = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

export const InteractionType = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const;

export const OptionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

/** @see https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const MessageFlag = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export const ButtonStyle = { link: 5, premium: 6 } as const;

/** The selects that Discord fills itself: users, roles, both, channels. */
export function isAutoSelect(type: number): boolean {
  return type >= ComponentType.userSelect && type <= ComponentType.channelSelect;
}

export function isSelect(type: number): boolean {
  return type === ComponentType.stringSelect || isAutoSelect(type);
}
