import { Hono } from 'hono';
import { html } from 'hono/html';
import { wordsFor } from '#words/index.ts';
import { page } from './page.ts';

/**
 * Where people look first: `/`, and `/users`, which is the page in Hexabot's panel. Leads to the pages that there are
 * here, else to the panel, else says what this is. `paths`: of the platforms that have pages.
 */
export function frontRoutes(paths: readonly string[], frontendBaseUrl: string | null): Hono {
  const routes = new Hono();
  const [here] = paths;
  const panel = frontendBaseUrl === null ? undefined : `${frontendBaseUrl}/users`;
  const elsewhere = here ?? panel;
  for (const path of ['/', '/users']) {
    routes.get(path, (context) => {
      if (elsewhere !== undefined) return context.redirect(elsewhere);
      const words = wordsFor(context.req.header('accept-language') ?? null);
      const { title, text } = words.pages.front;
      return context.html(page(words.language, title, html`<p>${text}</p>`));
    });
  }
  return routes;
}
