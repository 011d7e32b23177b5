import type { APIMessage } from 'discord.js';
import type { Screen } from '#chat/screen.ts';
import type { Api, Outcome } from './api.ts';
import { renderMessage } from './render/message.ts';

/** Sends a direct message about a guild; `key` as in `Api.post`. What the renderer throws stays thrown. */
export async function sendDirect(
  api: Api,
  { guildId, userId }: { guildId: string; userId: string },
  screen: Screen,
  key?: string,
): Promise<Outcome<APIMessage>> {
  const message = renderMessage(screen, { guildId });
  const channel = await api.openDirect(userId);
  return channel.ok ? api.post(channel.value.id, message, key) : channel;
}
