import { createHash, randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Deps } from '#services/deps.ts';
import { wordsFor } from '#words/index.ts';
import { confirmRoutes } from './confirm-routes.ts';
import { frontRoutes } from './front-routes.ts';
import { hostOf } from './host-of.ts';
import { page, STYLE } from './page.ts';
import { type Confirmed, passkeyRoutes } from './passkeys/routes.ts';

/** What the pages are made of. */
interface PagesOptions {
  deps: Deps;
  frontendBaseUrl: string | null;
  /** Those of platforms, below their paths and with headers of their own. */
  platforms: readonly { path: string; routes: Hono }[];
  /** `/prove` and `/enrol` have headers of their own, too. */
  confirmed: Confirmed;
  log: { error(data: object, message: string): void };
}

const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Every page. Paths are never logged: some hold tokens (docs/design.md, section 9). */
export function createPages({
  deps,
  frontendBaseUrl,
  platforms,
  confirmed,
  log,
}: PagesOptions): RequestListener {
  const app = new Hono();
  // Before the headers below, which are for pages without scripts.
  for (const { path, routes } of platforms) app.route(path, routes);
  app.route('/', passkeyRoutes(deps, confirmed));
  app.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [STYLE_HASH],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  app.route(
    '/',
    frontRoutes(
      platforms.map(({ path }) => path),
      frontendBaseUrl,
    ),
  );
  app.route('/confirm', confirmRoutes(deps, frontendBaseUrl));
  app.onError((error, context) => {
    // What Hono refuses by itself, such as a body that is too large.
    if (error instanceof HTTPException) return error.getResponse();
    const { incoming } = context.env as HttpBindings;
    // The sender went away in the middle: nobody's error, and nobody reads the response.
    if (incoming.destroyed && !incoming.complete) return context.body(null, 400);
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, err: error }, 'unexpected error in a page');
    const words = wordsFor(context.req.header('accept-language') ?? null);
    const { title, text } = words.pages.unexpected(reference);
    return context.html(page(words.language, title, html`<p>${text}</p>`, hostOf(frontendBaseUrl)), 500);
  });
  return getRequestListener(app.fetch);
}
