import type { Context } from '../context.ts';
import { needsOf } from '../declared.ts';
import { refusalFor } from '../gate.ts';
import type { Action } from '../screen.ts';
import { THIS_DRAFT } from '../with-draft.ts';
import { disabledBy } from './closed.ts';

const MANAGE = 'roles.manage';

/**
 * The button beside a selector of roles in a form: it saves what was typed, pushes the Roles screen, and comes back
 * with what was made there. Absent under SSO, as all role controls are (docs/design.md, section 5).
 */
export function manageRoles(context: Pick<Context, 'catalogue' | 'standing' | 'words'>): Action[] {
  const { catalogue, standing, words } = context;
  const found = catalogue.action(MANAGE);
  if (found === null || standing.sso.enabled) return [];
  const needs = found.handler.needs ?? (found.command === null ? {} : needsOf(found.command));
  return [
    {
      type: 'button',
      label: words.screens.manage.label,
      action: { name: MANAGE, ids: [THIS_DRAFT] },
      ...disabledBy(context, refusalFor(standing, needs)),
    },
  ];
}
