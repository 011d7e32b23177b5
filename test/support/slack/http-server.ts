import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenLasting } from '../lasting-port.ts';
import { ApiError } from './api-error.ts';
import type { Call, Core } from './core.ts';
import type { Failure } from './failures.ts';
import { type Answer, acceptResponse } from './response-url-server.ts';
import type { SocketMode } from './socket-mode.ts';
import { asDict, type Dict, isDict } from './types.ts';
import { callMethod } from './web-api/call.ts';

/** Slack's HTTP side on 127.0.0.1: `/api/METHOD`, the response_urls, and the upgrade to Socket Mode. */
export async function startHttpServer(core: Core, socket: SocketMode): Promise<Server> {
  const server = createServer((request, response) => {
    answer(core, socket, request, response).catch((error: unknown) => {
      core.note('the double itself', [String(error)], undefined);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', (request, stream, head) => socket.upgrade(request, stream, head));
  core.origin = `http://127.0.0.1:${await listenLasting(server)}`;
  return server;
}

async function answer(core: Core, socket: SocketMode, request: IncomingMessage, response: ServerResponse) {
  const path = new URL(request.url ?? '/', core.origin).pathname;
  const text = await read(request);
  const isResponseUrl = core.responseUrls.has(path);
  const method = isResponseUrl ? 'response_url' : path.replace(/^\/api\//, '');
  const args = parse(request.headers['content-type'] ?? '', text);
  const call: Call = { method, args, time: core.clock.now() };
  core.calls.push(call);
  const failure = core.failures.take(method);
  if (failure?.hang) return core.changes.happened();
  const run = (): Answer => {
    if (isResponseUrl) return acceptResponse(core, path, args);
    const body = callMethod(core, socket, method, args, tokenOf(request, args));
    return { status: 200, body };
  };
  const done = failure && !failure.afterwards ? undefined : run();
  const result = failure ? failed(failure) : (done ?? { status: 500, body: {} });
  call.answer = isDict(result.body) ? result.body : { text: result.body };
  call.status = result.status;
  core.changes.happened();
  send(response, result, core);
}

function failed(failure: Failure): Answer {
  if (failure.status === 429) {
    return {
      status: 429,
      body: new ApiError(failure.error ?? 'ratelimited').toBody(),
      headers: { 'retry-after': String(failure.retryAfter ?? 1) },
    };
  }
  if (failure.status !== undefined)
    return { status: failure.status, body: failure.error ?? 'upstream trouble' };
  return { status: 200, body: new ApiError(failure.error ?? 'internal_error').toBody() };
}

function send(response: ServerResponse, { status, body, headers }: Answer, core: Core): void {
  const json = isDict(body);
  const { scopes } = core.workspace;
  response.writeHead(status, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/html',
    ...(scopes === 'all' ? {} : { 'x-oauth-scopes': scopes.join(',') }),
    ...headers,
  });
  response.end(json ? JSON.stringify(body) : body);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Arguments that are JSON in a form field, and that a JSON body may hold as text too. */
const PACKED = new Set(['blocks', 'view', 'attachments', 'metadata']);

/** Form fields or JSON (docs.slack.dev: "Using the Slack Web API", "POST bodies"). */
function parse(contentType: string, text: string): Dict {
  if (text === '') return {};
  const fields = contentType.startsWith('application/json')
    ? asDict(JSON.parse(text))
    : Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, unpack(key, value)]));
}

function unpack(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !PACKED.has(key)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function tokenOf(request: IncomingMessage, args: Dict): string {
  const header = request.headers.authorization ?? '';
  if (header.startsWith('Bearer ')) return header.slice('Bearer '.length);
  return typeof args.token === 'string' ? args.token : '';
}
