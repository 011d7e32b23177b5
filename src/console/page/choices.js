import { el } from './dom.js';
import { labelled, say } from './texts.js';

/** With more options than this one can type to find one. */
const FEW = 8;

/**
 * Several of a list, as boxes; long lists can be searched.
 *
 * @param {Extract<import('../protocol.ts').PageField, { type: 'choices' }>} field
 * @param {{ id: string, describedBy: string }} named
 * @returns {import('./fields.js').Control}
 */
export function drawChoices(field, { id, describedBy }) {
  const boxes = field.options.map(({ value, label, description }) => {
    const box = el('input', { type: 'checkbox', name: field.name, value });
    box.checked = field.initial.includes(value);
    const element = el(
      'label',
      { class: 'box' },
      box,
      el('span', {}, label, description ? el('small', {}, ` ${description}`) : null),
    );
    return { box, element, text: `${label} ${description ?? ''}`.toLowerCase() };
  });
  const count = el('span', { class: 'count', role: 'status' });
  const counted = () => {
    const chosen = boxes.filter(({ box }) => box.checked).length;
    count.textContent = boxes.length > FEW ? `${chosen} ${say('selected')}` : '';
  };
  const filter = el('input', {
    type: 'search',
    placeholder: say('search'),
    'aria-label': labelled(field.label, say('search')),
    autocomplete: 'off',
    on: {
      input: () => {
        const wanted = filter.value.trim().toLowerCase();
        for (const { text, element } of boxes) element.hidden = !text.includes(wanted);
      },
      // Enter would send the form.
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter') event.preventDefault();
      },
    },
  });
  const isLong = boxes.length > FEW;
  const group = el(
    'div',
    {
      id,
      class: 'choices',
      role: 'group',
      tabindex: '-1',
      'aria-labelledby': `${id}-label`,
      'aria-describedby': describedBy,
      on: { change: counted },
    },
    isLong ? el('div', { class: 'filter' }, filter, count) : null,
    el(
      'div',
      {
        class: isLong ? 'boxes long' : 'boxes',
        tabindex: isLong ? '0' : null,
        role: isLong ? 'group' : null,
        'aria-label': isLong ? field.label : null,
      },
      boxes.map(({ element }) => element),
      boxes.length === 0 ? el('p', { class: 'note' }, say('nothingFound')) : null,
    ),
  );
  counted();
  const read = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  return {
    element: group,
    focus: boxes[0]?.box ?? group,
    read,
    write(value) {
      const chosen = [value].flat().map(String);
      for (const { box } of boxes) box.checked = chosen.includes(box.value);
      counted();
    },
  };
}
