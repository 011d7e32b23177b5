import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes 10 s and more, the longest first, so that no core waits in the end for one of them. */
const LONG = [
  'console/page',
  'bench/bench',
  'database/embedded',
  'e2e/start',
  'e2e/cli',
  'operate/backup',
  'console/sign-in',
  'attached/plans',
  'every-view',
  'passkeys/slack',
  'e2e/add-user',
  'mail/confirmation-mail',
  'requests/deciding',
  'requests/killed',
  'attached/elsewhere',
  'attached/rights',
  'requests/asking',
  'links/mails',
  'plan/licence',
  'attached/operator',
  'requests/cards',
  'slack/who',
  'attached/recognise',
  'requests/eligibility',
  'console/loaded',
  'discord/connection',
  'passkeys/console',
  'requests/crowd',
  'users/comparison',
  'attached/hexabot-audit',
  'database/session-lock',
  'attached/sso',
];

/** Several services at once, which have to keep the platforms' limits of time: for the end, where they have both cores. */
const LAST = 'faults/short';

/** Begins with the long files. All others come by size, as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files);
    return bySize.sort((one, other) => rank(one) - rank(other));
  }
}

function rank({ project, moduleId }: TestSpecification): number {
  const name = relative(`${project.config.root}/test`, moduleId).replace('.test.ts', '');
  if (name === LAST) return Number.POSITIVE_INFINITY;
  return LONG.includes(name) ? LONG.indexOf(name) : LONG.length;
}
