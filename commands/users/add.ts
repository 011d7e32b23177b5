import { z } from 'zod';
import { command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { type FieldOf, formOf, formShape } from '#chat/form-shape.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import type { Part, Screen } from '#chat/screen.ts';
import { manageRoles } from '#chat/views/manage-roles-button.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { quotaText } from '#chat/views/quota.ts';
import { userFacts } from '#chat/views/user.ts';
import { differingParts, keptMarks } from '#chat/views/user-roles.ts';
import type { RawValues } from '#domain/draft.ts';
import { HexaError, type Problem } from '#domain/errors.ts';
import { NAME_MAX_CHARACTERS, type NewUserForm, readNewUser } from '#domain/new-user.ts';
import type { OfferedRole } from '#domain/role.ts';
import { rolesNamed } from '#domain/role-names.ts';
import { quotaOf } from '#domain/standing.ts';
import { fullName, type Role } from '#domain/user.ts';

const text = z.string().optional().default('');
const FORM = formShape({
  name: 'users.add',
  values: z.object({
    first: text,
    last: text,
    username: text,
    email: text,
    password: text,
    confirmation: text,
    roles: z.array(z.string()).optional().default([]),
    /** Of the roles on offer (`marksOf`). A form that an older release opened has none. */
    marks: z.array(z.string()).optional(),
  }),
  keeps: ['marks'],
  secrets: ['password', 'confirmation'],
});
type AddField = FieldOf<typeof FORM>;

export default command({
  path: 'users add',
  options: z.object({
    first: option.text(),
    last: option.text(),
    username: option.text(),
    email: option.text(),
    roles: option.roles(),
    password: option.password(),
    confirmation: option.password(),
  }),
  needs: { permissions: ['User: create', 'Role: read'], sso: 'strict', quota: 'free' },
  changes: true,
  opens: 'form',
  async run(context, typed) {
    const roles = await context.services.roles.offered();
    const { roles: chosen, unknown } = rolesNamed(roles, typed.roles ?? []);
    const text = context.words.screens.add.unknownRoles(unknown);
    const notes: Part[] = unknown.length === 0 ? [] : [{ type: 'text', text, whole: unknown }];
    return [show(formScreen(context, { ...typed, roles: chosen.map(({ id }) => id) }, roles, notes))];
  },
  actions: {
    'users.add.open': {
      changes: true,
      opens: 'form',
      run: async (context) => [show(formScreen(context, {}, await context.services.roles.offered(), []))],
    },
  },
  forms: {
    [FORM.name]: form({
      ...FORM,
      working: (words) => ({ title: words.screens.add.title, text: words.screens.add.working }),
      async check(context, typed) {
        const { user, problems } = readNewUser(asked(context, typed));
        const known = await context.services.users.problems(context.actor, user);
        const all = [
          ...problems,
          ...known.filter(({ field }) => !problems.some((each) => each.field === field)),
        ];
        if (all.length > 0) throw new HexaError('invalid', { problems: all });
      },
      async run(context, typed) {
        const { user } = readNewUser(asked(context, typed));
        const password = context.setup.passwords === 'invite' ? null : typed.password;
        const created = await context.services.users.create(context.by, user, password, typed.marks);
        const { add } = context.words.screens;
        const mail = context.setup.mail ? add.mailOn(created.user.email) : add.mailOff;
        return [
          {
            type: 'screen',
            as: 'in_form',
            screen: {
              title: add.done(fullName(created.user)),
              shortTitle: add.title,
              tone: 'success',
              parts: [
                { type: 'facts', facts: userFacts({ words: context.words, seesRoles: true }, created.user) },
                { type: 'text', text: mail },
                { type: 'text', text: quotaText(context.words, created.quota), style: 'note' },
              ],
            },
          },
        ];
      },
      async reopen(context, typed, problems) {
        const roles = await context.services.roles.offered();
        const labels = context.words.commands['users add']?.options ?? {};
        const notes = problemNotes(context.words, labels, problems).map(
          (text): Part => ({ type: 'text', text }),
        );
        return formScreen(context, typed, roles, notes, problems);
      },
    }),
  },
});

/** In `invite` the form has no password fields and none are looked at. */
function asked({ setup }: Context, typed: z.output<typeof FORM.values>): NewUserForm {
  const { password, confirmation, ...rest } = typed;
  return setup.passwords === 'invite' ? rest : { ...rest, password, confirmation };
}

function formScreen(
  context: Context,
  typed: RawValues,
  roles: readonly OfferedRole[],
  notes: readonly Part[],
  problems: readonly Problem[] = [],
): Screen {
  const { setup, standing, words } = context;
  const { add, common } = words.screens;
  const infos = [
    quotaText(words, quotaOf(standing)),
    ...(standing.sso.enabled ? [add.ssoNote] : []),
    ...(setup.passwords === 'invite' ? [add.inviteNote] : []),
  ];
  return {
    title: add.title,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [
      ...notes,
      ...differingParts(context, problems),
      { type: 'text', text: infos.join(' '), style: 'note' },
    ],
    ...formOf(FORM, {
      fields: fields(context, typed, roles),
      keeps: { marks: keptMarks(roles, problems) },
      submit: add.submit,
      close: common.cancel,
      working: add.working,
    }),
    actions: manageRoles(context),
  };
}

function fields({ invocation, setup, words }: Context, typed: RawValues, roles: readonly Role[]): AddField[] {
  const { add } = words.screens;
  const line = (name: 'first' | 'last' | 'username' | 'email'): AddField => {
    const initial = typed[name];
    return {
      name,
      type: name === 'email' ? 'email' : 'text',
      label: add[name],
      required: true,
      maxLength: NAME_MAX_CHARACTERS,
      ...(typeof initial === 'string' && initial !== '' ? { initial } : {}),
    };
  };
  const chosen = Array.isArray(typed.roles) ? typed.roles : [];
  const passwords: AddField[] = [
    {
      name: 'password',
      type: 'password',
      label: add.password,
      hint: add.passwordHint,
      exposed: add.passwordExposed(invocation.identity.platform),
      required: true,
    },
    { name: 'confirmation', type: 'password', label: add.confirmation, required: true },
  ];
  return [
    line('first'),
    line('last'),
    line('username'),
    line('email'),
    ...(setup.passwords === 'invite' ? [] : passwords),
    {
      name: 'roles',
      type: 'choices',
      label: add.roles,
      required: true,
      source: 'roles',
      options: roles.map(({ id, name }) => ({ value: id, label: name })),
      ...(chosen.length > 0 ? { initial: chosen } : {}),
    },
  ];
}
