import type { Problem } from '../api-error.ts';
import { type ComponentJson, ComponentType, isSelect, type ModalJson } from '../wire.ts';
import { checkCustomId, checkOptions, checkRange, checkSelect } from './controls.ts';
import { Findings, lengthOf } from './findings.ts';
import { limits } from './limits.ts';
import { checkIds, walk } from './message-components.ts';

/**
 * What Discord would refuse in a modal, and what is deprecated in one.
 * @see https://docs.discord.com/developers/components/using-modal-components
 */
export function checkModal(modal: ModalJson, path = 'data'): Problem[] {
  const found = new Findings();
  if (found.required(`${path}.title`, modal.title))
    found.text(`${path}.title`, modal.title, limits.modal.title);
  if (found.required(`${path}.custom_id`, modal.custom_id))
    found.text(`${path}.custom_id`, modal.custom_id, limits.customId);
  const components = modal.components ?? [];
  const { minComponents, maxComponents } = limits.modal;
  found.count(`${path}.components`, components.length, minComponents, maxComponents);
  for (const [index, component] of components.entries())
    checkTopLevel(found, `${path}.components.${index}`, component);
  checkIds(found, [...walk(components, `${path}.components`)]);
  return found.problems;
}

function checkTopLevel(found: Findings, path: string, component: ComponentJson): void {
  if (component.type === ComponentType.textDisplay) found.required(`${path}.content`, component.content);
  else if (component.type === ComponentType.label) checkLabel(found, path, component);
  else
    found.add(
      `${path}.type`,
      'UNION_TYPE_CHOICES',
      'A modal holds Labels and Text Displays (Action Rows in modals are deprecated)',
    );
}

function checkLabel(found: Findings, path: string, label: ComponentJson): void {
  if (found.required(`${path}.label`, label.label))
    found.text(`${path}.label`, label.label, limits.label.label);
  found.text(`${path}.description`, label.description, limits.label.description, 1);
  if (label.component) checkInput(found, `${path}.component`, label.component);
  else found.add(`${path}.component`, 'BASE_TYPE_REQUIRED', 'A Label wraps one component');
}

function checkInput(found: Findings, path: string, input: ComponentJson): void {
  if (isSelect(input.type)) {
    checkSelect(found, path, input, 'modal');
    return;
  }
  checkCustomId(found, path, input);
  switch (input.type) {
    case ComponentType.textInput:
      checkTextInput(found, path, input);
      break;
    case ComponentType.radioGroup:
    case ComponentType.checkboxGroup:
      checkGroup(found, path, input);
      break;
    case ComponentType.fileUpload:
      checkRange(found, path, input, {
        highest: limits.fileUpload,
        defaultMax: 1,
        chosen: 0,
        in_: 'modal',
      });
      break;
    case ComponentType.checkbox:
      break;
    default:
      found.add(`${path}.type`, 'UNION_TYPE_CHOICES', `Component type ${input.type} cannot stand in a Label`);
  }
}

function checkGroup(found: Findings, path: string, group: ComponentJson): void {
  const options = group.options ?? [];
  const isRadio = group.type === ComponentType.radioGroup;
  const { min, max } = isRadio ? limits.radioGroup : limits.checkboxGroup;
  found.count(`${path}.options`, options.length, min, max);
  checkOptions(found, `${path}.options`, options);
  const chosen = options.filter((option) => option.default).length;
  if (!isRadio)
    checkRange(found, path, group, {
      highest: options.length,
      defaultMax: options.length,
      chosen,
      in_: 'modal',
    });
  else if (chosen > 1)
    found.add(`${path}.options`, 'RADIO_GROUP_DEFAULT', 'At most one radio button is chosen by default');
}

/** @see https://docs.discord.com/developers/components/reference#text-input */
function checkTextInput(found: Findings, path: string, input: ComponentJson): void {
  if (input.label)
    found.add(
      `${path}.label`,
      'TEXT_INPUT_LABEL_DEPRECATED',
      'The words stand on the Label around the input',
    );
  if (input.style !== 1 && input.style !== 2)
    found.add(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  found.text(`${path}.placeholder`, input.placeholder, limits.textInput.placeholder);
  const max = input.max_length ?? limits.textInput.length;
  const min = input.min_length ?? 0;
  if (max < 1 || max > limits.textInput.length || min > max || min < 0)
    found.add(
      path,
      'TEXT_INPUT_LENGTH_RANGE',
      `From ${min} to ${max} is no range within 0 to ${limits.textInput.length}`,
    );
  const length = lengthOf(input.value ?? '');
  if (length > max || (length > 0 && length < min))
    found.add(
      `${path}.value`,
      'BASE_TYPE_BAD_LENGTH',
      `Must be between ${min} and ${max} in length. (It has ${length}.)`,
    );
}
