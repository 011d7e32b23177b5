import { randomUUID } from 'node:crypto';
import { InteractionType } from 'discord.js';
import { wordsFor } from '#words/index.ts';
import type { Token } from '../api.ts';
import { renderMessage } from '../render/message.ts';
import { unexpected } from './notices.ts';
import type { Tools } from './place.ts';

/** An interaction, as far as it could be read. */
export interface Unread extends Token {
  type: number;
  locale: string;
}

/** Answers with a reference what could not be read, and of which the core so knows nothing. Never rejects. */
export async function tellUnread(
  { api, log }: Pick<Tools, 'api' | 'log'>,
  { id, token, type, locale }: Unread,
  error: unknown,
): Promise<void> {
  const reference = randomUUID();
  log.error({ requestId: reference, err: error }, 'an interaction of Discord was not handled');
  if (type === InteractionType.ApplicationCommandAutocomplete) return;
  const message = renderMessage(unexpected(wordsFor(locale), reference), {});
  const outcome = await api.reply({ id, token }, message, false);
  if (!outcome.ok) log.warn({ requestId: reference, code: outcome.code }, 'and nobody could be told');
}
