import { drawChoices } from './choices.js';
import { el, newId } from './dom.js';
import { drawFinder } from './finder.js';
import { labelled, say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageField} PageField
 * @typedef {import('../protocol.ts').PageValues} PageValues
 * @typedef {(source: 'users' | 'roles', text: string) => Promise<import('../protocol.ts').PageOption[]>} Search
 *
 * @typedef {object} Control what is typed or chosen in
 * @property {HTMLElement} element
 * @property {HTMLElement} focus where the focus goes
 * @property {() => PageValues[string]} read
 * @property {(value: PageValues[string]) => void} write
 *
 * @typedef {object} DrawnField
 * @property {string} name
 * @property {string} type
 * @property {HTMLElement} element
 * @property {() => PageValues[string]} read
 * @property {(value: PageValues[string]) => void} write
 * @property {(problem: string | null) => void} tell shows what is wrong beside the field
 * @property {() => void} focus
 */

/** One field with its label, hint and place for a problem. @param {PageField} field @param {Search} search @returns {DrawnField} */
export function drawField(field, search) {
  const id = newId('field');
  const hint = field.hint === null ? null : el('p', { class: 'hint', id: `${id}-hint` }, field.hint);
  const problem = el('p', { class: 'problem', id: `${id}-problem`, hidden: true });
  const describedBy = [hint === null ? '' : `${id}-hint`, `${id}-problem`].join(' ').trim();
  const control = controlOf(field, { id, describedBy, search });
  const isGroup = field.type === 'choices' || field.type === 'check';
  const label = el(
    isGroup ? 'span' : 'label',
    { class: 'label', id: `${id}-label`, for: isGroup ? null : id },
    field.label,
    field.required ? null : el('span', { class: 'optional' }, ` ${say('optional')}`),
  );
  return {
    name: field.name,
    type: field.type,
    element: el(
      'div',
      { class: `field ${field.type}` },
      field.type === 'check' ? null : label,
      hint,
      control.element,
      problem,
    ),
    read: control.read,
    write: control.write,
    tell(text) {
      problem.hidden = text === null;
      problem.textContent = text ?? '';
      if (text === null) control.focus.removeAttribute('aria-invalid');
      else control.focus.setAttribute('aria-invalid', 'true');
    },
    focus: () => control.focus.focus(),
  };
}

/** @typedef {{ id: string, describedBy: string, search: Search }} Named */

/** @param {PageField} field @param {Named} named @returns {Control} */
function controlOf(field, named) {
  switch (field.type) {
    case 'text':
    case 'email':
      return textControl(
        el('input', { ...attributes(field, named), type: 'text', ...TYPED[field.type] }),
        field.initial,
      );
    case 'long_text':
      return textControl(el('textarea', { ...attributes(field, named), rows: '4' }), field.initial);
    case 'password':
      return passwordControl(field, named);
    case 'choice':
      return field.options.length === 0 && field.source !== null
        ? drawFinder(field.source, attributes(field, named), named.search)
        : selectControl(field, named);
    case 'choices':
      return drawChoices(field, named);
    case 'person':
      return drawFinder('users', attributes(field, named), named.search);
    case 'check':
      return checkControl(field, named);
  }
}

const TYPED = {
  text: {},
  // Not type=email: the browser's own check would stand before ours, in other words.
  email: { inputmode: 'email', autocapitalize: 'none', spellcheck: 'false' },
};

/** @param {PageField} field @param {Named} named */
function attributes(field, { id, describedBy }) {
  return {
    id,
    name: field.name,
    'aria-describedby': describedBy,
    'aria-required': field.required ? 'true' : null,
    autocomplete: 'off',
  };
}

/** @param {HTMLInputElement | HTMLTextAreaElement} input @param {string} initial @returns {Control} */
function textControl(input, initial) {
  input.value = initial;
  return {
    element: input,
    focus: input,
    read: () => input.value,
    write: (value) => {
      input.value = String(value);
    },
  };
}

/** @param {PageField} field @param {Named} named @returns {Control} */
function passwordControl(field, named) {
  const input = el('input', { ...attributes(field, named), type: 'password', autocomplete: 'new-password' });
  const toggle = el(
    'button',
    {
      type: 'button',
      class: 'reveal',
      'aria-controls': named.id,
      'aria-label': labelled(say('showPassword'), field.label),
      'aria-pressed': 'false',
      on: {
        click: () => {
          const isShown = input.type === 'text';
          input.type = isShown ? 'password' : 'text';
          toggle.setAttribute('aria-pressed', String(!isShown));
          toggle.textContent = say(isShown ? 'showPassword' : 'hidePassword');
        },
      },
    },
    say('showPassword'),
  );
  return { ...textControl(input, ''), element: el('div', { class: 'secret' }, input, toggle) };
}

/** @param {Extract<PageField, { type: 'choice' }>} field @param {Named} named @returns {Control} */
function selectControl(field, named) {
  const select = el(
    'select',
    attributes(field, named),
    field.initial === null || !field.required ? el('option', { value: '' }, say('choose')) : null,
    field.options.map(({ value, label, description }) =>
      el('option', { value }, description ? `${label} (${description})` : label),
    ),
  );
  select.value = field.initial ?? '';
  return {
    element: select,
    focus: select,
    read: () => select.value,
    write: (value) => {
      select.value = String(value);
    },
  };
}

/** @param {Extract<PageField, { type: 'check' }>} field @param {Named} named @returns {Control} */
function checkControl(field, named) {
  const box = el('input', { ...attributes(field, named), type: 'checkbox' });
  box.checked = field.initial;
  return {
    element: el('label', { class: 'box' }, box, el('span', {}, field.label)),
    focus: box,
    read: () => box.checked,
    write: (value) => {
      box.checked = value === true;
    },
  };
}
