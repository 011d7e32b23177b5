import type { Found } from '../elements.ts';
import type { Dict } from '../types.ts';

/** Properties of an element that Slack repeats in `actions[0]`. */
const REPEATED = [
  'placeholder',
  'initial_option',
  'initial_options',
  'initial_user',
  'initial_users',
  'initial_date',
  'confirm',
];

/** The entry of `actions` for a pressed button. */
export function pressed({ element, actionId, blockId }: Found): Dict {
  return {
    action_id: actionId,
    block_id: blockId,
    ...pick(element, ['text', 'value', 'style', 'url', 'confirm']),
    type: element.type,
  };
}

/** The entry of `actions` for something chosen or typed; `entry` is the element's state. */
export function changed({ element, actionId, blockId }: Found, entry: Dict): Dict {
  return { ...entry, action_id: actionId, block_id: blockId, ...pick(element, REPEATED) };
}

function pick(element: Dict, keys: string[]): Dict {
  return Object.fromEntries(keys.filter((key) => key in element).map((key) => [key, element[key]]));
}
