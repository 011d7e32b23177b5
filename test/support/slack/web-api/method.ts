import { ApiError } from '../api-error.ts';
import type { Core } from '../core.ts';
import type { Dict } from '../types.ts';

/** A Web API method: arguments to result, without `ok`. Throws {@link ApiError} to refuse. */
export type Method = (args: Dict, core: Core) => Dict;

export interface MethodEntry {
  run: Method;
  /** One of these scopes is asked for; none for an empty list. */
  scopes: string[];
  /** The kind of token: the bot's, or the app-level one. */
  token?: 'bot' | 'app' | 'any';
}

/** A required argument as a string. */
export function required(args: Dict, name: string): string {
  const value = args[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ApiError('invalid_arguments', [`missing required field: ${name} [json-pointer:/${name}]`]);
}

/** A conversation that the bot may post to; a user id stands for the direct message with that person. */
export function postable(core: Core, id: string): string {
  const { workspace } = core;
  if (workspace.people.has(id)) return workspace.openIm(id).id;
  const channel = workspace.channels.get(id);
  if (!channel || (channel.isPrivate && !channel.botIsMember)) throw new ApiError('channel_not_found');
  if (channel.isArchived) throw new ApiError('is_archived');
  if (!channel.botIsMember) throw new ApiError('not_in_channel');
  return channel.id;
}
