import { h } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Combobox } from './combobox.js';

/** Between keystrokes, before it is asked. */
const WAIT_MS = 150;
const MOST = 20;

/**
 * A field that finds users or roles by part of a name. What is typed and not chosen is sent as it stands, so that an
 * email does for whoever may not see the list.
 *
 * @param {object} props
 * @param {'users' | 'roles'} props.source
 * @param {string} props.label
 * @param {import('./page.js').Search} props.search
 * @param {string} props.value
 * @param {(value: string) => void} props.onValue
 * @param {Record<string, unknown>} props.input
 */
export function Finder({ source, label, search, value, onValue, input }) {
  const [found, setFound] = useState(/** @type {import('../protocol.ts').PageOption[]} */ ([]));
  /** What was chosen, by what the field shows of it. */
  const [chosen, setChosen] = useState({ value: '', shown: '' });
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const latest = useRef('');
  const shown = value !== '' && chosen.value === value ? chosen.shown : value;

  /** @param {string} text */
  const ask = async (text) => {
    latest.current = text;
    const options = await search(source, text);
    if (latest.current === text) setFound(options.slice(0, MOST));
  };
  const close = () => {
    clearTimeout(timer.current);
    latest.current = '\0';
    setFound([]);
  };

  return h(
    'div',
    { class: 'finder' },
    h(Combobox, {
      value: shown,
      items: found.map(({ label: name, description = '' }) => ({ label: name, hint: description })),
      label,
      class: 'found',
      input,
      onValue: (text) => {
        onValue(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(ask, WAIT_MS, text);
      },
      onTake: (index) => {
        const option = found[index];
        if (option === undefined) return;
        const { value: id, label: name, description } = option;
        setChosen({ value: id, shown: description ? `${name} (${description})` : name });
        onValue(id);
        close();
      },
      onClose: close,
      onFocus: () => void ask(shown),
      onKey: ({ key }) => {
        if (key === 'ArrowDown') void ask(shown);
      },
    }),
  );
}
