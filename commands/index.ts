import type { Command } from '#chat/command.ts';
import audit from './audit.ts';
import help from './help.ts';
import home from './home.ts';
import link from './link.ts';
import links from './links.ts';
import passkeys from './passkeys.ts';
import plan from './plan.ts';
import requestsList from './requests/list.ts';
import requestsNew from './requests/new.ts';
import rolesCreate from './roles/create.ts';
import rolesDelete from './roles/delete.ts';
import rolesList from './roles/list.ts';
import rolesPermissions from './roles/permissions.ts';
import rolesRename from './roles/rename.ts';
import rolesShow from './roles/show.ts';
import unlink from './unlink.ts';
import usersAdd from './users/add.ts';
import usersDisable from './users/disable.ts';
import usersEnable from './users/enable.ts';
import usersList from './users/list.ts';
import usersResend from './users/resend.ts';
import usersRoles from './users/roles.ts';
import usersShow from './users/show.ts';
import whoami from './whoami.ts';
import why from './why.ts';

/** The only list of commands; help shows them in this order. */
export const commands: readonly Command[] = [
  home,
  usersList,
  usersShow,
  usersAdd,
  usersRoles,
  usersEnable,
  usersDisable,
  usersResend,
  rolesList,
  rolesShow,
  rolesCreate,
  rolesRename,
  rolesPermissions,
  rolesDelete,
  requestsNew,
  requestsList,
  link,
  unlink,
  links,
  passkeys,
  audit,
  plan,
  why,
  whoami,
  help,
];
