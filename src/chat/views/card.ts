import type { PermissionName } from '#domain/permission.ts';
import type { RequestStatus, RoleChangeRequest } from '#domain/request.ts';
import { PRIVILEGED_MODELS } from '#domain/role-policy.ts';
import type { Standing } from '#domain/standing.ts';
import type { Actor, Role } from '#domain/user.ts';
import { type Words, wordsFor } from '#words/index.ts';
import type { Action, Fact, Inline, Part, Screen, Tone } from '../screen.ts';
import { groupedByModel } from './permission-lines.ts';
import { requestLine, seesRolesOf } from './request-line.ts';

/** Who sees this copy: a channel, somebody who may decide, the requester, or anybody else whom it concerns. */
export const AUDIENCES = ['channel', 'person', 'own', 'viewer'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A card is for whom it concerns, and for holders of User: update; null for everybody else. */
export function audienceOf(
  actor: Actor | null,
  { requester, target }: Pick<RoleChangeRequest, 'requester' | 'target'>,
): Audience | null {
  if (actor === null) return null;
  if (requester.id === actor.id) return 'own';
  if (target.id === actor.id) return 'viewer';
  return actor.permissions.has('User: update') ? 'person' : null;
}

/**
 * A posted copy, whoever renders it: in English in a channel, else in the language that is known of its reader. Who gets
 * one may know names of roles.
 */
export function postedCard(
  request: RoleChangeRequest,
  { audience, locale, language }: { audience: Audience; locale: string | null; language: string | null },
): Screen {
  const words = audience === 'channel' ? wordsFor() : wordsFor(locale, language);
  return card(words, request, { audience, seesRoles: true, seesPermissions: true });
}

/** The card as this person may see it, linked or not. */
export function cardFor(
  { words, standing: { actor } }: { words: Words; standing: Pick<Standing, 'actor'> },
  request: RoleChangeRequest,
  audience: Audience,
): Screen {
  const seesPermissions = actor?.permissions.has('Role: read') ?? false;
  return card(words, request, { audience, seesRoles: seesRolesOf(actor, request), seesPermissions });
}

const TONES: Record<RequestStatus, Tone> = {
  pending: 'neutral',
  approved: 'success',
  denied: 'refusal',
  cancelled: 'neutral',
  expired: 'warning',
  outdated: 'warning',
};

/**
 * A role change request as it is now. Pending and decided are one card: the same body, and the buttons give way to one
 * line with who, when and why. `seesRoles` false: the reader may not know names of roles (docs/design.md, section 5);
 * `seesPermissions` false: nor what roles allow, also where they typed the name.
 */
function card(
  words: Words,
  request: RoleChangeRequest,
  {
    audience,
    seesRoles,
    seesPermissions,
  }: { audience: Audience; seesRoles: boolean; seesPermissions: boolean },
): Screen {
  const { request: texts } = words.screens;
  return {
    title: requestLine(words, request, seesRoles),
    shortTitle: texts.shortTitle,
    language: words.language,
    tone: TONES[request.status],
    parts: [
      {
        type: 'facts',
        facts: factsOf(words, request, seesRoles),
        picture: { url: request.requester.avatar, name: request.requester.name },
      },
      ...(seesPermissions ? [diffPart(words, request)] : []),
      ...(request.status === 'pending' && request.rivals > 0
        ? [{ type: 'text', text: texts.rivals(request.target.name, request.rivals), style: 'note' } as const]
        : []),
      ...outcomeParts(words, request),
    ],
    actions: actionsOf(words, request, audience),
  };
}

function factsOf(words: Words, request: RoleChangeRequest, seesRoles: boolean): Fact[] {
  const { request: texts, common } = words.screens;
  const { requester, target, lastsMs } = request;
  const names = (roles: readonly Role[]): string =>
    seesRoles ? roles.map(({ name }) => name).join(', ') || common.none : common.hidden;
  return [
    { label: texts.requester, value: [person(requester)] },
    ...(requester.id === target.id
      ? []
      : [
          {
            label: texts.target,
            value: [person(target), ...(target.email === '' ? [] : [` (${target.email})`])],
          },
        ]),
    { label: request.status === 'pending' ? texts.before : texts.past, value: names(request.rolesBefore) },
    { label: texts.after, value: names(request.rolesAfter) },
    { label: texts.reason, value: request.reason },
    ...(lastsMs === null ? [] : [{ label: texts.lasts, value: texts.length(lastsMs) }]),
    ...(request.status === 'pending'
      ? [{ label: texts.expires, value: [instant(request.expiresAt)] as const }]
      : []),
  ];
}

function person({ identities, name }: RoleChangeRequest['requester']): Inline {
  return { type: 'person', identities, name };
}

function diffPart(words: Words, { gained, lost }: RoleChangeRequest): Part {
  const { request: texts } = words.screens;
  if (gained.length + lost.length === 0) return { type: 'text', text: texts.noDiff, style: 'note' };
  return {
    type: 'diff',
    gained: inLines(gained),
    lost: inLines(lost),
    labels: { gained: texts.gained, lost: texts.lost },
  };
}

/** So few that no line is cut, however little room names leave: what is given must be seen in full. */
const MODELS_A_LINE = 4;

/**
 * `User: create, update` in a line of its own where it makes administrators; other models share lines with those of
 * the same actions: a role can hold more than a hundred permissions.
 */
function inLines(permissions: readonly PermissionName[]): string[] {
  const lines = new Map<string, { models: string[]; actions: string }>();
  for (const [model, held] of groupedByModel(permissions)) {
    const actions = held.join(', ');
    const key = PRIVILEGED_MODELS.has(model) ? model : actions;
    lines.set(key, { models: [...(lines.get(key)?.models ?? []), model], actions });
  }
  const isPrivileged = ([key]: [string, unknown]): number => (PRIVILEGED_MODELS.has(key) ? 0 : 1);
  return [...lines]
    .sort((a, b) => isPrivileged(a) - isPrivileged(b))
    .flatMap(([, { models, actions }]) => inFours(models).map((some) => `${some.join(', ')}: ${actions}`));
}

function inFours(models: readonly string[]): string[][] {
  return models.flatMap((_, at) => (at % MODELS_A_LINE === 0 ? [models.slice(at, at + MODELS_A_LINE)] : []));
}

/** Who, when and why; and what is or was the end of timed access. */
function outcomeParts(words: Words, { status, decision, grant }: RoleChangeRequest): Part[] {
  const { request: texts } = words.screens;
  if (status === 'pending' || decision === null) return [];
  const outcome: Inline[] = [
    { type: 'strong', text: texts.outcome(status, decision.by?.name ?? null) },
    ' · ',
    instant(decision.at),
    ...(decision.reason === null ? [] : [` · ${decision.reason}`]),
  ];
  return [{ type: 'text', text: outcome }, ...(grant === null ? [] : [grantPart(words, grant)])];
}

function grantPart(words: Words, grant: NonNullable<RoleChangeRequest['grant']>): Part {
  const { request: texts } = words.screens;
  if (grant.endedAt === null) return { type: 'text', text: [texts.ends, instant(grant.endsAt)] };
  const said = grant.outcome === 'kept' ? texts.kept : texts.ended;
  return { type: 'text', text: [said, instant(grant.endedAt)] };
}

function actionsOf(words: Words, request: RoleChangeRequest, audience: Audience): Action[] {
  const { request: texts, common } = words.screens;
  const { id, status, grant, target } = request;
  const action = (name: string) => ({ name: `requests.${name}`, ids: [id, audience] });
  if (status === 'outdated') return [{ type: 'button', label: texts.again, action: action('again') }];
  if (status === 'approved' && grant?.endedAt === null) {
    const confirm = {
      title: texts.endNow,
      text: texts.endConfirm(target.name),
      confirm: texts.endNow,
      cancel: common.cancel,
    };
    return [{ type: 'button', label: texts.endNow, action: action('end'), style: 'danger', confirm }];
  }
  if (status !== 'pending') return [];
  const approve: Action = {
    type: 'button',
    label: texts.approve,
    action: action('approve'),
    style: 'primary',
  };
  const deny: Action = { type: 'button', label: texts.deny, action: action('deny'), style: 'danger' };
  const cancel: Action = { type: 'button', label: texts.cancel, action: action('cancel') };
  const byAudience: Record<Audience, Action[]> = {
    channel: [approve, deny, cancel],
    person: [approve, deny],
    own: [cancel],
    viewer: [],
  };
  return byAudience[audience];
}

function instant(at: Date): Inline {
  return { type: 'instant', at, style: 'time' };
}
