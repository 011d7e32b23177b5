import { LIMITS } from '../limits.ts';
import { optionGroups, options } from './objects.ts';
import { all, exactlyOne, object, type Place } from './rules.ts';

/** What Slack would find wrong with the answer to a `block_suggestion`; no options at all are fine. */
export function validateOptions(body: unknown): string[] {
  const place: Place = { at: '', surface: 'modal', problems: [] };
  const rule = object(
    {},
    { options: options('select', LIMITS.selectOptions, 0), option_groups: optionGroups },
  );
  all(rule, exactlyOne('options', 'option_groups'))(body, place);
  return place.problems;
}
