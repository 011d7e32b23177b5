import { el, icon, newId } from './dom.js';
import { foundAsSuggestions, suggest } from './suggest.js';
import { say } from './texts.js';

/** Between keystrokes, before the service is asked. */
const WAIT_MS = 120;
const MOST = 9;

/**
 * The input line: completes commands, options, users and roles; remembers what was typed.
 *
 * @param {import('./main.js').Page} page
 */
export function drawComposer(page) {
  const listId = newId('suggestions');
  /** @type {import('./suggest.js').Suggestion[]} */
  let items = [];
  let from = 0;
  let active = -1;
  /** @type {string[]} */
  const past = [];
  let pastAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const list = el('div', {
    id: listId,
    class: 'suggestions',
    role: 'listbox',
    'aria-label': say('suggestions'),
    hidden: true,
  });
  const count = el('span', { class: 'hidden', role: 'status' });
  const input = el('input', {
    id: 'line',
    type: 'text',
    role: 'combobox',
    'aria-label': say('inputLabel'),
    'aria-expanded': 'false',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    placeholder: say('inputHint'),
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    enterkeyhint: 'send',
    maxlength: '2000',
    on: { input: refresh, keydown, blur: () => setTimeout(hide, 150), focus: refresh },
  });
  const form = el(
    'form',
    {
      class: 'composer',
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          send();
        },
      },
    },
    list,
    count,
    el(
      'div',
      { class: 'line' },
      input,
      el('button', { type: 'submit', class: 'send', 'aria-label': say('send') }, icon('send')),
    ),
  );

  function send() {
    const text = input.value.trim();
    // What cannot be sent now stays to be sent.
    if (text === '' || !page.line.isOpen) return;
    past.push(text);
    pastAt = past.length;
    input.value = '';
    hide();
    void page.say(text);
  }

  function refresh() {
    clearTimeout(timer);
    const found = suggest(input.value, page.commands);
    show(found.from, found.items);
    const { search } = found;
    if (search === null) return;
    const asked = input.value;
    timer = setTimeout(async () => {
      const options = await page.search(search.source, search.text);
      if (input.value !== asked || document.activeElement !== input) return;
      show(found.from, [...foundAsSuggestions(search, options), ...found.items]);
    }, WAIT_MS);
  }

  /** @param {number} at @param {import('./suggest.js').Suggestion[]} found */
  function show(at, found) {
    // What stands there already need not be offered.
    items = found.filter(({ text }) => input.value.slice(at).trim() !== text.trim()).slice(0, MOST);
    from = at;
    active = -1;
    draw();
    count.textContent = items.length === 0 ? '' : `${items.length} ${say('suggestionsCount')}`;
  }

  function hide() {
    clearTimeout(timer);
    items = [];
    active = -1;
    draw();
  }

  function draw() {
    list.replaceChildren(
      ...items.map(({ label, hint }, index) =>
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
          el('span', { class: /^\/|:$/.test(label) ? 'typed' : null }, label),
          hint ? el('small', {}, hint) : null,
        ),
      ),
    );
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(items.length > 0));
    if (active >= 0) input.setAttribute('aria-activedescendant', `${listId}-${active}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {number} index */
  function take(index) {
    const item = items[index];
    if (item === undefined) return;
    input.value = input.value.slice(0, from) + item.text;
    refresh();
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    const { key } = event;
    const isOpen = items.length > 0;
    if (isOpen && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      const last = items.length - 1;
      if (key === 'ArrowDown') active = active >= last ? 0 : active + 1;
      else active = active <= 0 ? last : active - 1;
      draw();
    } else if (isOpen && key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      take(Math.max(active, 0));
    } else if (isOpen && key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (isOpen && key === 'Escape') {
      event.preventDefault();
      hide();
    } else if (!isOpen && (key === 'ArrowUp' || key === 'ArrowDown') && past.length > 0) {
      event.preventDefault();
      pastAt = Math.min(past.length, Math.max(0, pastAt + (key === 'ArrowUp' ? -1 : 1)));
      input.value = past[pastAt] ?? '';
    }
  }

  return {
    element: form,
    focus: () => input.focus(),
    /** @param {string} text */
    type(text) {
      input.value = text;
      input.focus();
    },
  };
}
