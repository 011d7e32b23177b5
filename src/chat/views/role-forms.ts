import { z } from 'zod';
import { NAME_MAX_CHARACTERS } from '#domain/new-user.ts';
import { ACTIONS, type Action, type PermissionName, permissionName } from '#domain/permission.ts';
import type { PermissionDiff, RoleDetail } from '#domain/role.ts';
import { actionsOf, EDIT_SCOPES, type EditScope } from '#domain/role-edit.ts';
import type { Role } from '#domain/user.ts';
import type { Context } from '../context.ts';
import { type FieldOf, formOf, formShape } from '../form-shape.ts';
import type { Field, Part, Screen } from '../screen.ts';
import { THIS_DRAFT } from '../with-draft.ts';
import { permissionLines } from './permission-lines.ts';
import { hasSmallForms } from './role-card.ts';

const text = z.string().optional().default('');
const ids = z.array(z.string()).optional();

/** `like`: the id of a role to copy; `below`: the draft of the half-filled form that the role is made for, or empty. */
export const CREATE_ROLE_FORM = formShape({
  name: 'roles.create',
  values: z.object({ name: text, like: text, below: text }),
  keeps: ['below'],
});
/** Asks for the new name of a role. */
export const RENAME_ROLE_FORM = formShape({
  name: 'roles.rename',
  values: z.object({ role: z.string(), name: text }),
  keeps: ['role'],
});
const chosen = z.object({
  role: z.string(),
  scope: z.enum(EDIT_SCOPES),
  opened: z.array(z.string()),
  below: z.string(),
  create: ids,
  read: ids,
  update: ids,
  delete: ids,
});

export type PermissionsTyped = z.output<typeof chosen>;

/** A field for each action, with the models whose permission it is. */
export const PERMISSIONS_FORM = formShape({
  name: 'roles.permissions',
  values: chosen,
  keeps: ['role', 'scope', 'opened', 'below'],
});
/** The draft holds what the review showed: saving does that and nothing else. */
export const SAVE_PERMISSIONS_FORM = formShape({
  name: 'roles.permissions.save',
  values: chosen.extend({
    gained: z.array(z.string()),
    lost: z.array(z.string()),
    // The draft of a review that an older release showed holds none.
    users: z.coerce.number().int().optional(),
  }),
  keeps: ['role', 'scope', 'opened', 'below', ...ACTIONS, 'gained', 'lost', 'users'],
});

type Asked = Pick<Context, 'setup' | 'words'>;

/** What is shown above the fields when a form is shown again. */
function notesOf(notes: readonly string[]): Part[] {
  return notes.map((text) => ({ type: 'text', text }));
}

/**
 * `roles` null: not to be shown to this actor. `below`: the draft of the half-filled form that the role is made
 * for, or empty.
 */
export function createRoleForm(
  { words }: Asked,
  roles: readonly Role[] | null,
  typed: { name: string; like: string },
  { below, notes }: { below: string; notes: readonly string[] },
): Screen {
  const { roleForms: texts, common } = words.screens;
  return {
    title: texts.createTitle,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [
      ...notesOf(notes),
      ...(roles === null ? [{ type: 'text', text: texts.likeHidden, style: 'note' } as const] : []),
    ],
    ...formOf(CREATE_ROLE_FORM, {
      fields: [
        nameField(texts.name, typed.name),
        ...(roles === null ? [] : [likeField({ words }, roles, typed.like)]),
      ],
      keeps: { below },
      submit: texts.createSubmit,
      close: common.cancel,
      working: texts.creating,
    }),
  };
}

function likeField(
  { words }: Pick<Context, 'words'>,
  roles: readonly Role[],
  like: string,
): FieldOf<typeof CREATE_ROLE_FORM> {
  const { roleForms: texts } = words.screens;
  return {
    name: 'like',
    type: 'choice',
    label: texts.like,
    hint: texts.likeHint,
    required: false,
    source: 'roles',
    options: roles.map(({ id, name }) => ({ value: id, label: name })),
    ...(like === '' ? {} : { initial: like }),
  };
}

/** Asks for another name; `typed`: what stands in the field. */
export function renameRoleForm(
  { words }: Asked,
  role: Role,
  typed: string,
  notes: readonly string[],
): Screen {
  const { roleForms: texts, common } = words.screens;
  return {
    title: texts.renameTitle(role.name),
    shortTitle: texts.renameShort,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: notesOf(notes),
    ...formOf(RENAME_ROLE_FORM, {
      fields: [nameField(texts.name, typed)],
      keeps: { role: role.id },
      submit: texts.renameSubmit,
      close: common.cancel,
      working: texts.renaming,
    }),
  };
}

