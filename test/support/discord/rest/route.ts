import type { FileUpload, Json } from '../wire.ts';
import type { World } from '../world.ts';

export interface RouteContext {
  world: World;
  /** The parts of the path that the pattern names. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** A JSON object; `{}` where nothing was sent. */
  body: Json;
  /** The same as it was sent: a list in a bulk overwrite. */
  raw: unknown;
  files: readonly FileUpload[];
  gatewayUrl: string;
  sessionStarts: () => Json;
}

export interface RouteAnswer {
  status: number;
  body?: unknown;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  pattern: string;
  /** Authorised by the token in the path, not by that of the bot. */
  open?: true;
  run(context: RouteContext): RouteAnswer;
}

export const ok = (body: unknown): RouteAnswer => ({ status: 200, body });
export const noContent: RouteAnswer = { status: 204 };

/** The parameters when the path fits the pattern (`/channels/:channel`). */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}
