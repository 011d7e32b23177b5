import { ApiError } from '../api-error.ts';
import type { Core } from '../core.ts';
import { asString, type Dict } from '../types.ts';
import type { Channel } from '../workspace.ts';
import { type Method, type MethodEntry, required } from './method.ts';

const info: Method = (args, core) => ({
  channel: wireChannel(core, visible(core, required(args, 'channel'))),
});

const members: Method = (args, core) => {
  const channel = visible(core, required(args, 'channel'));
  const everybody = [...core.workspace.people.keys()];
  return { members: channel.members === 'everybody' ? everybody : channel.members, response_metadata: {} };
};

const open: Method = (args, core) => {
  const ids = asString(args.users).split(',').filter(Boolean);
  if (args.channel !== undefined) return { channel: { id: visible(core, asString(args.channel)).id } };
  if (ids.length !== 1)
    throw new ApiError(ids.length === 0 ? 'users_list_not_supplied' : 'method_not_supported');
  const [id = ''] = ids;
  const person = core.workspace.people.get(id);
  if (!person) throw new ApiError('user_not_found');
  if (person.deleted) throw new ApiError('user_disabled');
  if (person.isBot) throw new ApiError('cannot_dm_bot');
  return { no_op: false, already_open: false, channel: { id: core.workspace.openIm(id).id } };
};

/** conversations.*: docs.slack.dev conversations.info, conversations.open, conversations.members. */
export const conversations: Record<string, MethodEntry> = {
  'conversations.info': { run: info, scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'] },
  'conversations.members': { run: members, scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'] },
  'conversations.open': { run: open, scopes: ['im:write', 'channels:manage', 'groups:write', 'mpim:write'] },
};

/** Private channels without the bot are not found. */
function visible({ workspace }: Core, id: string): Channel {
  const channel = workspace.channels.get(id);
  if (!channel || (channel.isPrivate && !channel.botIsMember)) throw new ApiError('channel_not_found');
  return channel;
}

function wireChannel({ workspace }: Core, channel: Channel): Dict {
  const common = {
    id: channel.id,
    created: 1_700_000_000,
    is_archived: channel.isArchived,
    context_team_id: workspace.team.id,
    is_org_shared: false,
    ...(channel.hidesSharing ? {} : { is_ext_shared: channel.isExtShared }),
    is_pending_ext_shared: false,
    is_shared: channel.isExtShared,
  };
  if (channel.im !== undefined) return { ...common, is_im: true, user: channel.im };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_member: channel.botIsMember,
    is_general: channel.name === 'general',
    shared_team_ids: channel.isExtShared ? [workspace.team.id, 'T0ELSEWHERE'] : [workspace.team.id],
    num_members: channel.members === 'everybody' ? workspace.people.size : channel.members.length,
  };
}
