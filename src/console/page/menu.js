import { el, icon, newId } from './dom.js';
import { labelled, say } from './texts.js';

/** With more options than this one can type to find one. */
const FEW = 8;

/**
 * A button that opens a list to choose one from, with what is said about each.
 *
 * @param {string} label
 * @param {readonly import('../protocol.ts').PageOption[]} options
 * @param {string | null} initial
 * @param {(value: string) => Promise<void>} chosen
 */
export function drawMenu(label, options, initial, chosen) {
  const id = newId('menu');
  const current = options.find(({ value }) => value === initial);
  const items = options.map(({ value, label: name, description }) => ({
    text: `${name} ${description ?? ''}`.toLowerCase(),
    button: el(
      'button',
      {
        type: 'button',
        class: 'item',
        role: 'menuitemradio',
        'aria-checked': value === initial ? 'true' : 'false',
        tabindex: '-1',
        on: {
          click: () => {
            list.hidePopover();
            void chosen(value);
          },
        },
      },
      el('span', {}, name),
      description ? el('small', {}, description) : null,
    ),
  }));
  const none = el('p', { class: 'none', hidden: true }, say('nothingFound'));
  const filter = el('input', {
    type: 'search',
    placeholder: say('search'),
    'aria-label': `${label} ${say('search')}`,
    autocomplete: 'off',
    on: {
      input: () => {
        const wanted = filter.value.trim().toLowerCase();
        for (const { text, button } of items) button.hidden = !text.includes(wanted);
        none.hidden = items.some(({ button }) => !button.hidden);
      },
    },
  });
  const list = el(
    'div',
    { class: 'menu', id, popover: 'auto', on: { keydown: move } },
    options.length > FEW ? filter : null,
    el(
      'div',
      { class: 'items', role: 'menu', 'aria-label': label },
      items.map(({ button }) => button),
    ),
    none,
  );
  const button = el(
    'button',
    {
      type: 'button',
      class: 'button plain',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      popovertarget: id,
    },
    el('span', {}, current === undefined ? label : labelled(label, current.label)),
    icon('down'),
  );

  /** @returns {HTMLElement[]} */
  function shown() {
    return items.map((item) => item.button).filter((each) => !each.hidden);
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const all = shown();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    const isTyping = document.activeElement === filter;
    if (event.key === 'Enter' && isTyping) {
      event.preventDefault();
      all[0]?.click();
    } else if (next !== undefined && !(isTyping && (event.key === 'Home' || event.key === 'End'))) {
      event.preventDefault();
      if (next < 0 && options.length > FEW) filter.focus();
      else all[(next + all.length) % all.length]?.focus();
    }
  }

  list.addEventListener('toggle', (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return;
    place(button, list);
    (options.length > FEW ? filter : shown()[0])?.focus();
  });
  return el('span', { class: 'menu-anchor' }, button, list);
}

/** Below the button, or above it where there is more room. @param {HTMLElement} button @param {HTMLElement} list */
export function place(button, list) {
  const at = button.getBoundingClientRect();
  const width = Math.min(360, window.innerWidth - 16);
  list.style.width = `${width}px`;
  const below = window.innerHeight - at.bottom;
  const height = Math.min(list.scrollHeight + 2, 420, Math.max(below, at.top) - 12);
  list.style.maxHeight = `${height}px`;
  list.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
  list.style.top = below >= height + 8 ? `${at.bottom + 4}px` : `${at.top - height - 4}px`;
}
