import { quotaOf } from '#domain/standing.ts';
import { fullName } from '#domain/user.ts';
import type { Context } from '../context.ts';
import { runCommand } from '../run-command.ts';
import type { Action, Screen } from '../screen.ts';
import { refusalOfCommand } from './closed.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { quotaText } from './quota.ts';
import { refusalText } from './refusal.ts';
import { type Waiting, waitingParts } from './waiting.ts';

/** Who I am in one line, what waits for me, and where to go from here; what is closed is left to `help` and `why`. */
export function homeOverview(context: Context, waiting: Waiting): Screen {
  const { actor, standing, words } = context;
  const { home, common } = words.screens;
  const you = [
    home.you(fullName(actor), actor.email),
    home.plan(common.plan(standing.licence.plan)),
    quotaText(words, quotaOf(standing)),
  ];
  const closed = refusalOfCommand(context, 'users list');
  return {
    title: home.greeting(actor.firstName),
    tone: 'neutral',
    parts: [
      { type: 'text', text: you.join(' · '), style: 'note' },
      ...(standing.sso.enabled ? [{ type: 'text', text: home.sso, style: 'note' } as const] : []),
      ...(closed === null ? [] : [{ type: 'text', text: refusalText(words, closed).text } as const]),
      ...waitingParts(context, waiting),
    ],
    actions: [
      ...opener(context, 'users list', home.users, 'primary'),
      ...opener(context, 'users add', home.add),
      ...opener(context, 'requests list', home.requests),
      ...opener(context, 'help', home.help),
      ...openInHexabot(context),
    ],
  };
}

/** A button for what is open to this person; none for what is not. */
function opener(context: Context, path: string, label: string, style?: 'primary'): Action[] {
  if (refusalOfCommand(context, path) !== null) return [];
  return [{ type: 'button', label, action: runCommand(path), ...(style === undefined ? {} : { style }) }];
}
