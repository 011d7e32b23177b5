import { randomUUID } from 'node:crypto';
import { InteractionType } from 'discord.js';
import { z } from 'zod';
import { wordsFor } from '#words/index.ts';
import { renderMessage } from '../render/message.ts';
import { unexpected } from './notices.ts';
import type { Tools } from './place.ts';

const unread = z.object({ id: z.string(), token: z.string(), type: z.number(), locale: z.string() });
/** An interaction, as far as it must be read to be answered. */
export type Unread = z.output<typeof unread>;

/** Whether enough of it can be read to tell the person. */
export function isAnswerable(interaction: unknown): interaction is Unread {
  return unread.safeParse(interaction).success;
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
