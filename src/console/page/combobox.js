import { h } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

/**
 * A text field that offers what may be meant, below or above it: arrow keys choose, Enter takes, Escape closes the
 * list. The one combobox of the page (WAI-ARIA, list autocomplete).
 *
 * @typedef {object} Item
 * @property {string} label
 * @property {string} hint
 * @property {boolean} [isCode] typed as it stands
 *
 * @param {object} props
 * @param {string} props.value
 * @param {readonly Item[]} props.items what is offered now; none: the list is closed
 * @param {(value: string) => void} props.onValue
 * @param {(index: number) => void} props.onTake
 * @param {() => void} props.onClose
 * @param {() => void} [props.onFocus]
 * @param {(event: KeyboardEvent) => void} [props.onKey] for keys that the list does not take
 * @param {boolean} [props.takesTab] Tab takes the first, as in a command line
 * @param {string} props.label of the list
 * @param {string} props.class of the list
 * @param {Record<string, unknown>} props.input further attributes of the field
 */
export function Combobox(props) {
  const { value, items, onValue, onTake, onClose, onFocus, onKey, takesTab = false, label, input } = props;
  const listId = useId();
  const [active, setActive] = useState(-1);
  const list = useRef(/** @type {HTMLDivElement | null} */ (null));
  const isOpen = items.length > 0;

  useEffect(() => setActive(-1), [items]);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  /** @param {number} index */
  const take = (index) => {
    setActive(-1);
    onTake(index);
  };

  /** @param {KeyboardEvent} event */
  const keydown = (event) => {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (isOpen && step !== undefined)
      setActive((active + step + items.length + (active < 0 && step < 0 ? 1 : 0)) % items.length);
    else if (isOpen && key === 'Tab' && takesTab && !event.shiftKey) take(Math.max(active, 0));
    else if (isOpen && key === 'Enter' && active >= 0) take(active);
    else if (isOpen && key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else return onKey?.(event);
    event.preventDefault();
  };

  return [
    h('input', {
      type: 'text',
      autocomplete: 'off',
      ...input,
      role: 'combobox',
      value,
      'aria-expanded': isOpen,
      'aria-controls': listId,
      'aria-autocomplete': 'list',
      'aria-activedescendant': active >= 0 ? `${listId}-${active}` : undefined,
      onInput: (/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
        onValue(event.currentTarget.value),
      onKeyDown: keydown,
      onFocus,
      onBlur: onClose,
    }),
    h(
      'div',
      { id: listId, ref: list, class: props.class, role: 'listbox', 'aria-label': label, hidden: !isOpen },
      items.map(({ label: said, hint, isCode }, index) =>
        h(
          'div',
          {
            key: `${index} ${said}`,
            id: `${listId}-${index}`,
            class: 'item',
            role: 'option',
            'aria-selected': index === active,
            // Before the field loses the focus, which closes the list.
            onMouseDown: (/** @type {Event} */ event) => {
              event.preventDefault();
              take(index);
            },
          },
          h('span', { class: isCode ? 'typed' : undefined }, said),
          hint !== '' && h('small', {}, hint),
        ),
      ),
    ),
  ];
}
