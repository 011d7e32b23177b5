import { z } from 'zod';
import { command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { type Needs, requireNeeds } from '#chat/gate.ts';
import { option } from '#chat/option.ts';
import { readList } from '#chat/reading/lists.ts';
import { quotedInList } from '#chat/reading/quotes.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { cardFor } from '#chat/views/card.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { REQUEST_FORM, type RequestTyped, requestForm } from '#chat/views/request-form.ts';
import { SAVE_FORM } from '#chat/views/user-roles.ts';
import { DURATION_EXAMPLES, DURATION_LIMITS, durationText, readDuration } from '#domain/duration.ts';
import { HexaError, type Problem, problem } from '#domain/errors.ts';
import { reasonProblems } from '#domain/reason.ts';
import { type RoleChangeRequest, rolesAskedAnew } from '#domain/request.ts';
import { type OfferedRole, type PermissionDiff, sameDiff } from '#domain/role.ts';
import { rolesNamed } from '#domain/role-names.ts';
import type { User } from '#domain/user.ts';
import { reviewAgain } from '../users/roles.ts';

type Values = z.output<typeof REQUEST_FORM.values>;

/**
 * docs/design.md, section 5: for oneself nothing is needed; names of roles are typed exactly where they may not be seen.
 */
const FOR_ONESELF: Needs = { sso: 'closed' };
const FOR_OTHERS: Needs = { permissions: ['User: read', 'Role: read'], sso: 'closed' };

export default command({
  path: 'requests new',
  options: z.object({
    user: option.user(),
    roles: option.roles(),
    reason: option.text(),
    for: option.duration(),
  }),
  needs: ({ user }) => (user === undefined ? FOR_ONESELF : FOR_OTHERS),
  changes: true,
  opens: 'form',
  async run(context, typed) {
    const target = await targetOf(context, typed.user);
    const all = await context.services.roles.offered();
    const lastsMs = readFor(typed.for);
    const { roles, unknown } = rolesNamed(all, typed.roles ?? []);
    // A request with an end only adds: what is typed beside it are the roles to be added.
    const held = lastsMs === null ? [] : target.roles;
    const roleIds = [...new Set([...held, ...roles].map(({ id }) => id))];
    const { reason = '', for: length = '' } = typed;
    const told = seesRoles(context) ? unknown : [];
    const isWhole = roles.length + unknown.length > 0 && told.length === 0;
    if (isWhole && reasonProblems(reason).length === 0) {
      const wanted = { targetId: target.id, roleIds: [...roleIds, ...unknown], reason, lastsMs };
      return [show(madeScreen(context, await context.services.requests.make(context.by, wanted)))];
    }
    const given = {
      roles: roleIds,
      names: (typed.roles ?? []).map(quotedInList).join(', '),
      reason,
      for: length,
    };
    const known = typed.roles === undefined ? presentOf(target, given) : given;
    const problems = [
      ...(told.length > 0 ? [problem('roles', 'role_unknown', { names: told })] : []),
      ...(reason === '' ? [] : reasonProblems(reason)),
    ];
    return [show(formScreen(context, target, all, known, problems))];
  },
  actions: {
    /** For oneself. */
    'requests.new': {
      needs: FOR_ONESELF,
      changes: true,
      opens: 'form',
      async run(context) {
        const all = await context.services.roles.offered();
        const target = context.actor;
        return [show(formScreen(context, target, all, presentOf(target, NOTHING), []))];
      },
    },
    /** ids: the draft of a direct change that policy did not let through. */
    'requests.ask': {
      needs: FOR_OTHERS,
      changes: true,
      opens: 'form',
      async run(context, { ids: [draftId = ''] }) {
        const { identity } = context.invocation;
        const draft = await context.services.drafts.read(identity, draftId, SAVE_FORM.name);
        const saved = SAVE_FORM.values.safeParse(draft?.values);
        if (!saved.success) throw new HexaError('outdated', {});
        const { user, roles, gained, lost } = saved.data;
        const { diff } = await context.services.users.previewRoles(user, roles);
        if (!sameDiff(diff, { gained, lost } as PermissionDiff)) {
          return [{ type: 'screen', screen: await reviewAgain(context, saved.data), as: 'in_place' }];
        }
        const target = await targetOf(context, user);
        return asked(context, target, { ...NOTHING, roles }, 'in_place');
      },
    },
    /** ids: a request that was overtaken. */
    'requests.again': {
      needs: FOR_ONESELF,
      changes: true,
      opens: 'form',
      async run(context, { ids: [id = ''] }) {
        const request = await context.services.requests.get(id);
        if (request.target.id !== context.actor.id) requireNeeds(context, FOR_OTHERS);
        const { reason, lastsMs } = request;
        const target = await targetOf(context, request.target.id);
        const roles = rolesAskedAnew(target.roles, request);
        const typed = {
          roles: roles.map((role) => role.id),
          names: roles.map(({ name }) => quotedInList(name)).join(', '),
          reason,
          for: lastsMs === null ? '' : durationText(lastsMs),
        };
        return asked(context, target, typed, 'new');
      },
    },
  },
  forms: {
    [REQUEST_FORM.name]: form({
      ...REQUEST_FORM,
      needs: FOR_ONESELF,
      working: ({ screens }) => ({ title: screens.requestForm.title, text: screens.requestForm.working }),
      async check(context, typed) {
        if (typed.target !== context.actor.id) requireNeeds(context, FOR_OTHERS);
        const problems = await problemsOf(context, typed);
        if (problems.length > 0) throw new HexaError('invalid', { problems });
      },
      async run(context, typed) {
        const { roleIds } = await chosenIn(context, typed);
        const request = await context.services.requests.make(context.by, {
          targetId: typed.target,
          roleIds,
          reason: typed.reason,
          lastsMs: typed.for.trim() === '' ? null : readDuration(typed.for),
          // Who types names was shown no roles.
          ...(seesRoles(context) ? { marks: typed.marks } : {}),
        });
        return [{ type: 'screen', screen: madeScreen(context, request), as: 'in_form' }];
      },
      async reopen(context, raw, problems) {
        const typed = REQUEST_FORM.values.parse(raw);
        const target = await targetOf(context, typed.target);
        return formScreen(context, target, await context.services.roles.offered(), typed, problems);
      },
    }),
  },
});

const NOTHING: RequestTyped = { roles: [], names: '', reason: '', for: '' };

/** The user of a query; oneself without one, or by one's own id. */
async function targetOf({ actor, invocation, services }: Context, query: string | undefined): Promise<User> {
  if (query === undefined || query === actor.id) return actor;
  return services.users.find(query, invocation.identity);
}

function readFor(typed: string | undefined): number | null {
  if (typed === undefined) return null;
  const lastsMs = readDuration(typed);
  if (lastsMs !== null) return lastsMs;
  throw new HexaError('option_invalid', {
    option: 'for',
    value: typed.slice(0, 100),
    allowed: DURATION_EXAMPLES,
    ...DURATION_LIMITS,
  });
}

function presentOf({ roles }: User, typed: RequestTyped): RequestTyped {
  return {
    ...typed,
    roles: roles.map(({ id }) => id),
    names: roles.map(({ name }) => quotedInList(name)).join(', '),
  };
}

async function asked(
  context: Context,
  target: User,
  typed: RequestTyped,
  as: 'new' | 'in_place',
): Promise<Reply[]> {
  const all = await context.services.roles.offered();
  return [{ type: 'screen', screen: formScreen(context, target, all, typed, []), as }];
}

function formScreen(
  context: Context,
  target: User,
  all: readonly OfferedRole[],
  typed: RequestTyped,
  problems: readonly Problem[],
): Screen {
  const { words } = context;
  const { requestForm: texts } = words.screens;
  const labels = { roles: texts.roles, names: texts.names, reason: texts.reason, for: texts.for };
  const shown = seesRoles(context) ? all : null;
  const notes = problemNotes(words, labels, problems);
  return requestForm(context, target, shown, typed, { notes, problems });
}

function seesRoles({ actor }: Context): boolean {
  return actor.permissions.has('Role: read');
}

/**
 * Chosen from the list by who may see it, else named. A name that no role has then goes along, so that it is refused
 * just as a role is that nobody can approve: who may not see roles is not to find out which exist.
 */
async function chosenIn(context: Context, typed: Values) {
  const all = await context.services.roles.all();
  if (!seesRoles(context)) {
    const { roles, unknown } = rolesNamed(all, readList(typed.names));
    return { roleIds: [...roles.map(({ id }) => id), ...unknown], unknown: [], field: 'names' };
  }
  const unknown = typed.roles.filter((id) => !all.some((role) => role.id === id));
  return { roleIds: typed.roles.filter((id) => !unknown.includes(id)), unknown, field: 'roles' };
}

async function problemsOf(context: Context, typed: Values): Promise<Problem[]> {
  const { roleIds, unknown, field } = await chosenIn(context, typed);
  const isLengthWrong = typed.for.trim() !== '' && readDuration(typed.for) === null;
  return [
    ...(unknown.length > 0 ? [problem(field, 'role_unknown', { names: unknown })] : []),
    ...(roleIds.length + unknown.length === 0 ? [problem(field, 'role_required', {})] : []),
    ...reasonProblems(typed.reason),
    ...(isLengthWrong ? [problem('for', 'duration_invalid', {})] : []),
  ];
}

function madeScreen(context: Context, request: RoleChangeRequest): Screen {
  const { words } = context;
  const { requestForm: texts } = words.screens;
  const shown = cardFor(context, request, 'own');
  return {
    ...shown,
    title: texts.made,
    tone: 'success',
    parts: [{ type: 'text', text: texts.madeText }, ...shown.parts],
  };
}
