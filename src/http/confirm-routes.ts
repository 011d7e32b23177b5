import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isHexaError } from '#domain/errors.ts';
import { confirm, readConfirmation } from '#services/confirmation/confirmations.ts';
import type { Deps } from '#services/deps.ts';
import { wordsFor } from '#words/index.ts';
import { problemTexts } from '#words/problem-texts.ts';
import { openPage, outcomePage } from './confirm-page.ts';

/** No pair of passwords is longer. */
const MAX_FORM_BYTES = 4_096;

const STATUS = { used: 410, expired: 410, unknown: 404 } as const;

/** `/confirm/:token`: GET shows, POST confirms. */
export function confirmRoutes(deps: Deps, frontendBaseUrl: string | null): Hono {
  const routes = new Hono();
  routes.get('/:token', async (context) => {
    const found = await readConfirmation(deps, context.req.param('token'));
    const words = wordsFor(found.language, context.req.header('accept-language') ?? null);
    if (found.state === 'open') return context.html(openPage(words, found, frontendBaseUrl));
    return context.html(outcomePage(words, found.state, frontendBaseUrl), STATUS[found.state]);
  });
  routes.post('/:token', bodyLimit({ maxSize: MAX_FORM_BYTES }), async (context) => {
    const token = context.req.param('token');
    const found = await readConfirmation(deps, token);
    const words = wordsFor(found.language, context.req.header('accept-language') ?? null);
    const form = new URLSearchParams(await context.req.text());
    const chosen = { password: form.get('password') ?? '', confirmation: form.get('confirmation') ?? '' };
    try {
      const state = await confirm(deps, token, found.setsPassword ? chosen : null, randomUUID());
      if (state === 'open' || state === 'roleless') {
        return context.html(outcomePage(words, state === 'open' ? 'confirmed' : state, frontendBaseUrl));
      }
      return context.html(outcomePage(words, state, frontendBaseUrl), STATUS[state]);
    } catch (error) {
      if (!isHexaError(error, 'invalid')) throw error;
      return context.html(
        openPage(words, found, frontendBaseUrl, problemTexts(words, error.data.problems)),
        422,
      );
    }
  });
  return routes;
}
