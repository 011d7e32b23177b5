import type { HexaError } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import { fullName, type LinkInfo, type UserDetail } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import type { Context } from '../context.ts';
import { refusalFor } from '../gate.ts';
import type { Fact, Inline, Part, Screen } from '../screen.ts';
import { auditLine } from './audit.ts';
import { chatAccount } from './chat-account.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { actionsByModel } from './permission-lines.ts';
import { type Sight, userFacts } from './user.ts';
import { userActions } from './user-actions.ts';

/** Titles up to this length stand whole on every platform. */
const TITLE_CHARACTERS = 120;

/**
 * A user with everything, as far as this actor may see it, and what this actor may do about them now.
 * `statusRefusal`: why they may not be switched on or off, where that is known.
 */
export function userCard(context: Context, detail: UserDetail, statusRefusal: HexaError | null): Screen {
  const { actor, standing, words } = context;
  const { user } = detail;
  const { users, card } = words.screens;
  const seesRoles = actor.permissions.has('Role: read');
  const seesAudit = refusalFor(standing, { permissions: ['AuditLog: read'] }) === null;
  const facts: Fact[] = [
    // The name is the title, which Slack shortens where it is long (src/slack/limits.ts).
    ...userFacts({ words, seesRoles }, user).slice(fullName(user).length > TITLE_CHARACTERS ? 0 : 1),
    { label: card.links, value: linksText(words, detail.links) },
    ...(detail.mailRefusal === null || user.status !== 'pending'
      ? []
      : [{ label: card.mail, value: card.mailRefused(detail.mailRefusal) }]),
  ];
  const notes = [
    ...(standing.sso.enabled ? [users.sso] : []),
    ...(detail.panelEnables === null ? [] : [card.panelEnables[detail.panelEnables]]),
    ...(seesRoles ? [] : [card.permissionsHidden]),
    ...(seesAudit ? [] : [card.historyHidden]),
  ];
  return {
    title: fullName(user),
    tone: user.status === 'active' ? 'neutral' : 'warning',
    parts: [
      ...(user.avatar === null ? [] : [{ type: 'image', url: user.avatar, alt: fullName(user) } as const]),
      { type: 'facts', facts },
      ...(seesRoles ? permissionsParts(words, detail.permissions) : []),
      ...(seesAudit ? historyParts({ words, seesRoles }, detail) : []),
      ...notes.map((text): Part => ({ type: 'text', text, style: 'note' })),
    ],
    actions: [
      ...userActions(context, user, { statusRefusal, openRequests: detail.openRequests }),
      ...openInHexabot(context),
    ],
  };
}

function linksText({ screens: { card } }: Words, links: readonly LinkInfo[]): readonly Inline[] {
  if (links.length === 0) return [card.notLinked];
  return links.flatMap(({ identity, name, linkedAt, suspended, isServed }, index): Inline[] => [
    ...(index === 0 ? [] : [', ']),
    ...chatAccount(identity, name),
    card.linkedSince,
    { type: 'instant', at: linkedAt, style: 'date' },
    ...(isServed ? [] : [` (${card.notServed})`]),
    ...(suspended ? [` (${card.suspended})`] : []),
  ]);
}

/** Models of the same actions share a line: 26 models make a handful of lines. */
function permissionsParts({ screens: { card } }: Words, permissions: ReadonlySet<PermissionName>): Part[] {
  const byActions = new Map<string, string[]>();
  for (const [model, actions] of actionsByModel(permissions)) {
    const key = actions.join(', ');
    byActions.set(key, [...(byActions.get(key) ?? []), model]);
  }
  const lines = [...byActions].sort(([a], [b]) => b.length - a.length);
  const title: Part = { type: 'text', text: [{ type: 'strong', text: card.mayDo }] };
  if (lines.length === 0) return [title, { type: 'text', text: card.mayDoNothing }];
  const facts = lines.map(([actions, models]) => ({ label: actions, value: models.join(', ') }));
  return [title, { type: 'facts', facts }];
}

function historyParts(sight: Sight, { audit }: UserDetail): Part[] {
  const { card } = sight.words.screens;
  const title: Part = { type: 'text', text: [{ type: 'strong', text: card.history }] };
  if (audit.length === 0) return [{ type: 'text', text: card.noHistory, style: 'note' }];
  return [title, ...audit.map((entry): Part => ({ type: 'text', text: auditLine(sight, entry) }))];
}
