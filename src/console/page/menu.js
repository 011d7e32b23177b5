import { h } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.js';
import { labelled, say } from './texts.js';

/** With more options than this one can type to find one. */
const FEW = 8;

/**
 * @typedef {object} MenuItem
 * @property {string} key
 * @property {string} label
 * @property {string} [hint]
 * @property {boolean} [isChosen] one of several of which one is chosen
 * @property {boolean} [isDanger]
 * @property {string | null} [disabled] why it cannot be chosen; null: it can
 * @property {() => void} act
 */

/**
 * A button that opens a list of things to do or choose, with what is said about each.
 *
 * @param {object} props
 * @param {string} props.label of the list, and of the button for screen readers
 * @param {import('preact').ComponentChildren} [props.children] what the button shows
 * @param {string} props.look classes of the button
 * @param {readonly MenuItem[]} props.items
 * @param {Record<string, unknown>} [props.button] further attributes of the button
 */
export function Menu({ label, children, look, items, button = {} }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const list = useRef(/** @type {HTMLDivElement | null} */ (null));
  useLayoutEffect(() => {
    if (isOpen && anchor.current !== null && list.current !== null) position(anchor.current, list.current);
  }, [isOpen]);
  const close = () => list.current?.hidePopover();
  return h(
    'span',
    { class: 'menu-anchor' },
    h(
      'button',
      {
        ...button,
        type: 'button',
        ref: anchor,
        class: look,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        popovertarget: id,
      },
      children,
    ),
    h(
      'div',
      {
        id,
        ref: list,
        class: 'menu',
        popover: 'auto',
        onBeforeToggle: (/** @type {ToggleEvent} */ event) => setOpen(event.newState === 'open'),
        onToggle: (/** @type {ToggleEvent & { currentTarget: HTMLElement }} */ event) => {
          if (event.newState !== 'open' || anchor.current === null) return;
          position(anchor.current, event.currentTarget);
          focusFirst(event.currentTarget);
        },
      },
      isOpen && h(Items, { label, items, close }),
    ),
  );
}

/** @param {{ label: string, items: readonly MenuItem[], close: () => void }} props */
function Items({ label, items, close }) {
  const [wanted, setWanted] = useState('');
  const isLong = items.length > FEW;
  const shown = items.filter(({ label: said, hint = '' }) =>
    `${said} ${hint}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  const isChoice = items.some(({ isChosen }) => isChosen !== undefined);
  return h(
    'div',
    { onKeyDown: move },
    isLong &&
      h('input', {
        type: 'search',
        placeholder: say('search'),
        'aria-label': `${label} ${say('search')}`,
        autocomplete: 'off',
        value: wanted,
        onInput: (event) => setWanted(event.currentTarget.value),
      }),
    h(
      'div',
      { class: 'items', role: 'menu', 'aria-label': label },
      shown.map(({ key, label: said, hint, isChosen, isDanger, disabled = null, act }) =>
        h(
          'button',
          {
            key,
            type: 'button',
            class: `item${isDanger ? ' danger' : ''}`,
            role: isChoice ? 'menuitemradio' : 'menuitem',
            'aria-checked': isChoice ? isChosen === true : undefined,
            'aria-disabled': disabled !== null || undefined,
            tabIndex: -1,
            onClick: () => {
              if (disabled !== null) return;
              close();
              act();
            },
          },
          h('span', {}, said),
          (disabled ?? hint) && h('small', {}, disabled ?? hint),
        ),
      ),
    ),
    shown.length === 0 && h('p', { class: 'none' }, say('nothingFound')),
  );
}

/** Arrow keys, Home and End; Enter in the search takes the first that is found. @param {KeyboardEvent & { currentTarget: HTMLElement }} event */
function move(event) {
  const items = /** @type {HTMLElement[]} */ ([...event.currentTarget.querySelectorAll('.item')]);
  const search = event.currentTarget.querySelector('input');
  const isTyping = search !== null && document.activeElement === search;
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Enter' && isTyping) items[0]?.click();
  else if (next === undefined || (isTyping && (event.key === 'Home' || event.key === 'End'))) return;
  else if (next < 0 && search !== null) search.focus();
  else items[(next + items.length) % items.length]?.focus();
  event.preventDefault();
}

/** @param {HTMLElement} list */
function focusFirst(list) {
  const first = list.querySelector('input, .item');
  if (first instanceof HTMLElement) first.focus();
}

/** A menu to choose one of many, as screens have them. @param {{ label: string, options: readonly import('../protocol.ts').PageOption[], initial: string | null, onChosen: (value: string) => void }} props */
export function SelectMenu({ label, options, initial, onChosen }) {
  const current = options.find(({ value }) => value === initial);
  const items = options.map(({ value, label: said, description }) => ({
    key: value,
    label: said,
    ...(description === undefined ? {} : { hint: description }),
    isChosen: value === initial,
    act: () => onChosen(value),
  }));
  return h(
    Menu,
    { label, items, look: 'button plain' },
    h('span', {}, current === undefined ? label : labelled(label, current.label)),
    h(Icon, { name: 'down' }),
  );
}

/** Below the button, or above it where there is more room. @param {HTMLElement} button @param {HTMLElement} list */
export function position(button, list) {
  const at = button.getBoundingClientRect();
  list.style.maxWidth = `${Math.min(380, window.innerWidth - 16)}px`;
  const { offsetWidth: width } = list;
  const below = window.innerHeight - at.bottom;
  const height = Math.min(list.scrollHeight + 2, 440, Math.max(below, at.top) - 12);
  list.style.maxHeight = `${height}px`;
  const left = at.left + width > window.innerWidth - 8 ? at.right - width : at.left;
  list.style.left = `${Math.max(8, left)}px`;
  list.style.top = below >= height + 8 ? `${at.bottom + 4}px` : `${at.top - height - 4}px`;
}
