import { z } from 'zod';
import type { Problem } from '#domain/errors.ts';
import { marksOf, type OfferedRole, type PermissionDiff } from '#domain/role.ts';
import type { RequestReason } from '#domain/role-policy.ts';
import { fullName, type Role, type User } from '#domain/user.ts';
import type { Context } from '../context.ts';
import { formOf, formShape } from '../form-shape.ts';
import type { Action, Part, Screen } from '../screen.ts';
import { THIS_DRAFT } from '../with-draft.ts';
import { listFact } from './list-fact.ts';
import { manageRoles } from './manage-roles-button.ts';
import { permissionLines } from './permission-lines.ts';
import { undoButton } from './user-status.ts';

const ids = z.array(z.string()).optional().default([]);
const values = z.object({ user: z.string(), roles: ids, expected: ids });

export type RolesTyped = z.output<typeof values>;

/** Replaces the roles of a user; `expected` are those that it opened with. */
export const ROLES_FORM = formShape({ name: 'users.roles', values, keeps: ['user', 'expected'] });
/** The draft holds what the review showed: saving does that and nothing else. */
export const SAVE_FORM = formShape({
  name: 'users.roles.save',
  values: values.extend({ gained: ids, lost: ids }),
  keeps: ['user', 'roles', 'expected', 'gained', 'lost'],
});

/** First step: choose. */
export function rolesForm(
  context: Context,
  user: User,
  all: readonly Role[],
  {
    chosen,
    expected,
    notes,
  }: { chosen: readonly string[]; expected: readonly string[]; notes: readonly string[] },
): Screen {
  const { userRoles, user: labels, common } = context.words.screens;
  return {
    title: userRoles.title,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [
      ...notes.map((text): Part => ({ type: 'text', text })),
      {
        type: 'facts',
        facts: [
          { label: labels.name, value: fullName(user) },
          { label: labels.email, value: user.email },
          listFact(context.words, userRoles.present, names(user.roles)),
        ],
      },
    ],
    ...formOf(ROLES_FORM, {
      fields: [
        {
          name: 'roles',
          type: 'choices',
          label: userRoles.field,
          hint: userRoles.hint,
          required: true,
          source: 'roles',
          options: all.map(({ id, name }) => ({ value: id, label: name })),
          ...(chosen.length > 0 ? { initial: chosen } : {}),
        },
      ],
      keeps: { user: user.id, expected },
      submit: userRoles.submit,
      close: common.cancel,
      working: userRoles.working,
    }),
    actions: manageRoles(context),
  };
}

/** Second step: what is gained and lost, and Save. A form without fields, so it is submitted as the first step is. */
export function reviewForm(
  { words }: Pick<Context, 'words'>,
  user: User,
  {
    after,
    diff,
    outdates,
    endsTimed,
    expected,
    notes,
    reason,
  }: {
    after: readonly Role[];
    diff: PermissionDiff;
    /** Open requests that can't be approved after it. */
    outdates: number;
    /** Names of the roles held for a time that are taken. */
    endsTimed: readonly string[];
    expected: readonly string[];
    notes: readonly string[];
    /** Why policy asks for a second person; null: it does not. */
    reason: RequestReason | null;
  },
): Screen {
  const { userRoles, requestForm, common } = words.screens;
  const ask: Action[] =
    reason === null
      ? []
      : [
          {
            type: 'button',
            label: requestForm.ask,
            action: { name: 'requests.ask', ids: [THIS_DRAFT] },
            style: 'primary',
          },
        ];
  return {
    title: userRoles.reviewTitle(fullName(user)),
    shortTitle: userRoles.reviewShort,
    tone: 'warning',
    parts: [
      ...notes.map((text): Part => ({ type: 'text', text })),
      {
        type: 'facts',
        facts: [
          listFact(words, userRoles.before, names(user.roles)),
          listFact(words, userRoles.after, names(after)),
        ],
      },
      diffPart({ words }, diff),
      ...(reason === null
        ? []
        : ([{ type: 'text', text: words.errors.approval_needed(reason).text }] satisfies Part[])),
      ...(outdates === 0
        ? []
        : [{ type: 'text', text: userRoles.outdates(fullName(user), outdates) } as const]),
      ...(endsTimed.length === 0 ? [] : [{ type: 'text', text: userRoles.endsTimed(endsTimed) } as const]),
    ],
    actions: [
      ...ask,
      { type: 'button', label: userRoles.change, action: { name: 'users.roles.change', ids: [THIS_DRAFT] } },
    ],
    ...formOf(SAVE_FORM, {
      keeps: { user: user.id, roles: after.map(({ id }) => id), expected, ...diff },
      submit: userRoles.save,
      close: common.cancel,
      working: userRoles.saving,
    }),
  };
}

/** What became of the roles, with Undo. */
export function rolesSaved(
  { words }: Pick<Context, 'words'>,
  {
    user,
    diff,
    outdates,
    endsTimed,
  }: { user: User; diff: PermissionDiff; outdates: number; endsTimed: readonly string[] },
  requestId: string,
): Screen {
  const { userRoles, userStatus, user: labels } = words.screens;
  return {
    title: userRoles.done(fullName(user)),
    shortTitle: userRoles.title,
    tone: 'success',
    parts: [
      { type: 'facts', facts: [listFact(words, labels.roles, names(user.roles))] },
      diffPart({ words }, diff),
      ...(outdates === 0
        ? []
        : [{ type: 'text', text: userRoles.outdated(fullName(user), outdates) } as const]),
      ...(endsTimed.length === 0 ? [] : [{ type: 'text', text: userRoles.endedTimed(endsTimed) } as const]),
      { type: 'text', text: userStatus.undoNote, style: 'note' },
    ],
    actions: [undoButton(words, 'users.roles.undo', requestId)],
  };
}

/** Where a form is shown again because roles allow something else by now: what it would give and take. */
export function differingParts(asked: Pick<Context, 'words'>, problems: readonly Problem[]): Part[] {
  return problems.flatMap((each) => (each.code === 'roles_differ' ? [diffPart(asked, each.data)] : []));
}

/** What such a form keeps: what was just shown of those roles, and what it offers of the others. */
export function keptMarks(offered: readonly OfferedRole[], problems: readonly Problem[]): string[] {
  const shown = problems.flatMap((each) => (each.code === 'roles_differ' ? each.data.marks : []));
  const isShown = ({ id }: Role): boolean => shown.some((mark) => mark.startsWith(`${id}=`));
  return [...shown, ...marksOf(offered.filter((role) => !isShown(role)))];
}

function diffPart({ words }: Pick<Context, 'words'>, { gained, lost }: PermissionDiff): Part {
  const { userRoles } = words.screens;
  if (gained.length + lost.length === 0) return { type: 'text', text: userRoles.noDiff, style: 'note' };
  return {
    type: 'diff',
    gained: permissionLines(gained),
    lost: permissionLines(lost),
    labels: { gained: userRoles.gained, lost: userRoles.lost },
  };
}

function names(roles: readonly Role[]): string[] {
  return roles.map(({ name }) => name);
}
