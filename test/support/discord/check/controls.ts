import { ButtonStyle, type ComponentJson, ComponentType, type OptionJson } from '../wire.ts';
import type { Findings } from './findings.ts';
import { limits } from './limits.ts';
import { checkLink } from './media.ts';

const emoji = /^\p{RGI_Emoji}$/v;

/** @see https://docs.discord.com/developers/components/reference#button */
export function checkButton(found: Findings, path: string, button: ComponentJson): void {
  found.text(`${path}.label`, button.label, limits.button.label);
  if (button.style === ButtonStyle.premium) {
    if (!button.sku_id) found.add(`${path}.sku_id`, 'BASE_TYPE_REQUIRED', 'A premium button needs a sku_id');
    return;
  }
  if (!button.label?.trim() && !button.emoji)
    found.add(path, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A button needs a label or an emoji');
  checkEmoji(found, `${path}.emoji`, button.emoji);
  if (button.style === ButtonStyle.link) {
    if (button.custom_id)
      found.add(
        `${path}.custom_id`,
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A link button has no custom_id',
      );
    if (found.required(`${path}.url`, button.url)) checkLink(found, `${path}.url`, button.url);
    return;
  }
  if (button.url)
    found.add(
      `${path}.url`,
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'Only a link button has a url',
    );
  checkCustomId(found, path, button);
}

export function checkCustomId(found: Findings, path: string, component: ComponentJson): void {
  if (found.required(`${path}.custom_id`, component.custom_id))
    found.text(`${path}.custom_id`, component.custom_id, limits.customId, 1);
}

function checkEmoji(found: Findings, path: string, value: ComponentJson['emoji']): void {
  if (!value || value.id) return;
  if (!emoji.test(value.name ?? ''))
    found.add(`${path}.name`, 'COMPONENT_INVALID_EMOJI', `Invalid emoji: ${value.name}`);
}

/** Labels, values and descriptions of select options, radio buttons and checkboxes alike. */
export function checkOptions(found: Findings, path: string, options: readonly OptionJson[]): void {
  options.forEach((option, index) => {
    const at = `${path}.${index}`;
    if (found.required(`${at}.label`, option.label))
      found.text(`${at}.label`, option.label, limits.option.label);
    if (found.required(`${at}.value`, option.value))
      found.text(`${at}.value`, option.value, limits.option.value);
    found.text(`${at}.description`, option.description, limits.option.description);
    checkEmoji(found, `${at}.emoji`, option.emoji as ComponentJson['emoji']);
  });
  found.unique(
    options.map(({ value }, index) => ({ path: `${path}.${index}.value`, value })),
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    'The specified option value is already used',
  );
}

/** @see https://docs.discord.com/developers/components/reference#string-select */
export function checkSelect(
  found: Findings,
  path: string,
  select: ComponentJson,
  in_: 'message' | 'modal',
): void {
  checkCustomId(found, path, select);
  found.text(`${path}.placeholder`, select.placeholder, limits.select.placeholder);
  if (in_ === 'modal' && select.disabled)
    found.add(`${path}.disabled`, 'COMPONENT_DISABLED_IN_MODAL', 'Modals cannot have disabled components');
  const isString = select.type === ComponentType.stringSelect;
  const options = select.options ?? [];
  if (isString) {
    found.count(`${path}.options`, options.length, 1, limits.select.options);
    checkOptions(found, `${path}.options`, options);
  }
  const chosen = isString
    ? options.filter((option) => option.default).length
    : (select.default_values?.length ?? 0);
  checkRange(found, path, select, {
    highest: isString ? options.length : limits.select.maxValues,
    defaultMax: 1,
    chosen,
    in_,
  });
}

/** `min_values` and `max_values` against each other, what is there to choose, and what is chosen already. */
export function checkRange(
  found: Findings,
  path: string,
  component: ComponentJson,
  about: { highest: number; defaultMax: number; chosen: number; in_: 'message' | 'modal' },
): void {
  const min = component.min_values ?? 1;
  const max = component.max_values ?? about.defaultMax;
  if (min > max)
    found.add(
      `${path}.min_values`,
      'SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX_VALUES',
      `min_values ${min} is more than max_values ${max}`,
    );
  if (max < 1 || max > about.highest)
    found.add(
      `${path}.max_values`,
      'SELECT_COMPONENT_MAX_VALUES_OUT_OF_RANGE',
      `max_values ${max} is not between 1 and ${about.highest}, what there is to choose`,
    );
  if (about.chosen > max || (about.chosen > 0 && about.chosen < min))
    found.add(
      path,
      'SELECT_COMPONENT_DEFAULT_VALUES_OUT_OF_RANGE',
      `${about.chosen} chosen by default, with ${min} to ${max} allowed`,
    );
  if (about.in_ === 'modal' && component.min_values === 0 && component.required !== false)
    found.add(`${path}.min_values`, 'COMPONENT_MIN_VALUES_REQUIRED', 'min_values 0 needs required: false');
}
