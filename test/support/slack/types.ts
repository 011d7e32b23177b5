/** A JSON object as it travels between Slack and an app. */
export type Dict = Record<string, unknown>;

/** A block as Slack stores it: every block has a `block_id`, its own or one that Slack made up. */
export type Block = Dict & { type: string; block_id: string };

/** A view as Slack returns it (docs.slack.dev: views.open, "Response"). */
export type View = Dict & {
  id: string;
  team_id: string;
  type: 'modal' | 'home';
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  state: { values: StateValues };
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  app_id: string;
  bot_id: string;
};

/** `state.values`: block_id, then action_id, then the element's value in its own form. */
export type StateValues = Record<string, Record<string, Dict>>;

/** A message as everybody, or the one person of an ephemeral message, sees it now. */
export interface Message {
  channel: string;
  ts: string;
  text: string;
  blocks: Block[];
  /** Set for an ephemeral message: the only person who sees it. */
  ephemeralTo?: string;
  /** How it came: a Web API method, a `response_url`, or the answer to a slash command. */
  via: string;
  threadTs?: string;
  /** All arguments that it was posted or last updated with. */
  args: Dict;
  /** How often it was updated or replaced. */
  edits: number;
}

/** An option of a select, as Slack sends it back. */
export type Option = Dict & { text: { type: string; text: string }; value?: string };

export type Surface = 'message' | 'modal' | 'home';

/** True for a plain JSON object. */
export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object, or an empty one. */
export function asDict(value: unknown): Dict {
  return isDict(value) ? value : {};
}

/** The value as a list of objects; anything else in it is left out. */
export function asDicts(value: unknown): Dict[] {
  return Array.isArray(value) ? value.filter(isDict) : [];
}

/** The value as a string, or an empty one. */
export function asString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
