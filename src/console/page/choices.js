import { h } from 'preact';
import { useState } from 'preact/hooks';
import { labelled, say } from './texts.js';

/** With more options than this one can type to find one. */
const FEW = 8;

/**
 * Several of a list, as boxes; long lists can be searched.
 *
 * @param {object} props
 * @param {Extract<import('../protocol.ts').PageField, { type: 'choices' }>} props.field
 * @param {Record<string, unknown> & { id: string }} props.named
 * @param {readonly string[]} props.chosen
 * @param {(chosen: string[]) => void} props.onChosen in the order of the list
 */
export function Choices({ field: { label, options }, named, chosen, onChosen }) {
  const [wanted, setWanted] = useState('');
  const { id, name, 'aria-required': _, ...described } = named;
  const isLong = options.length > FEW;
  const shown = options.filter((option) => isFound(option, wanted));
  const toggle = (/** @type {string} */ value, /** @type {boolean} */ isOn) =>
    onChosen(
      options.map((option) => option.value).filter((each) => (each === value ? isOn : chosen.includes(each))),
    );
  const scrolls = isLong ? { tabIndex: 0, role: 'group', 'aria-label': label } : {};
  return h(
    'div',
    { id, class: 'choosing', role: 'group', tabIndex: -1, 'aria-labelledby': `${id}-label`, ...described },
    isLong &&
      h(
        'div',
        { class: 'filter' },
        h(SearchInput, { label: labelled(label, say('search')), value: wanted, onValue: setWanted }),
        h('span', { class: 'count', role: 'status' }, `${chosen.length} ${say('selected')}`),
      ),
    h(
      'div',
      { class: isLong ? 'boxes long' : 'boxes', ...scrolls },
      shown.map(({ value, label: said, description }) =>
        h(
          'label',
          { key: value, class: 'box' },
          h('input', {
            type: 'checkbox',
            name: String(name),
            value,
            checked: chosen.includes(value),
            onChange: (event) => toggle(value, event.currentTarget.checked),
          }),
          h('span', {}, said, description && h('small', {}, ` ${description}`)),
        ),
      ),
      shown.length === 0 && h('p', { class: 'note' }, say('nothingFound')),
    ),
  );
}

/** @param {import('../protocol.ts').PageOption} option @param {string} wanted */
export function isFound({ label, description = '' }, wanted) {
  return `${label} ${description}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

/** Finds in a list while one types. @param {{ label: string, value: string, onValue: (value: string) => void }} props */
export function SearchInput({ label, value, onValue }) {
  return h('input', {
    type: 'search',
    placeholder: say('search'),
    'aria-label': label,
    autocomplete: 'off',
    value,
    onInput: (event) => onValue(event.currentTarget.value),
    // Enter would send the form.
    onKeyDown: (event) => {
      if (event.key === 'Enter') event.preventDefault();
    },
  });
}
