import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Screen } from '#chat/screen.ts';
import { refusalText } from '#chat/views/refusal.ts';
import { HexaError } from '#domain/errors.ts';
import type { Proof } from '#domain/proof.ts';
import type { Deps } from '#services/deps.ts';
import { enrol, readEnrolment } from '#services/passkeys/enrolments.ts';
import { siteOf } from '#services/passkeys/passkey-rows.ts';
import { disownPending, type PendingAction } from '#services/passkeys/pending-actions.ts';
import { prove, readProving } from '#services/passkeys/prove.ts';
import { type Words, wordsFor } from '#words/index.ts';
import { deviceName } from './device-name.ts';
import { enrolPage, provenPage, provePage, wordPage } from './pages.ts';

/** Does what was confirmed and answers in chat; returns what the page shows of it. */
export type Confirmed = (pending: PendingAction, proof: Proof) => Promise<Screen[]>;

/** What browsers make is a few kilobytes. */
const MAX_BYTES = 32_768;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const credential = z.looseObject({ id: z.string().max(2_048), response: z.looseObject({}) });
const proving = z.object({ response: credential });
const enrolling = z.object({ name: z.string().max(200), response: credential });

/**
 * `/prove/TOKEN`, `/enrol/TOKEN` and the files of their pages (docs/design.md, section 12). GET and HEAD change nothing: chat
 * and mail preview links. A POST comes from our own page, by the origin of PUBLIC_URL and never by a Host header.
 */
export function passkeyRoutes(deps: Deps, confirmed: Confirmed): Hono {
  const routes = new Hono();
  const headers: MiddlewareHandler = async (context, next) => {
    await next();
    context.header('Content-Security-Policy', POLICY);
    context.header('Referrer-Policy', 'no-referrer');
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('X-Frame-Options', 'DENY');
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  };
  for (const path of ['/prove/*', '/enrol/*', '/passkeys/*']) routes.use(path, headers);
  routes.get('/passkeys/:name', (context) => {
    const file = FILES[context.req.param('name')];
    if (file === undefined) return context.notFound();
    const known = { ETag: file.etag, 'Cache-Control': 'no-cache' };
    if (context.req.header('if-none-match') === file.etag) return context.body(null, 304, known);
    return context.body(file.body, 200, { ...known, 'Content-Type': file.type });
  });
  for (const path of ['/prove/*', '/enrol/*']) {
    routes.use(path, bodyLimit({ maxSize: MAX_BYTES }), async (context, next) => {
      const isReading = context.req.method === 'GET' || context.req.method === 'HEAD';
      if (!isReading && context.req.header('origin') !== siteOf(deps)?.origin) return context.body(null, 403);
      return next();
    });
  }
  proveRoutes(routes, deps, confirmed);
  enrolRoutes(routes, deps);
  return routes;
}

function proveRoutes(routes: Hono, deps: Deps, confirmed: Confirmed): void {
  routes.get('/prove/:token', async (context) => {
    const found = await readProving(deps, context.req.param('token'));
    if (found === null) return gone(context);
    return context.html(provePage(wordsFor(found.pending.language), found));
  });
  /** For the console, which asks the browser on its own page. */
  routes.get('/prove/:token/options', async (context) => {
    const found = await readProving(deps, context.req.param('token'));
    return found === null ? context.json({}, 404) : context.json(found.options);
  });
  routes.post('/prove/:token', async (context) => {
    const token = context.req.param('token');
    const found = await readProving(deps, token);
    if (found === null) return gone(context);
    const words = wordsFor(found.pending.language);
    try {
      const { response } = read(proving, await context.req.text());
      const { pending, proof } = await prove(deps, token, response as unknown as AuthenticationResponseJSON);
      return context.html(provenPage(words, await confirmed(pending, proof)));
    } catch (error) {
      if (!(error instanceof HexaError)) throw error;
      if (error.code === 'proof_gone') return gone(context);
      return context.html(provePage(words, found, refusalText(words, error).text), 422);
    }
  });
  routes.post('/prove/:token/disown', async (context) => {
    try {
      const { language } = await disownPending(deps, context.req.param('token'));
      const words = wordsFor(language);
      return context.html(wordPage(words, words.pages.passkey.disowned));
    } catch (error) {
      if (error instanceof HexaError) return gone(context);
      throw error;
    }
  });
}

function enrolRoutes(routes: Hono, deps: Deps): void {
  routes.get('/enrol/:token', async (context) => {
    const found = await readEnrolment(deps, context.req.param('token'));
    if (found === null) return gone(context);
    const name = deviceName(context.req.header('user-agent') ?? '');
    return context.html(
      enrolPage(wordsFor(found.locale, found.user.language), found, { name, problem: null }),
    );
  });
  routes.post('/enrol/:token', async (context) => {
    const token = context.req.param('token');
    const found = await readEnrolment(deps, token);
    if (found === null) return gone(context);
    const words = wordsFor(found.locale, found.user.language);
    const text = await context.req.text();
    try {
      const { name, response } = read(enrolling, text);
      await enrol(deps, token, { name, response: response as unknown as RegistrationResponseJSON });
      return context.html(wordPage(words, words.pages.passkey.enrolled));
    } catch (error) {
      if (!(error instanceof HexaError)) throw error;
      if (error.code === 'proof_gone') return gone(context);
      const name = deviceName(context.req.header('user-agent') ?? '');
      const problem = refusalText(words, error).text;
      return context.html(enrolPage(words, found, { name, problem }), 422);
    }
  });
}

/** Unknown, used and expired look alike. */
function gone(context: Context): Response | Promise<Response> {
  const words: Words = wordsFor(context.req.header('accept-language') ?? null);
  return context.html(wordPage(words, words.errors.proof_gone()), 404);
}

/** Throws `proof_invalid` for what our page does not send. */
function read<T>(schema: z.ZodType<T>, text: string): T {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = null;
  }
  const result = schema.safeParse(body);
  if (!result.success) throw new HexaError('proof_invalid', {});
  return result.data;
}

interface StaticFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
}

function file(url: URL, type: string): StaticFile {
  const body = new Uint8Array(readFileSync(url));
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

const SCRIPT = 'text/javascript; charset=utf-8';
const PAGE = new URL('../page/', import.meta.url);
const BROWSER = import.meta.resolve('@simplewebauthn/browser');

const FILES: Readonly<Record<string, StaticFile>> = {
  'passkeys.css': file(new URL('passkeys.css', PAGE), 'text/css; charset=utf-8'),
  'passkeys.js': file(new URL('passkeys.js', PAGE), SCRIPT),
  'ceremony.js': file(new URL('ceremony.js', PAGE), SCRIPT),
  'webauthn.js': file(new URL('../dist/bundle/index.umd.min.js', BROWSER), SCRIPT),
};