function nameField(label: string, initial: string): Field & { name: 'name' } {
  const base = { name: 'name', type: 'text', label, required: true, maxLength: NAME_MAX_CHARACTERS } as const;
  return initial === '' ? base : { ...base, initial };
}

/** What a form of permissions is about; its draft holds it. */
export interface PermissionsEdit {
  role: RoleDetail;
  models: readonly string[];
  scope: EditScope;
  /** What the role held when the form opened first. */
  opened: ReadonlySet<PermissionName>;
  /** What stands in the fields. */
  chosen: ReadonlySet<PermissionName>;
  /** The draft of the half-filled form that all this is done for, or empty. */
  below: string;
}

/** A choice of models for each action. */
export function permissionsForm(
  { invocation, words }: Asked & Pick<Context, 'invocation'>,
  edit: PermissionsEdit,
  notes: readonly string[],
): Screen {
  const { roleForms: texts, common } = words.screens;
  const { role, scope, opened, below } = edit;
  return {
    title: texts.permissionsTitle(role.name),
    shortTitle: texts.permissionsShort,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [
      ...notesOf(notes),
      { type: 'text', text: texts.permissionsIntro(role.name), style: 'note' },
      ...(hasSmallForms({ invocation }) ? [] : [{ type: 'text', text: texts.held(role.users) } as const]),
    ],
    ...formOf(PERMISSIONS_FORM, {
      fields: actionsOf(scope).map((action) => modelField({ words }, edit, action)),
      keeps: { role: role.id, scope, opened: [...opened], below },
      submit: texts.submit,
      close: common.cancel,
      working: texts.checking,
    }),
  };
}

/** What saving would give and take, and for how many people. */
export function reviewPermissionsForm(
  { words }: Pick<Context, 'words'>,
  role: RoleDetail,
  typed: PermissionsTyped,
  { diff, outdates, notes }: { diff: PermissionDiff; outdates: number; notes: readonly string[] },
): Screen {
  const { roleForms: texts, common } = words.screens;
  const { scope, opened, below } = typed;
  const keys = Object.fromEntries(ACTIONS.map((action) => [action, typed[action] ?? []]));
  return {
    title: texts.reviewTitle(role.name),
    shortTitle: texts.reviewShort,
    tone: 'warning',
    parts: [
      ...notesOf(notes),
      { type: 'text', text: texts.held(role.users) },
      diffPart({ words }, diff),
      ...(outdates === 0 ? [] : [{ type: 'text', text: texts.outdates(outdates) } as const]),
    ],
    actions: [
      {
        type: 'button',
        label: texts.change,
        action: { name: 'roles.permissions.change', ids: [THIS_DRAFT] },
      },
    ],
    ...formOf(SAVE_PERMISSIONS_FORM, {
      keeps: {
        ...{ role: role.id, scope, opened, below, ...(keys as Record<Action, string[]>), ...diff },
        users: String(role.users),
      },
      submit: texts.save,
      close: common.cancel,
      working: texts.saving,
    }),
  };
}

function modelField(
  { words }: Pick<Context, 'words'>,
  { models, chosen }: PermissionsEdit,
  action: Action,
): FieldOf<typeof PERMISSIONS_FORM> {
  const held = models.filter((model) => chosen.has(permissionName(model, action)));
  return {
    name: action,
    type: 'choices',
    label: words.screens.roleForms.field[action],
    required: false,
    options: models.map((model) => ({ value: keyOf(models, model), label: model })),
    initial: held.map((model) => keyOf(models, model)),
  };
}

/** What was chosen in the fields of such a form. Models that are gone meanwhile are left out. */
export function readChosen(
  values: Readonly<Record<string, unknown>>,
  models: readonly string[],
): Set<PermissionName> {
  const byKey = new Map(models.map((model) => [keyOf(models, model), model]));
  const chosen = ACTIONS.flatMap((action) => {
    const keys = values[action];
    return (Array.isArray(keys) ? keys : []).flatMap((key: unknown) => {
      const model = byKey.get(String(key));
      return model === undefined ? [] : [permissionName(model, action)];
    });
  });
  return new Set(chosen);
}

/** An option's value is at most 75 characters on Slack: a longer name is cut, and ends in its number in the list. */
function keyOf(models: readonly string[], model: string): string {
  return model.length <= 75 ? model : `${model.slice(0, 60)}#${models.indexOf(model)}`;
}

/** What a change of a role gives and takes, a line for each model. */
export function diffPart({ words }: Pick<Context, 'words'>, { gained, lost }: PermissionDiff): Part {
  const { roleForms: texts } = words.screens;
  return {
    type: 'diff',
    gained: permissionLines(gained),
    lost: permissionLines(lost),
    labels: { gained: texts.gained, lost: texts.lost },
  };
}
