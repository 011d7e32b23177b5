import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { z } from 'zod';
import { type Words, wordsFor } from '#words/index.ts';
import type { Asset } from './assets.ts';
import type { SessionInfo } from './protocol.ts';
import { COOKIE, type Rights, type Session } from './sessions.ts';

/** How somebody gets into the console and out of it. */
export interface Entry {
  assets: ReadonlyMap<string, Asset>;
  findSession(cookies: string | undefined): Session | null;
  /** What the page is to show; loads Botkit for whoever is signed in. */
  sessionInfo(cookies: string | undefined, words: Words): Promise<SessionInfo>;
  /** Null: not let in. */
  enterByKey(key: string): Rights | null;
  enterByPassword(address: string, email: string, password: string): Promise<Rights | 'wrong' | 'too_many'>;
  /** The value of the cookie. */
  openSession(rights: Rights): string;
  closeSession(session: Session): void;
  /** Shows the operator a new link; false where there are no links. */
  printLink(): boolean;
  isOwnOrigin(origin: string | undefined): boolean;
}

/** Everything from ourselves, nothing inline; DOM sinks that parse HTML throw. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const credentials = z.object({ email: z.string().max(320), password: z.string().min(1).max(1_000) });

/** `/console`: the page, its files, and how one signs in and out. Nothing here is told apart by who asks but /session. */
export function consoleRoutes(entry: Entry): Hono {
  const routes = new Hono();
  routes.use(async (context, next) => {
    await next();
    context.header('Content-Security-Policy', POLICY);
    context.header('Referrer-Policy', 'no-referrer');
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('X-Frame-Options', 'DENY');
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  });
  const languageOf = (header: string | undefined): Words => wordsFor(header ?? null);
  const letIn = (context: Parameters<typeof setCookie>[0], rights: Rights): void => {
    // A proxy that ends TLS may name itself or us in Host; the browser's Origin tells in any case.
    const isSecure =
      entry.isOwnOrigin(`https://${context.req.header('host')}`) ||
      context.req.header('origin')?.startsWith('https://') === true;
    setCookie(context, COOKIE, entry.openSession(rights), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/console',
      secure: isSecure,
    });
  };

  routes.get('/', (context) => {
    const { key, ...others } = context.req.query();
    if (key !== undefined) {
      const rights = entry.enterByKey(key);
      const isIn = entry.findSession(context.req.header('cookie')) !== null;
      if (rights !== null) letIn(context, rights);
      const rest = new URLSearchParams(others).toString();
      return context.redirect(
        `/console${rest === '' ? '' : `?${rest}`}${rights === null && !isIn ? '#used' : ''}`,
        303,
      );
    }
    return context.html(shell(languageOf(context.req.header('accept-language')), [...entry.assets.keys()]));
  });

  routes.get('/page/:name', (context) => {
    const asset = entry.assets.get(context.req.param('name'));
    if (asset === undefined) return context.notFound();
    const headers = { ETag: asset.etag, 'Cache-Control': 'no-cache' };
    if (context.req.header('if-none-match') === asset.etag) return context.body(null, 304, headers);
    return context.body(asset.body, 200, { ...headers, 'Content-Type': asset.type });
  });

  routes.get('/session', async (context) => {
    const words = languageOf(context.req.header('accept-language'));
    return context.json(await entry.sessionInfo(context.req.header('cookie'), words));
  });

  // Only our own page may cause these; browsers name the origin of every POST.
  routes.use('/do/*', async (context, next) => {
    if (!entry.isOwnOrigin(context.req.header('origin'))) return context.json({}, 403);
    return next();
  });
  routes.post('/do/sign-in', bodyLimit({ maxSize: 4_096 }), async (context) => {
    const given = credentials.safeParse(await context.req.json().catch(() => null));
    if (!given.success) return context.json({}, 401);
    const { email, password } = given.data;
    const incoming = context.env as { incoming?: { socket?: { remoteAddress?: string } } };
    const address = incoming.incoming?.socket?.remoteAddress ?? 'unknown';
    const rights = await entry.enterByPassword(address, email, password);
    if (rights === 'too_many') return context.json({}, 429);
    if (rights === 'wrong') return context.json({}, 401);
    letIn(context, rights);
    return context.json({});
  });
  routes.post('/do/sign-out', (context) => {
    const session = entry.findSession(context.req.header('cookie'));
    if (session !== null) entry.closeSession(session);
    return context.json({});
  });
  routes.post('/do/new-link', (context) => context.json({}, entry.printLink() ? 200 : 404));
  return routes;
}

function shell(words: Words, assets: readonly string[]) {
  const { page } = words.console;
  const modules = assets.filter((name) => name.endsWith('.js') && name !== 'main.js').sort();
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="/console/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/page/style.css">
${modules.map((name) => html`<link rel="modulepreload" href="/console/page/${name}">`)}
<script type="module" src="/console/page/main.js"></script>
</head>
<body><div id="app"><p class="boot" role="status">${page.connecting}</p></div></body>
</html>`;
}
