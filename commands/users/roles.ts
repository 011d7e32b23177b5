import { z } from 'zod';
import { command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import {
  ROLES_FORM,
  type RolesTyped,
  reviewForm,
  rolesForm,
  rolesSaved,
  SAVE_FORM,
} from '#chat/views/user-roles.ts';
import { HexaError, isHexaError, type Problem, problem } from '#domain/errors.ts';
import { ADMIN_ROLE, type PermissionDiff } from '#domain/role.ts';
import { requestReason } from '#domain/role-policy.ts';
import { sameSet } from '#domain/same-set.ts';
import { fullName, type User } from '#domain/user.ts';
import { undo } from './undo.ts';

export default command({
  path: 'users roles',
  options: z.object({ user: option.requiredUser({ rest: true }) }),
  needs: { permissions: ['User: update', 'Role: read'], sso: 'closed' },
  changes: true,
  opens: 'form',
  run: async (context, { user }) => [show(await opened(context, user))],
  actions: {
    'users.roles': {
      changes: true,
      opens: 'form',
      run: async (context, { ids: [id = ''] }) => [show(await opened(context, id))],
    },
    /** ids: the draft of the second step, whose choice is to be changed. */
    'users.roles.change': {
      changes: false,
      opens: 'form',
      async run(context, { ids: [draftId = ''] }) {
        const draft = await context.services.drafts.read(
          context.invocation.identity,
          draftId,
          SAVE_FORM.name,
        );
        if (draft === null) throw new HexaError('outdated', {});
        return [
          {
            type: 'screen',
            screen: await again(context, SAVE_FORM.values.parse(draft.values)),
            as: 'in_place',
          },
        ];
      },
    },
    'users.roles.undo': undo,
  },
  forms: {
    [ROLES_FORM.name]: form({
      ...ROLES_FORM,
      working: ({ screens: { userRoles } }) => ({ title: userRoles.title, text: userRoles.working }),
      async check({ actor }, { user, roles }) {
        if (roles.length === 0)
          throw new HexaError('invalid', { problems: [problem('roles', 'role_required', {})] });
        // Told where it is chosen; the writer asks again.
        const admin = actor.roles.find(({ name }) => name === ADMIN_ROLE);
        if (user === actor.id && admin !== undefined && !roles.includes(admin.id))
          throw new HexaError('invalid', { problems: [problem('roles', 'own_admin_role', {})] });
      },
      run: async (context, typed) => [inForm(await review(context, typed))],
      reopen: (context, typed, problems) => again(context, ROLES_FORM.values.parse(typed), problems),
    }),
    [SAVE_FORM.name]: form({
      ...SAVE_FORM,
      working: ({ screens: { userRoles } }) => ({ title: userRoles.title, text: userRoles.saving }),
      async check() {},
      async run(context, { user, roles, expected, gained, lost }) {
        // Nothing else made them: the draft keeps what our own review showed.
        const shown = { gained, lost } as PermissionDiff;
        try {
          const saved = await context.services.users.replaceRoles(context.by, user, roles, expected, {
            shown,
          });
          return [inForm(rolesSaved(context, saved, context.invocation.id))];
        } catch (error) {
          if (!isHexaError(error, 'review_changed')) throw error;
          return [inForm(await reviewAgain(context, { user, roles, expected }))];
        }
      },
      reopen: (context, typed, problems) => again(context, ROLES_FORM.values.parse(typed), problems),
    }),
  },
});

async function load({ services, invocation }: Context, query: string) {
  const [user, all] = await Promise.all([
    services.users.find(query, invocation.identity),
    services.roles.all(),
  ]);
  return { user, all, present: user.roles.map(({ id }) => id) };
}

async function opened(context: Context, query: string): Promise<Screen> {
  const { user, all, present } = await load(context, query);
  return rolesForm(context, user, all, { chosen: present, expected: present, notes: [] });
}

async function again(
  context: Context,
  typed: RolesTyped,
  problems: readonly Problem[] = [],
): Promise<Screen> {
  const { user, all } = await load(context, typed.user);
  const notes = problemNotes(context.words, { roles: context.words.screens.userRoles.field }, problems);
  return rolesForm(context, user, all, { chosen: typed.roles, expected: typed.expected, notes });
}

/** The slow half of the first step: what saving would give and take. Throws `roles_changed`. */
async function review(
  context: Context,
  { user: id, roles, expected }: RolesTyped,
  notes: readonly string[] = [],
): Promise<Screen> {
  const { user, all, present } = await load(context, id);
  if (!sameSet(present, expected)) {
    const present = user.roles.map(({ name }) => name);
    throw new HexaError('roles_changed', { name: fullName(user), present });
  }
  if (sameSet(present, roles)) return unchanged(context, user);
  const preview = await context.services.users.previewRoles(id, roles);
  const after = all.filter((role) => roles.includes(role.id));
  const reason = requestReason(context.setup.approvals, context.actor.permissions, preview.diff);
  return reviewForm(context, user, { after, ...preview, expected, reason, notes });
}

/** The review as it is now, where what it showed is no longer so. Throws `roles_changed`. */
export async function reviewAgain(context: Context, typed: RolesTyped): Promise<Screen> {
  const user = await context.services.users.find(typed.user, context.invocation.identity);
  const { text } = context.words.errors.review_changed({ name: fullName(user) });
  return review(context, typed, [text]);
}

function unchanged({ words }: Context, user: User): Screen {
  const { userRoles } = words.screens;
  const whole = user.roles.map(({ name }) => name);
  return {
    title: userRoles.title,
    tone: 'neutral',
    parts: [{ type: 'text', text: userRoles.same(whole), whole }],
  };
}

function inForm(screen: Screen): Reply {
  return { type: 'screen', screen, as: 'in_form' };
}
