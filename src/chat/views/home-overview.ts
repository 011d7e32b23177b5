import { fullName } from '#domain/user.ts';
import type { Context } from '../context.ts';
import { needsOf } from '../declared.ts';
import { judge, refusalOf } from '../gate.ts';
import type { Fact, Part, Screen } from '../screen.ts';
import { openInHexabot } from './open-in-hexabot.ts';
import { quotaText } from './quota.ts';
import { refusalText } from './refusal.ts';

/** Who I am, plan, quota, and what I may do, command by command, judged by the gate itself. */
export function homeOverview(context: Context): Screen {
  const { actor, catalogue, standing, words } = context;
  const { home, common } = words.screens;
  const judged = catalogue.commands.map((command) => ({
    path: command.path,
    refusal: refusalOf(judge(standing, needsOf(command))),
  }));
  const open = judged.flatMap(({ path, refusal }): Fact[] =>
    refusal === null ? [{ label: `/hexa ${path}`, value: words.commands[path]?.summary ?? '' }] : [],
  );
  const closed = judged.flatMap(({ path, refusal }): Fact[] =>
    refusal === null ? [] : [{ label: `/hexa ${path}`, value: refusalText(words, refusal).text }],
  );
  const { plan, status } = standing.licence;
  const facts: Fact[] = [
    { label: home.you, value: `${fullName(actor)}, ${actor.email} (${common.status[actor.status]})` },
    { label: home.plan, value: `${common.plan(plan)} (${common.licence(status)})` },
    { label: home.quota, value: quotaText(words, standing.quota) },
  ];
  return {
    title: home.title,
    tone: 'neutral',
    parts: [
      { type: 'facts', facts },
      ...(standing.sso.enabled ? [{ type: 'text', text: home.sso, style: 'note' } as const] : []),
      { type: 'facts', facts: open },
      ...(closed.length === 0
        ? []
        : ([
            { type: 'text', text: home.youMayNot },
            { type: 'facts', facts: closed },
          ] satisfies Part[])),
    ],
    actions: openInHexabot(context),
  };
}
