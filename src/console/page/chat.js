import { h } from 'preact';
import { useContext, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { CopyButton } from './copy-button.js';
import { initialValues } from './drafts.js';
import { Avatar, Mark } from './icons.js';
import { PageContext } from './page-context.js';
import { Body, Heading } from './screen.js';
import { withoutHexa } from './suggest.js';
import { say, sayInstant } from './texts.js';

/** @typedef {import('../protocol.ts').Entry} Entry */

/** The conversation: what was said and answered, newest last. */
export function Chat() {
  const page = useContext(PageContext);
  const { entries, latest, starters, route } = page;
  const scroller = useRef(/** @type {HTMLDivElement | null} */ (null));
  const isShown = route.view === 'chat';
  useLayoutEffect(() => {
    if (scroller.current !== null && isShown) bringIntoView(scroller.current, latest?.id ?? null);
  }, [latest, isShown]);
  useLayoutEffect(() => followSize(scroller.current), []);
  return h(
    'div',
    { ref: scroller, class: 'conversation', tabIndex: 0, role: 'group', 'aria-label': say('conversation') },
    entries.length === 0 &&
      h(
        'div',
        { class: 'welcome' },
        h('span', { class: 'big-mark' }, h(Mark, {})),
        h('h2', {}, say('welcome')),
        h('p', { class: 'note' }, say('welcomeNote')),
        h(
          'div',
          { class: 'row starters' },
          starters.map((text) =>
            h(
              'button',
              { key: text, type: 'button', class: 'button plain', onClick: () => void page.say(text) },
              text,
            ),
          ),
        ),
      ),
    h(
      'div',
      { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': say('conversation') },
      entries.map((entry) => h(Message, { key: entry.id, entry })),
    ),
  );
}

/** A message whole with its buttons; one that is taller than the window from its beginning. @param {HTMLElement} scroller @param {string | null} id */
function bringIntoView(scroller, id) {
  const message = id === null ? null : scroller.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!(message instanceof HTMLElement)) return;
  const isLast = message.nextElementSibling === null;
  const isLong = message.offsetHeight > scroller.clientHeight - 32;
  if (isLong) scroller.scrollTop = message.offsetTop - 16;
  else if (isLast) scroller.scrollTop = scroller.scrollHeight;
  else message.scrollIntoView({ block: 'nearest' });
}

/** The dock below grows with what is asked: the end stays in sight. @param {HTMLElement | null} scroller */
function followSize(scroller) {
  if (scroller === null) return;
  let before = scroller.clientHeight;
  const observer = new ResizeObserver(() => {
    const { clientHeight } = scroller;
    scroller.scrollTop += Math.max(0, before - clientHeight);
    before = clientHeight;
  });
  observer.observe(scroller);
  return () => observer.disconnect();
}

/** Drawn again only where it changed. @param {{ entry: Entry }} props */
function Message({ entry }) {
  const page = useContext(PageContext);
  return useMemo(() => {
    const isMine = entry.from === 'me';
    const who = isMine ? say('you') : say('bot');
    return h(
      'div',
      { class: `entry ${isMine ? 'mine' : 'theirs'}`, 'data-id': entry.id },
      isMine
        ? h(Avatar, { avatar: page.me.avatar })
        : h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, h(Mark, {})),
      h(
        'article',
        { 'aria-label': who },
        h(
          'p',
          { class: 'meta' },
          h('span', {}, who),
          h('time', { dateTime: entry.at }, sayInstant(entry.at, 'clock')),
          entry.isShared && h('span', { class: 'shared' }, say('shared')),
        ),
        entry.screen === null
          ? h(Said, { from: entry.from, text: entry.text ?? '' })
          : h(Card, { id: entry.id, screen: entry.screen }),
      ),
    );
  }, [entry]);
}

/** @param {{ from: Entry['from'], text: string }} props */
function Said({ from, text }) {
  const isCommand = from === 'me' && text.startsWith('/');
  return h(
    'div',
    { class: 'said' },
    h('p', { class: isCommand ? 'bubble command' : 'bubble', dir: 'auto' }, text),
    isCommand && h(CopyButton, { text: addressOfAnswer(text), label: say('copyLink'), icon: 'link' }),
  );
}

/** The address that shows this answer again. @param {string} text */
function addressOfAnswer(text) {
  const address = new URL('/console', location.href);
  address.searchParams.set('say', withoutHexa(text));
  return address.href;
}

/** @param {{ id: string, screen: import('../protocol.ts').PageScreen }} props */
function Card({ id, screen }) {
  const page = useContext(PageContext);
  const [values, setValues] = useState(() => initialValues(screen.fields));
  const from = /** @type {const} */ ({ tab: 'chat', entry: id, depth: 0 });
  return h(
    'div',
    { class: `card ${screen.tone}` },
    h(Heading, { screen }),
    h(Body, {
      screen,
      values,
      problems: {},
      onValue: (name, value) => setValues({ ...values, [name]: value }),
      press: (action, selected = []) =>
        page.press({ action, selected, values, draft: screen.form?.draft ?? null, from }),
      search: page.search,
    }),
  );
}
