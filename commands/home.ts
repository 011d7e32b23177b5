import { z } from 'zod';
import { command } from '#chat/command.ts';
import { judge, refusalOf } from '#chat/gate.ts';
import { show } from '#chat/reply.ts';
import { openInHexabot } from '#chat/views/links.ts';
import { quotaText } from '#chat/views/quota.ts';
import { refusalText } from '#chat/views/refusal.ts';
import { fullName } from '#domain/user.ts';

/** An overview: who I am, plan, quota, and what I may do, command by command, judged by the gate itself. */
export default command({
  path: 'home',
  options: z.object({}),
  needs: { until: 'link' },
  changes: false,
  opens: 'screen',
  async run(context) {
    const { actor, catalogue, standing, words } = context;
    const { home, common } = words.screens;
    const judged = catalogue.commands.map(({ path, needs }) => ({
      path,
      refusal: refusalOf(judge(standing, needs)),
    }));
    const open = judged.filter(({ refusal }) => refusal === null);
    const closed = judged.filter(({ refusal }) => refusal !== null);
    return [
      show({
        title: home.title,
        tone: 'neutral',
        parts: [
          {
            type: 'facts',
            facts: [
              {
                label: home.you,
                value: `${fullName(actor)}, ${actor.email} (${common.status[actor.status]})`,
              },
              {
                label: home.plan,
                value: `${common.plan(standing.licence.plan)} (${standing.licence.status})`,
              },
              { label: home.quota, value: quotaText(words, standing.quota) },
            ],
          },
          ...(standing.sso.enabled ? [{ type: 'text', text: home.sso, style: 'note' } as const] : []),
          {
            type: 'facts',
            facts: open.map(({ path }) => ({
              label: `/hexa ${path}`,
              value: words.commands[path]?.summary ?? '',
            })),
          },
          ...(closed.length === 0
            ? []
            : [
                { type: 'text', text: home.youMayNot } as const,
                {
                  type: 'facts',
                  facts: closed.map(({ path, refusal }) => ({
                    label: `/hexa ${path}`,
                    value: refusalText(words, refusal!).text,
                  })),
                } as const,
              ]),
        ],
        actions: openInHexabot(context),
      }),
    ];
  },
});
