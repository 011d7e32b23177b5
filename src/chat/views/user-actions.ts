import type { HexaError } from '#domain/errors.ts';
import { fullName, type User } from '#domain/user.ts';
import { refusalToResend, refusalToSetStatus } from '#domain/user-rules.ts';
import type { Context } from '../context.ts';
import type { Action, Confirm } from '../screen.ts';
import { disabledBy, refusalOfCommand } from './closed.ts';
import { endingOf } from './user-status.ts';

type Button = Extract<Action, { type: 'button' }>;
type Asked = Pick<Context, 'catalogue' | 'standing' | 'words' | 'actor' | 'setup'>;

/**
 * What can be done with a user, each as the gate and the rules of the domain answer it for this actor now; role
 * controls are absent under SSO (docs/design.md, section 5). `asks`: the status is asked about on a screen of its own,
 * where a menu cannot carry a confirm dialog. `statusRefusal`: what else is known against changing it. `openRequests`:
 * how many open ones disabling would withdraw.
 */
export function userActions(
  context: Asked,
  user: User,
  {
    asks = false,
    statusRefusal = null,
    openRequests = 0,
  }: { asks?: boolean; statusRefusal?: HexaError | null; openRequests?: number } = {},
): Button[] {
  const { standing, words } = context;
  const roles: Button = {
    type: 'button',
    label: words.screens.card.manageRoles,
    action: { name: 'users.roles', ids: [user.id] },
    ...disabledBy(context, refusalOfCommand(context, 'users roles')),
  };
  return [
    statusButton(context, user, { asks, statusRefusal, openRequests }),
    ...(standing.sso.enabled ? [] : [roles]),
    ...(user.status === 'pending' ? [resendButton(context, user)] : []),
  ];
}

function statusButton(
  context: Asked,
  user: User,
  {
    asks,
    statusRefusal,
    openRequests,
  }: { asks: boolean; statusRefusal: HexaError | null; openRequests: number },
): Button {
  const { actor, words } = context;
  const verb = user.status === 'active' ? 'disable' : 'enable';
  const refusal =
    refusalOfCommand(context, `users ${verb}`) ??
    refusalToSetStatus(actor, user, verb === 'enable' ? 'active' : 'disabled') ??
    statusRefusal;
  return {
    type: 'button',
    label: words.screens.card[verb],
    action: { name: asks ? `users.${verb}.ask` : `users.${verb}`, ids: [user.id] },
    style: verb === 'enable' ? 'primary' : 'danger',
    ...(asks ? {} : { confirm: statusConfirm(context, user, verb, openRequests) }),
    ...disabledBy(context, refusal),
  };
}

function statusConfirm(
  { setup, words }: Asked,
  user: User,
  verb: 'enable' | 'disable',
  openRequests: number,
): Confirm {
  const { userStatus, common } = words.screens;
  return {
    title: userStatus[verb].title(fullName(user)),
    text: userStatus[verb].effect(setup.mail, endingOf(setup, [user], openRequests)),
    confirm: userStatus[verb].confirm,
    cancel: common.cancel,
  };
}

function resendButton(context: Asked, user: User): Button {
  const { setup, words } = context;
  const refusal = refusalOfCommand(context, 'users resend') ?? refusalToResend(user, setup.mail);
  return {
    type: 'button',
    label: words.screens.card.resend,
    action: { name: 'users.resend', ids: [user.id] },
    ...disabledBy(context, refusal),
  };
}
