import { encodeAction } from '#chat/action-ref.ts';
import { commands } from '../../commands/index.ts';
import type { Random } from './random.ts';

/** Ids of other people's things, and who sends: those of Slack who are linked and may do nothing. */
export interface Known {
  ids: readonly string[];
  emails: readonly string[];
  nobodies: readonly string[];
  origin: string;
  team: string;
}

export const ACTIONS = commands.flatMap(({ actions = {} }) => Object.keys(actions));
export const FORMS = commands.flatMap(({ forms = {} }) => Object.keys(forms));
export const PATHS = commands.map(({ path }) => path);

/** The reference of this action or form with up to two of these ids, which are somebody else's. */
export function actionId(random: Random, name: string, ids: readonly string[]): string {
  const others = [random.pick(ids), random.pick(ids)].slice(0, random.below(3));
  try {
    return encodeAction({ name, ids: others });
  } catch {
    return `1/${name}`;
  }
}
