import { ACTIONS, permissionName } from '#domain/permission.ts';
import type { RoleDetail } from '#domain/role.ts';
import { refusalToRemoveRole, refusalToRenameRole } from '#domain/role-rules.ts';
import type { UserPage } from '#domain/user.ts';
import { fullName } from '#domain/user.ts';
import type { Context } from '../context.ts';
import { quoted } from '../reading/quotes.ts';
import type { Action, Inline, Part, Screen } from '../screen.ts';
import { disabledBy, refusalOfCommand } from './closed.ts';

type Asked = Pick<Context, 'actor' | 'catalogue' | 'invocation' | 'standing' | 'words'>;

/** Where a form may hold no more fields than this, permissions are changed one action at a time. */
const SMALL_FORM = 5;

/** The four actions by all models do not fit one form here: Discord's modals hold 5 fields of 25 options. */
export function hasSmallForms({ invocation }: Pick<Context, 'invocation'>): boolean {
  return invocation.maxFields <= SMALL_FORM;
}

/** What a role may do, who has it (null: not to be shown to this actor), and what can be done with it. */
export function roleCard(
  context: Asked,
  role: RoleDetail,
  models: readonly string[],
  users: UserPage | null,
): Screen {
  const { roles: texts } = context.words.screens;
  return {
    title: texts.cardTitle(role.name),
    tone: 'neutral',
    parts: [
      {
        type: 'facts',
        facts: [
          { label: texts.users, value: texts.people(role.users) },
          { label: texts.holds, value: texts.permissionCount(role.permissions.size) },
        ],
      },
      permissionMatrix(context, role, models),
      ...whoHas(context, role, users),
    ],
    actions: roleActions(context, role),
  };
}

/** Models by create, read, update, delete. */
export function permissionMatrix(
  { words }: Pick<Context, 'words'>,
  { permissions }: Pick<RoleDetail, 'permissions'>,
  models: readonly string[],
): Part {
  const { roles: texts } = words.screens;
  if (permissions.size === 0) return { type: 'text', text: texts.holdsNothing };
  return {
    type: 'matrix',
    columns: ACTIONS.map((action) => texts.actions[action]),
    rows: models.map((model) => ({
      label: model,
      cells: ACTIONS.map((action) => permissions.has(permissionName(model, action))),
    })),
  };
}

function whoHas({ words }: Asked, role: RoleDetail, users: UserPage | null): Part[] {
  const { roles: texts, common } = words.screens;
  if (role.users === 0) return [{ type: 'text', text: texts.nobody, style: 'note' }];
  if (users === null) return [{ type: 'text', text: texts.usersHidden, style: 'note' }];
  const facts = users.users.map((user) => ({ label: fullName(user), value: common.status[user.status] }));
  const left = users.total - users.users.length;
  const more: Inline[] = [
    texts.more(left),
    { type: 'code', text: `/hexa users list role:${quoted(role.name)}` },
  ];
  return [
    { type: 'text', text: [{ type: 'strong', text: texts.whoHas(role.name) }] },
    { type: 'facts', facts },
    ...(left > 0 ? [{ type: 'text', text: more, style: 'note' } as const] : []),
  ];
}

function roleActions(context: Asked, role: RoleDetail): Action[] {
  const { roles: texts, common } = context.words.screens;
  const rename = refusalOfCommand(context, 'roles rename') ?? refusalToRenameRole(role);
  const remove = refusalOfCommand(context, 'roles delete') ?? refusalToRemoveRole(context.actor, role);
  return [
    ...permissionButtons(context, role),
    {
      type: 'button',
      label: texts.rename,
      action: { name: 'roles.rename', ids: [role.id] },
      ...disabledBy(context, rename),
    },
    {
      type: 'button',
      label: texts.remove,
      action: { name: 'roles.delete', ids: [role.id] },
      style: 'danger',
      confirm: {
        title: texts.removeShort,
        text: texts.removeText(role.name, role.permissions.size, role.requests),
        confirm: texts.removeConfirm,
        cancel: common.cancel,
      },
      ...disabledBy(context, remove),
    },
  ];
}

/** One button to the form, or one for each action. `below`: the draft of the form that all this is done for. */
export function permissionButtons(
  context: Pick<Context, 'catalogue' | 'invocation' | 'standing' | 'words'>,
  role: Pick<RoleDetail, 'id'>,
  below?: string,
): Action[] {
  const { roles: texts } = context.words.screens;
  const ids = below === undefined ? [role.id] : [role.id, below];
  const closed = disabledBy(context, refusalOfCommand(context, 'roles permissions'));
  if (!hasSmallForms(context) || closed.disabled !== undefined) {
    return [{ type: 'button', label: texts.permissions, action: { name: 'roles.edit', ids }, ...closed }];
  }
  return ACTIONS.map((action) => ({
    type: 'button',
    label: texts.permissionsOf[action],
    action: { name: `roles.edit.${action}`, ids },
  }));
}
