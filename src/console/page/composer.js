import { h } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Combobox } from './combobox.js';
import { Icon } from './icons.js';
import { PageContext } from './page-context.js';
import { foundAsSuggestions, suggest } from './suggest.js';
import { say } from './texts.js';

/** Between keystrokes, before the service is asked. */
const WAIT_MS = 120;
const MOST = 9;

/** @typedef {import('./suggest.js').Suggestion} Suggestion */

/** What people type in: completes commands, options, users and roles; remembers what was typed. */
export function Composer() {
  const page = useContext(PageContext);
  const key = `hexa.line ${page.me.id}`;
  const [typed, setTyped] = useState(sessionStorage.getItem(key) ?? '');
  const [offered, setOffered] = useState({ from: 0, items: /** @type {Suggestion[]} */ ([]) });
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const latest = useRef(typed);
  const past = useRef({ texts: /** @type {string[]} */ ([]), at: 0 });

  useEffect(() => {
    if (page.typed === null) return;
    write(page.typed.text);
    document.getElementById('composer-input')?.focus();
  }, [page.typed]);

  /** @param {string} text */
  const write = (text) => {
    latest.current = text;
    setTyped(text);
    sessionStorage.setItem(key, text);
  };

  /** @param {string} text */
  const refresh = (text) => {
    clearTimeout(timer.current);
    const { from, items, search } = suggest(text, page.commands);
    offer(text, from, items);
    if (search === null) return;
    timer.current = setTimeout(async () => {
      const options = await page.search(search.source, search.text);
      if (latest.current === text) offer(text, from, [...foundAsSuggestions(search, options), ...items]);
    }, WAIT_MS);
  };

  /** @param {string} text @param {number} from @param {Suggestion[]} items */
  const offer = (text, from, items) => {
    // What stands there already need not be offered.
    const more = items.filter((item) => text.slice(from).trim() !== item.text.trim()).slice(0, MOST);
    setOffered({ from, items: more });
  };

  const close = () => {
    clearTimeout(timer.current);
    setOffered({ from: 0, items: [] });
  };

  /** @param {Event} event */
  const send = (event) => {
    event.preventDefault();
    const text = typed.trim();
    // What cannot be sent now stays to be sent.
    if (text === '' || !page.socket.isOpen) return;
    past.current.texts.push(text);
    past.current.at = past.current.texts.length;
    write('');
    close();
    void page.say(text);
  };

  /** What was typed before. @param {KeyboardEvent} event */
  const recall = (event) => {
    const { texts, at } = past.current;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || texts.length === 0) return;
    event.preventDefault();
    past.current.at = Math.min(texts.length, Math.max(0, at + step));
    write(texts[past.current.at] ?? '');
  };

  const count = offered.items.length;
  return h(
    'form',
    { class: 'composer', onSubmit: send },
    h('span', { class: 'hidden', role: 'status' }, count === 0 ? '' : `${count} ${say('suggestionsCount')}`),
    h(
      'div',
      { class: 'input' },
      h(Combobox, {
        value: typed,
        items: offered.items.map(({ label, hint }) => ({ label, hint, isCode: /^\/|:$/.test(label) })),
        label: say('suggestions'),
        class: 'suggestions',
        takesTab: true,
        onValue: (text) => {
          write(text);
          refresh(text);
        },
        onTake: (index) => {
          const text = typed.slice(0, offered.from) + (offered.items[index]?.text ?? '');
          write(text);
          refresh(text);
        },
        onClose: close,
        onKey: recall,
        input: {
          id: 'composer-input',
          'aria-label': say('inputLabel'),
          placeholder: say('inputHint'),
          autocapitalize: 'none',
          spellcheck: false,
          enterkeyhint: 'send',
          maxLength: 2000,
        },
      }),
      h('button', { type: 'submit', class: 'send', 'aria-label': say('send') }, h(Icon, { name: 'send' })),
    ),
  );
}
