import * as spec from 'discord-api-spec/zod';
import type { Problem } from '../api-error.ts';

/**
 * Bodies by what Discord's published OpenAPI description calls them.
 * @see https://github.com/discord/discord-api-spec (as zod schemas: npm discord-api-spec)
 */
const schemas = {
  'create message': spec.MessageCreateRequestSchema,
  'edit message': spec.MessageEditRequestPartialSchema,
  'follow-up': spec.IncomingWebhookInteractionRequestSchema,
  'edit response': spec.IncomingWebhookUpdateRequestPartialSchema,
  'message response': spec.CreateMessageInteractionCallbackRequestSchema,
  'update response': spec.UpdateMessageInteractionCallbackRequestSchema,
  'modal response': spec.ModalInteractionCallbackRequestSchema,
  'choices response': spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  'create command': spec.ApplicationCommandCreateRequestSchema,
  'overwrite command': spec.ApplicationCommandUpdateRequestSchema,
  'edit command': spec.ApplicationCommandPatchRequestPartialSchema,
  'open direct message': spec.CreatePrivateChannelRequestSchema,
} as const;

export type SpecName = keyof typeof schemas;

/**
 * What discord.js 14.28 adds to every message, wherever it goes, and Discord lets pass: `tts: false` and
 * `enforce_nonce: false`. `nsfw` of commands is documented and missing in the description.
 */
const tolerated: ReadonlySet<string> = new Set(['tts', 'enforce_nonce', 'nonce', 'nsfw']);

/** Compares a body with Discord's own description; a key that the description does not name is a problem too. */
export function checkAgainstSpec(name: SpecName, body: unknown, path = ''): Problem[] {
  const result = schemas[name].safeParse(asDescribed(body));
  if (!result.success) return result.error.issues.flatMap((issue) => problemsOf(issue, path));
  return unknownKeys(asDescribed(body), result.data, path);
}

/** The description calls the set of permissions a number; the API, its documentation and discord.js use digits. */
function asDescribed(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('default_member_permissions' in body)) return body;
  const { default_member_permissions: permissions } = body;
  return { ...body, default_member_permissions: permissions === null ? null : Number(permissions) };
}

function problemsOf(issue: spec.Issue, path: string): Problem[] {
  const at = join(path, issue.path.map(String));
  const branch = likeliest(issue.errors ?? []);
  if (branch) return branch.flatMap((inner) => problemsOf(inner, at));
  return [{ path: at, code: `SPEC_${issue.code.toUpperCase()}`, message: issue.message }];
}

/** Of a union: the branch that was meant, whose `type` fits and which got furthest. */
function likeliest(branches: readonly (readonly spec.Issue[])[]): readonly spec.Issue[] | undefined {
  const fitting = branches.filter((branch) => !branch.some((issue) => issue.path.at(-1) === 'type'));
  const depth = (branch: readonly spec.Issue[]) => Math.max(0, ...branch.map((issue) => issue.path.length));
  return fitting.toSorted((a, b) => depth(b) - depth(a))[0];
}

/** zod drops what its schema does not name: what is gone after parsing was unknown. */
function unknownKeys(sent: unknown, kept: unknown, path: string): Problem[] {
  if (typeof sent !== 'object' || sent === null || typeof kept !== 'object' || kept === null) return [];
  return Object.entries(sent).flatMap(([key, value]) => {
    if (key in kept) return unknownKeys(value, (kept as Record<string, unknown>)[key], join(path, [key]));
    if (tolerated.has(key) || value === undefined) return [];
    return [{ path: join(path, [key]), code: 'SPEC_UNKNOWN_KEY', message: `Discord knows no "${key}" here` }];
  });
}

function join(path: string, keys: readonly string[]): string {
  return [path, ...keys].filter((part) => part !== '').join('.');
}
