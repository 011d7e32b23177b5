import { includesUserManagement, quotaReached, upgradeFrom } from '#domain/plan.ts';
import { quotaOf } from '#domain/standing.ts';
import type { Context } from '../context.ts';
import { needsOf } from '../declared.ts';
import { judge } from '../gate.ts';
import type { Fact, Part, Screen } from '../screen.ts';
import { licenceActions, licenceNote } from './licence.ts';
import { quotaText } from './quota.ts';

type Asked = Pick<Context, 'catalogue' | 'setup' | 'standing' | 'words'>;

/** Plan, status and quota; what is locked and why, and how to unlock it. */
export function planScreen(context: Asked): Screen {
  const { setup, standing, words } = context;
  const { plan: texts, common } = words.screens;
  const { licence } = standing;
  const isOpen = includesUserManagement(licence);
  const isFull = quotaReached(quotaOf(standing));
  const note = isOpen && !isFull ? null : licenceNote(words, setup);
  return {
    title: texts.title,
    tone: isOpen && !isFull ? 'neutral' : 'warning',
    parts: [
      {
        type: 'facts',
        facts: [
          { label: texts.plan, value: common.plan(licence.plan) },
          { label: texts.status, value: common.licence(licence.status) },
          ...quotaFact(context),
        ],
      },
      ...(isOpen ? openParts(context, isFull) : lockedParts(context)),
      ...(note === null ? [] : [{ type: 'text', text: note, style: 'note' } as const]),
    ],
    actions: isOpen && !isFull && setup.standalone ? [] : licenceActions(words, setup),
  };
}

/** `Users: used/limit`, split where the words split it. */
function quotaFact({ standing, words }: Asked): Fact[] {
  const [label = '', value = ''] = quotaText(words, quotaOf(standing)).split(/\s*:\s*/);
  return [{ label, value }];
}

function openParts({ standing, words }: Asked, isFull: boolean): Part[] {
  const { plan: texts } = words.screens;
  const { licence } = standing;
  const quota = quotaOf(standing);
  const grace: Part[] =
    licence.graceUntil === undefined
      ? []
      : [{ type: 'text', text: [texts.grace, { type: 'instant', at: licence.graceUntil, style: 'time' }] }];
  if (!isFull || quota.limit === null) return [{ type: 'text', text: texts.included }, ...grace];
  const upgradeTo = upgradeFrom(licence.plan);
  const { text } = words.errors.quota_reached({ used: quota.used, limit: quota.limit, upgradeTo });
  return [{ type: 'text', text }, ...grace];
}

/** Why, what to do, and which commands that locks. */
function lockedParts({ catalogue, standing, words }: Asked): Part[] {
  const { plan: texts } = words.screens;
  const { status } = standing.licence;
  const locked = catalogue.commands.filter((each) =>
    judge(standing, needsOf(each)).some(({ question, refusal }) => question === 'plan' && refusal !== null),
  );
  const meaning = status === 'active' ? texts.tooSmall : (texts.meaning[status] ?? '');
  return [
    { type: 'text', text: words.errors.plan_locked(standing.licence).text },
    { type: 'text', text: meaning },
    {
      type: 'facts',
      facts: [{ label: texts.locked, value: locked.map(({ path }) => `/hexa ${path}`).join(', ') }],
    },
  ];
}
