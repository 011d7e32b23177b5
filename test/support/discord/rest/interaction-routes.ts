import { ApiError } from '../api-error.ts';
import { byToken, respond } from '../interactions.ts';
import { deleteByToken, editByToken, followUp, messageByToken } from '../webhook.ts';
import { type Json, type MessageBody, MessageFlag, ResponseType } from '../wire.ts';
import type { InteractionState, World } from '../world.ts';
import { noContent, ok, type Route, type RouteContext } from './route.ts';

const webhook = '/webhooks/:application/:token';

const interactionOf = ({ world, params }: RouteContext) =>
  byToken(world, params.application ?? '', params.token ?? '');

/** @see https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/interactions/:interaction/:token/callback',
    open: true,
    run({ world, params, query, body, files }) {
      const interaction = world.interactions.get(params.interaction ?? '');
      if (!interaction || interaction.token !== params.token) throw new ApiError('unknown_interaction');
      respond(world, interaction, body, files);
      return query.get('with_response') === 'true' ? ok(callbackJson(world, interaction)) : noContent;
    },
  },
  {
    method: 'POST',
    pattern: webhook,
    open: true,
    run: (context) =>
      ok(followUp(context.world, interactionOf(context), context.body as MessageBody, context.files).json),
  },
  {
    method: 'GET',
    pattern: `${webhook}/messages/:message`,
    open: true,
    run: (context) =>
      ok(messageByToken(context.world, interactionOf(context), context.params.message ?? '').json),
  },
  {
    method: 'PATCH',
    pattern: `${webhook}/messages/:message`,
    open: true,
    run(context) {
      const { world, params, body, files } = context;
      const interaction = interactionOf(context);
      return ok(editByToken(world, interaction, params.message ?? '', body as MessageBody, files).json);
    },
  },
  {
    method: 'DELETE',
    pattern: `${webhook}/messages/:message`,
    open: true,
    run(context) {
      deleteByToken(context.world, interactionOf(context), context.params.message ?? '');
      return noContent;
    },
  },
];

/** What `with_response` asks for. */
function callbackJson(world: World, interaction: InteractionState): Json {
  const message = world.messages.get(interaction.originalId ?? '')?.json;
  const type = interaction.first?.type;
  const shown = type === ResponseType.message || type === ResponseType.update;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: Boolean(message.flags & MessageFlag.loading),
        response_message_ephemeral: Boolean(message.flags & MessageFlag.ephemeral),
      }),
    },
    ...(shown && { resource: { type, message } }),
  };
}
