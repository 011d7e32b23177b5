import { el, newId } from './dom.js';

/** Between keystrokes, before it is asked. */
const WAIT_MS = 150;

/**
 * A field that finds users or roles by part of a name. What is typed and not chosen is sent as it stands, so that an
 * email does for whoever may not see the list.
 *
 * @param {'users' | 'roles'} source
 * @param {Record<string, unknown>} attributes
 * @param {import('./fields.js').Search} search
 * @returns {import('./fields.js').Control}
 */
export function drawFinder(source, attributes, search) {
  const listId = newId('found');
  /** @type {{ value: string, label: string } | null} */
  let chosen = null;
  /** @type {import('../protocol.ts').PageOption[]} */
  let found = [];
  let active = -1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const list = el('div', { id: listId, class: 'found', role: 'listbox', hidden: true });
  const input = el('input', {
    ...attributes,
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    on: {
      input: () => {
        chosen = null;
        clearTimeout(timer);
        timer = setTimeout(ask, WAIT_MS);
      },
      focus: () => ask(),
      blur: () => setTimeout(hide, 150),
      keydown,
    },
  });

  async function ask() {
    const typed = input.value;
    const options = await search(source, typed);
    if (typed !== input.value || document.activeElement !== input) return;
    found = options.slice(0, 20);
    active = -1;
    draw();
  }

  function draw() {
    list.replaceChildren(
      ...found.map(({ label, description }, index) =>
        el(
          'div',
          {
            id: `${listId}-${index}`,
            class: 'item',
            role: 'option',
            'aria-selected': String(index === active),
            on: {
              mousedown: (/** @type {Event} */ event) => {
                event.preventDefault();
                take(index);
              },
            },
          },
          el('span', {}, label),
          description ? el('small', {}, description) : null,
        ),
      ),
    );
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    if (active >= 0) input.setAttribute('aria-activedescendant', `${listId}-${active}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  }

  function hide() {
    found = [];
    active = -1;
    draw();
  }

  /** @param {number} index */
  function take(index) {
    const option = found[index];
    if (option === undefined) return;
    chosen = option;
    input.value = option.description ? `${option.label} (${option.description})` : option.label;
    hide();
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (found.length === 0) return void ask();
      event.preventDefault();
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length;
      draw();
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Escape' && found.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      hide();
    }
  }

  return {
    element: el('div', { class: 'finder' }, input, list),
    focus: input,
    read: () => chosen?.value ?? input.value.trim(),
    write(value) {
      chosen = null;
      input.value = String(value);
    },
  };
}
