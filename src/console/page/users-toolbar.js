import { h } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Button } from './actions.js';
import { countFilters, NO_FILTER } from './address.js';
import { Icon } from './icons.js';
import { Link } from './inline.js';
import { PageContext } from './page-context.js';
import { say } from './texts.js';

/** Between keystrokes, before the list follows. */
const WAIT_MS = 150;
const STATUSES = /** @type {const} */ (['active', 'pending', 'disabled', 'inactive']);

/**
 * One line above the table. Filters work at once and stand in the address; on a phone they lie behind one button.
 *
 * @param {{ title: string, table: import('../protocol.ts').PageTable, more: readonly import('../protocol.ts').PageAction[] }} props
 */
export function Toolbar({ title, table, more }) {
  const page = useContext(PageContext);
  const [isOpen, setOpen] = useState(false);
  const { filter } = page.route;
  const count = countFilters(filter);
  /** @param {Partial<import('../protocol.ts').PageFilter>} changed */
  const narrow = (changed) => page.go({ filter: { ...page.route.filter, ...changed, page: 1 } });
  const isNarrowed = filter.search !== '' || count > 0;
  return h(
    'div',
    { class: 'toolbar' },
    h('h1', { class: 'heading', tabIndex: -1 }, title),
    h('span', { class: 'chip quota' }, table.quota),
    h(
      'div',
      { class: 'toolbar-filters', role: 'search' },
      h(Search, {
        value: filter.search,
        onValue: (search, how) => page.go({ filter: { ...page.route.filter, search, page: 1 } }, how),
      }),
      h(
        'button',
        {
          type: 'button',
          class: 'button plain narrow-only filters-button',
          'aria-expanded': isOpen,
          'aria-controls': 'filters',
          onClick: () => setOpen(!isOpen),
        },
        h(Icon, { name: 'filter' }),
        say('filters'),
        count > 0 && h('span', { class: 'badge neutral' }, count),
      ),
      h(
        'div',
        { id: 'filters', class: isOpen ? 'filters open' : 'filters' },
        h(Filter, {
          label: say('status'),
          value: filter.status,
          options: STATUSES.map((status) => ({ value: status, label: say(`status_${status}`) })),
          onValue: (status) => narrow({ status }),
        }),
        table.roles !== null &&
          h(Filter, {
            label: say('role'),
            value: filter.role,
            options: table.roles.map((name) => ({ value: name, label: name })),
            onValue: (role) => narrow({ role }),
          }),
        isNarrowed &&
          h(
            'button',
            {
              type: 'button',
              class: 'button quiet',
              onClick: () => page.go({ filter: { ...NO_FILTER, sort: filter.sort } }),
            },
            say('clearFilters'),
          ),
      ),
    ),
    h(
      'div',
      { class: 'toolbar-end' },
      more.flatMap((action) =>
        action.type === 'link'
          ? [
              h(Link, {
                key: action.url,
                label: action.label,
                url: action.url,
                look: 'button quiet wide-only',
              }),
            ]
          : [],
      ),
      h(Add, { button: table.add }),
    ),
  );
}

/** @param {{ button: import('../protocol.ts').PageButton }} props */
function Add({ button }) {
  const page = useContext(PageContext);
  return h(
    'span',
    { class: 'add', title: button.disabled ?? undefined },
    h(Button, { button, press: (action) => page.pressOnUsers(action), icon: 'plus', why: 'why-add' }),
    button.disabled !== null && h('span', { id: 'why-add', class: 'hidden' }, button.disabled),
  );
}

/**
 * What is typed stays in the field while the list follows; Back leads to the list before the search.
 *
 * @param {{ value: string, onValue: (value: string, how: 'push' | 'replace') => void }} props
 */
function Search({ value, onValue }) {
  const [typed, setTyped] = useState(value);
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const sent = useRef(value);
  useEffect(() => {
    // The address changed by itself: Back, or the filters were cleared.
    if (value !== sent.current) setTyped(value);
    sent.current = value;
  }, [value]);
  /** @param {string} text */
  const send = (text) => {
    clearTimeout(timer.current);
    const how = sent.current === '' ? 'push' : 'replace';
    sent.current = text.trim();
    onValue(text.trim(), how);
  };
  return h(
    'label',
    { class: 'search' },
    h(Icon, { name: 'search' }),
    h('input', {
      type: 'search',
      name: 'search',
      'aria-label': say('searchUsers'),
      placeholder: say('searchUsers'),
      autocomplete: 'off',
      spellcheck: false,
      value: typed,
      onInput: (event) => {
        const { value: text } = event.currentTarget;
        setTyped(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(send, WAIT_MS, text);
      },
      onKeyDown: (event) => {
        if (event.key === 'Enter') send(typed);
      },
    }),
  );
}

/** @param {{ label: string, value: string, options: readonly { value: string, label: string }[], onValue: (value: string) => void }} props */
function Filter({ label, value, options, onValue }) {
  return h(
    'label',
    { class: value === '' ? 'filter-select' : 'filter-select set' },
    h('span', {}, label),
    h(
      'select',
      {
        value,
        'aria-label': label,
        onChange: (/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) =>
          onValue(event.currentTarget.value),
      },
      h('option', { value: '', selected: value === '' }, say('all')),
      options.map((option) =>
        h(
          'option',
          { key: option.value, value: option.value, selected: option.value === value },
          option.label,
        ),
      ),
    ),
    h(Icon, { name: 'down' }),
  );
}
