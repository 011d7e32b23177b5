import { ApiError } from '../api-error.ts';
import type { Core } from '../core.ts';
import type { SocketMode } from '../socket-mode.ts';
import type { Dict } from '../types.ts';
import { auth } from './auth.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import type { MethodEntry } from './method.ts';
import { people } from './people.ts';
import { views } from './views.ts';

const METHODS: Record<string, MethodEntry> = { ...auth, ...chat, ...conversations, ...people, ...views };

/** Runs a method as Slack would: token, scope, then the method itself. Never throws a refusal; returns it. */
export function callMethod(core: Core, socket: SocketMode, method: string, args: Dict, token: string): Dict {
  try {
    if (method === 'apps.connections.open') return openConnection(core, socket, args, token);
    const entry = METHODS[method];
    if (!entry) throw new ApiError('unknown_method', [], { req_method: method });
    checkToken(core, token, entry.token ?? 'bot');
    checkScopes(core, entry);
    return { ok: true, ...entry.run(args, core) };
  } catch (error) {
    if (error instanceof ApiError) return error.toBody();
    throw error;
  }
}

function openConnection(core: Core, socket: SocketMode, args: Dict, token: string): Dict {
  if ('token' in args) throw new ApiError('invalid_auth');
  checkToken(core, token, 'app');
  return { ok: true, url: socket.issueUrl(core.origin) };
}

function checkToken({ workspace }: Core, token: string, wanted: 'bot' | 'app' | 'any'): void {
  if (token === '') throw new ApiError('not_authed');
  const kind = token === workspace.botToken ? 'bot' : token === workspace.appToken ? 'app' : undefined;
  if (!kind) throw new ApiError('invalid_auth');
  if (wanted !== 'any' && kind !== wanted) throw new ApiError('not_allowed_token_type');
}

function checkScopes({ workspace }: Core, { scopes }: MethodEntry): void {
  if (workspace.scopes === 'all' || scopes.length === 0) return;
  const granted = workspace.scopes;
  if (scopes.some((scope) => granted.includes(scope))) return;
  throw new ApiError('missing_scope', [], { needed: scopes[0], provided: granted.join(',') });
}
