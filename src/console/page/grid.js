import { h } from 'preact';
import { useState } from 'preact/hooks';
import { isFound, SearchInput } from './choices.js';
import { say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageOption} PageOption
 * @typedef {Extract<import('../protocol.ts').PageField, { type: 'grid' }>} GridField
 */

/**
 * Choices of one list as a table: what is chosen from down, a column for each field across. A row or a column is
 * ticked at once, as far as it is shown.
 *
 * @param {import('./fields.js').FieldProps & { field: GridField, id: string }} props
 */
export function Grid({ field: { label, columns, rows }, values, onValue, problems, id }) {
  const [wanted, setWanted] = useState('');
  const shown = rows.filter((row) => isFound(row, wanted));
  /** @param {string} name @returns {string[]} */
  const chosenIn = (name) => {
    const value = values[name];
    return Array.isArray(value) ? value : [];
  };
  /** @param {string} name @param {readonly PageOption[]} some @param {boolean} isOn */
  const set = (name, some, isOn) => {
    const changed = new Set(some.map(({ value }) => value));
    const chosen = chosenIn(name);
    const isChosen = (/** @type {string} */ value) => (changed.has(value) ? isOn : chosen.includes(value));
    onValue(name, rows.map(({ value }) => value).filter(isChosen));
  };
  const count = columns.reduce((sum, { name }) => sum + chosenIn(name).length, 0);
  const told = columns.flatMap(({ name, label: column }) =>
    problems[name] ? [[name, column, problems[name]]] : [],
  );
  return h(
    'div',
    {
      class: 'field grid',
      role: 'group',
      'aria-label': label,
      'aria-describedby': told.length > 0 ? `${id}-problem` : undefined,
    },
    h(
      'div',
      { class: 'filter' },
      h(SearchInput, { label: say('search'), value: wanted, onValue: setWanted }),
      h('span', { class: 'count', role: 'status' }, `${count} ${say('selected')}`),
    ),
    told.length > 0 &&
      h(
        'ul',
        { class: 'problem', id: `${id}-problem` },
        told.map(([name, label, text]) => h('li', { key: name }, h('strong', {}, label), ' ', text)),
      ),
    h(
      'div',
      { class: 'scrolled grid-rows' },
      h(
        'table',
        { class: 'matrix' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('td', {}),
            columns.map(({ name, label }) =>
              h(
                'th',
                { key: name, scope: 'col' },
                h(
                  'label',
                  {},
                  h(Tick, {
                    name,
                    label: `${label} ${say('allShown')}`,
                    some: shown.filter(({ value }) => chosenIn(name).includes(value)).length,
                    of: shown.length,
                    isBad: problems[name] !== undefined,
                    onTick: (isOn) => set(name, shown, isOn),
                  }),
                  h('span', { 'aria-hidden': 'true' }, label),
                ),
              ),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          shown.map((row) => h(GridRow, { key: row.value, row, columns, chosenIn, set })),
        ),
      ),
      shown.length === 0 && h('p', { class: 'note none' }, say('nothingFound')),
    ),
  );
}

/**
 * @param {object} props
 * @param {PageOption} props.row
 * @param {GridField['columns']} props.columns
 * @param {(name: string) => string[]} props.chosenIn
 * @param {(name: string, some: readonly PageOption[], isOn: boolean) => void} props.set
 */
function GridRow({ row, columns, chosenIn, set }) {
  const held = columns.filter(({ name }) => chosenIn(name).includes(row.value)).length;
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      h(
        'label',
        {},
        h(Tick, {
          label: `${row.label} ${say('allOfRow')}`,
          some: held,
          of: columns.length,
          onTick: (isOn) => {
            for (const { name } of columns) set(name, [row], isOn);
          },
        }),
        h('span', { 'aria-hidden': 'true' }, row.label),
      ),
    ),
    columns.map(({ name, label }) =>
      h(
        'td',
        { key: name },
        h(Tick, {
          name,
          label: `${row.label} ${label}`,
          some: chosenIn(name).includes(row.value) ? 1 : 0,
          of: 1,
          onTick: (isOn) => set(name, [row], isOn),
        }),
      ),
    ),
  );
}

/** A box for one thing or several: half ticked where it holds for some of them. @param {{ name?: string, label: string, some: number, of: number, isBad?: boolean, onTick: (isOn: boolean) => void }} props */
function Tick({ name, label, some, of, isBad = false, onTick }) {
  return h('input', {
    type: 'checkbox',
    name,
    'aria-label': label,
    'aria-invalid': isBad || undefined,
    checked: some > 0 && some === of,
    indeterminate: some > 0 && some < of,
    onChange: (event) => onTick(event.currentTarget.checked),
  });
}
