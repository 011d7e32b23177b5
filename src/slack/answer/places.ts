import type { BlockAction, GlobalShortcut, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Invocation } from '#chat/invocation.ts';
import { revisionOf } from '../read/values.ts';
import { decodeMetadata } from '../view-metadata.ts';
import type { Place } from './place.ts';

/** Only direct messages and the Home tab remain. */
export function nowhere(invocation: Invocation): Place {
  return {
    invocation,
    channelId: null,
    responseUrl: null,
    isPrivateMessage: false,
    triggerId: null,
    view: null,
    home: null,
  };
}

/** A typed command, with a channel and a response_url. */
export function commandPlace(invocation: Invocation, body: SlashCommand): Place {
  const { channel_id, response_url, trigger_id } = body;
  return { ...nowhere(invocation), channelId: channel_id, responseUrl: response_url, triggerId: trigger_id };
}

/** A shortcut, which has neither channel nor response_url. */
export function shortcutPlace(invocation: Invocation, { trigger_id }: GlobalShortcut): Place {
  return { ...nowhere(invocation), triggerId: trigger_id };
}

/** A press on a message, which has a response_url, or in a view, which has none. */
export function actionPlace(invocation: Invocation, body: BlockAction): Place {
  const { view, container, channel } = body;
  return {
    invocation,
    channelId: channel?.id ?? null,
    responseUrl: body.response_url ?? null,
    isPrivateMessage: container?.is_ephemeral === true || channel?.id.startsWith('D') === true,
    triggerId: body.trigger_id,
    view: view === undefined ? null : viewPlace(view),
    home: view === undefined ? null : decodeMetadata(view.private_metadata).home,
  };
}

/** A submitted view, which has no response_url. */
export function formPlace(invocation: Invocation, { view, trigger_id }: ViewSubmitAction): Place {
  const { home } = decodeMetadata(view.private_metadata);
  return { ...nowhere(invocation), triggerId: trigger_id, view: viewPlace(view), home };
}

function viewPlace(view: ViewSubmitAction['view']): NonNullable<Place['view']> {
  const { draft, below } = decodeMetadata(view.private_metadata);
  return {
    id: view.id,
    kind: view.type === 'home' ? 'home' : 'modal',
    revision: revisionOf(view.state.values),
    draft,
    isWaiting: false,
    below: view.previous_view_id === null ? null : { id: view.previous_view_id, revision: below },
  };
}
