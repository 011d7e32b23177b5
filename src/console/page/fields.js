import { h } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Choices } from './choices.js';
import { Finder } from './finder.js';
import { Grid } from './grid.js';
import { labelled, say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageField} PageField
 * @typedef {import('../protocol.ts').PageValues} PageValues
 *
 * @typedef {object} FieldProps
 * @property {PageField} field
 * @property {PageValues} values
 * @property {(name: string, value: PageValues[string]) => void} onValue
 * @property {Record<string, string>} problems by name
 * @property {import('./page.js').Search} search
 */

/** One field with its label, hint and problem. @param {FieldProps} props */
export function Field(props) {
  const { field, problems } = props;
  const id = useId();
  if (field.type === 'grid') return h(Grid, { ...props, field, id });
  const problem = problems[field.name];
  const described = [field.hint !== null && `${id}-hint`, problem !== undefined && `${id}-problem`];
  const named = {
    id,
    name: field.name,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    'aria-required': field.required || undefined,
    'aria-invalid': problem !== undefined || undefined,
  };
  const isGroup = field.type === 'choices';
  return h(
    'div',
    { class: `field ${field.type}` },
    field.type !== 'check' &&
      h(
        isGroup ? 'span' : 'label',
        { class: 'label', id: `${id}-label`, ...(isGroup ? {} : { for: id }) },
        field.label,
        !field.required && h('span', { class: 'optional' }, ` ${say('optional')}`),
      ),
    field.hint !== null && h('p', { class: 'hint', id: `${id}-hint` }, field.hint),
    h(Control, { ...props, field, named }),
    problem !== undefined && h('p', { class: 'problem', id: `${id}-problem` }, problem),
  );
}

/** @param {FieldProps & { field: Exclude<PageField, { type: 'grid' }>, named: Record<string, unknown> & { id: string } }} props */
function Control({ field, named, values, onValue, search }) {
  const value = values[field.name];
  const text = typeof value === 'string' ? value : '';
  const typed = (/** @type {Event & { currentTarget: { value: string } }} */ event) =>
    onValue(field.name, event.currentTarget.value);
  const written = (/** @type {string} */ said) => onValue(field.name, said);
  switch (field.type) {
    case 'text':
      return h('input', { ...named, type: 'text', autocomplete: 'off', value: text, onInput: typed });
    case 'email':
      // Not type=email: the browser's own check would stand before ours, in other words.
      return h('input', {
        ...named,
        type: 'text',
        inputMode: 'email',
        autocomplete: 'off',
        autocapitalize: 'none',
        spellcheck: false,
        value: text,
        onInput: typed,
      });
    case 'long_text':
      return h('textarea', { ...named, rows: 4, value: text, onInput: typed });
    case 'password':
      return h(Password, { label: field.label, named, value: text, onInput: typed });
    case 'choice':
      return field.options.length === 0 && field.source !== null
        ? h(Finder, {
            source: field.source,
            label: field.label,
            search,
            value: text,
            onValue: written,
            input: named,
          })
        : h(Select, { field, named, value: text, onInput: typed });
    case 'choices':
      return h(Choices, {
        field,
        named,
        chosen: Array.isArray(value) ? value : [],
        onChosen: (chosen) => onValue(field.name, chosen),
      });
    case 'person':
      return h(Finder, {
        source: 'users',
        label: field.label,
        search,
        value: text,
        onValue: written,
        input: named,
      });
    case 'check':
      return h(
        'label',
        { class: 'box' },
        h('input', {
          ...named,
          type: 'checkbox',
          checked: value === true,
          onChange: (event) => onValue(field.name, event.currentTarget.checked),
        }),
        h('span', {}, field.label),
      );
  }
}

/**
 * @typedef {(event: Event & { currentTarget: { value: string } }) => void} OnInput
 * @param {{ label: string, named: Record<string, unknown> & { id: string }, value: string, onInput: OnInput }} props
 */
function Password({ label, named, value, onInput }) {
  const [isShown, setShown] = useState(false);
  return h(
    'div',
    { class: 'secret' },
    h('input', {
      ...named,
      type: isShown ? 'text' : 'password',
      autocomplete: 'new-password',
      autocapitalize: 'none',
      spellcheck: false,
      value,
      onInput,
    }),
    h(
      'button',
      {
        type: 'button',
        class: 'reveal',
        'aria-controls': named.id,
        'aria-label': labelled(say('showPassword'), label),
        'aria-pressed': isShown,
        onClick: () => setShown(!isShown),
      },
      say(isShown ? 'hidePassword' : 'showPassword'),
    ),
  );
}

/** @param {{ field: Extract<PageField, { type: 'choice' }>, named: Record<string, unknown>, value: string, onInput: OnInput }} props */
function Select({ field: { initial, required, options }, named, value, onInput }) {
  return h(
    'select',
    { ...named, value, onChange: onInput },
    (initial === null || !required) && h('option', { value: '' }, say('choose')),
    options.map(({ value: each, label, description }) =>
      h(
        'option',
        { key: each, value: each, selected: each === value },
        description ? `${label} (${description})` : label,
      ),
    ),
  );
}
