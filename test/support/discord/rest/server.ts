import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, appMistakes } from '../api-error.ts';
import type { Failure, Failures } from '../failures.ts';
import type { AppRecord } from '../record.ts';
import type { Json } from '../wire.ts';
import type { World } from '../world.ts';
import { commandRoutes } from './command-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { lookupRoutes } from './lookup-routes.ts';
import { messageRoutes } from './message-routes.ts';
import type { RateLimiter } from './rate-limit.ts';
import { asObject, readBody } from './request.ts';
import { match, type Route, type RouteAnswer, type RouteContext } from './route.ts';

const routes: readonly Route[] = [...lookupRoutes, ...interactionRoutes, ...messageRoutes, ...commandRoutes];

/** `/api`, with or without the version: this double speaks v10. */
const base = /^\/api(\/v10)?(?=\/)/;

export interface RestParts {
  world: World;
  record: AppRecord;
  failures: Failures;
  limiter: RateLimiter;
  gatewayUrl: () => string;
  sessionStarts: () => Json;
}

type Answer = RouteAnswer & { headers?: Record<string, string> };

/** Serves one request of Discord's REST API: recorded, authorised, limited, and answered by its route. */
export async function serve(
  parts: RestParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname.replace(base, '');
  const method = request.method ?? 'GET';
  const { json, files } = await readBody(request).catch(() => ({ json: undefined, files: [] }));
  const query = Object.fromEntries(url.searchParams);
  const call = parts.record.call({ method, path, query, body: json, files });

  const failure = parts.failures.meet(`${method} ${path}`);
  if (failure?.hang === true) return;
  if (typeof failure?.hang === 'number') await sleep(failure.hang);
  if (failure?.drop === 'before') {
    request.socket.destroy();
    return;
  }
  const injected = failure && failureAnswer(failure);
  const answer = injected ?? run(parts, request, url, path, { json, files });
  call.status = answer.status;
  call.response = structuredClone(answer.body);
  parts.world.changed();
  if (failure?.drop === 'after') request.socket.destroy();
  else write(response, answer);
}

function run(
  parts: RestParts,
  request: IncomingMessage,
  url: URL,
  path: string,
  { json, files }: Awaited<ReturnType<typeof readBody>>,
): Answer {
  try {
    const { route, params } = find(request.method ?? '', base.test(url.pathname) ? path : '');
    if (!route.open) authorise(parts.world, request);
    const major = params.channel ?? params.guild ?? params.token ?? '';
    const { headers, retryAfter } = parts.limiter.use(`${route.method} ${route.pattern} ${major}`);
    if (retryAfter !== undefined) return { ...tooMany(retryAfter), headers };
    const context: RouteContext = {
      world: parts.world,
      params,
      query: url.searchParams,
      body: json === undefined || Array.isArray(json) ? {} : asObject(json),
      raw: json,
      files,
      gatewayUrl: parts.gatewayUrl(),
      sessionStarts: parts.sessionStarts,
    };
    return { ...route.run(context), headers };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (appMistakes.has(error.code))
      parts.record.violation(`${request.method} ${path}`, error.code, error.message, error.problems);
    return { status: error.status, body: error.body() };
  }
}

function find(method: string, path: string): { route: Route; params: Record<string, string> } {
  let known = false;
  for (const route of routes) {
    const params = match(route.pattern, path);
    if (params && route.method === method) return { route, params };
    known ||= params !== undefined;
  }
  throw new ApiError(known ? 'method_not_allowed' : 'not_found');
}

function authorise(world: World, request: IncomingMessage): void {
  if (world.token === null || request.headers.authorization !== `Bot ${world.token}`)
    throw new ApiError('unauthorized');
}

function failureAnswer(failure: Failure): Answer | undefined {
  const { status, code, message, retryAfter, hang, drop } = failure;
  if (status === undefined && code === undefined && (hang !== undefined || drop !== undefined))
    return undefined;
  if (status === 429) return tooMany(retryAfter ?? 1, code);
  const body = { message: message ?? 'Ordered by the test', code: code ?? 0 };
  return { status: status ?? (code === undefined ? 500 : 400), body };
}

/** @see https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
function tooMany(retryAfter: number, code?: number): Answer {
  return {
    status: 429,
    body: {
      message: 'You are being rate limited.',
      retry_after: retryAfter,
      global: false,
      ...(code !== undefined && { code }),
    },
    headers: { 'retry-after': String(Math.ceil(retryAfter)), 'x-ratelimit-scope': 'user' },
  };
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  // discord.js parses whatever calls itself JSON, so an answer without a body must not.
  if (body === undefined) response.writeHead(status, headers).end();
  else {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }
}
