import { avatarDisc, el, icon, mark } from './dom.js';
import { place } from './menu.js';
import { labelled, say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PersonInfo} PersonInfo
 * @typedef {'chat' | 'home'} Tab
 */

/**
 * Who we are, where one is, and as whom.
 *
 * @param {object} options
 * @param {PersonInfo} options.me
 * @param {readonly PersonInfo[]} options.people
 * @param {boolean} options.isDemo
 * @param {HTMLElement | null} options.mailboxButton
 * @param {(tab: Tab) => void} options.choose
 * @param {() => void} options.signOut
 */
export function drawHeader({ me, people, isDemo, mailboxButton, choose, signOut }) {
  let menu = peopleMenu(me, people, isDemo, signOut);
  const tabs = /** @type {Record<Tab, HTMLButtonElement>} */ ({ chat: tab('chat'), home: tab('home') });

  /** @param {Tab} name */
  function tab(name) {
    return el(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        class: 'tab',
        'aria-controls': `panel-${name}`,
        on: { click: () => choose(name), keydown: arrows },
      },
      say(name),
    );
  }

  /** @param {KeyboardEvent} event */
  function arrows(event) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = event.currentTarget === tabs.chat ? 'home' : 'chat';
    choose(other);
    tabs[other].focus();
  }

  return {
    element: el(
      'header',
      { class: 'top' },
      el('div', { class: 'brand' }, mark(), el('span', { class: 'wide-only' }, say('title'))),
      el('div', { class: 'tabs', role: 'tablist', 'aria-label': say('title') }, tabs.chat, tabs.home),
      el('div', { class: 'top-end' }, mailboxButton, menu),
    ),
    /** The same person of the page by another name. @param {PersonInfo} now */
    become(now) {
      const others = people.map((person) => (person.id === now.id ? now : person));
      const redrawn = peopleMenu(now, others, isDemo, signOut);
      menu.replaceWith(redrawn);
      menu = redrawn;
    },
    /** @param {Tab} name */
    select(name) {
      for (const [each, button] of Object.entries(tabs)) {
        button.setAttribute('aria-selected', String(each === name));
        button.tabIndex = each === name ? 0 : -1;
      }
    },
  };
}

/** @param {PersonInfo} me @param {readonly PersonInfo[]} people @param {boolean} isDemo @param {() => void} signOut */
function peopleMenu(me, people, isDemo, signOut) {
  const list = el(
    'div',
    { id: 'people', class: 'menu people', popover: 'auto' },
    people.length > 1 ? el('h2', {}, say('people')) : null,
    people.length > 1 ? el('p', { class: 'note' }, isDemo ? say('peopleNote') : '') : null,
    people.length > 1
      ? el(
          'ul',
          {},
          people.map((person) => personItem(person, person.id === me.id)),
        )
      : null,
    el('button', { type: 'button', class: 'item', on: { click: signOut } }, say('signOut')),
  );
  const button = el(
    'button',
    {
      type: 'button',
      class: 'top-button me',
      popovertarget: 'people',
      'aria-expanded': 'false',
      'aria-haspopup': 'true',
    },
    avatarDisc(me.avatar),
    el('span', { class: 'wide-only' }, el('span', { class: 'hidden' }, `${say('actingAs')} `), me.name),
    el('span', { class: 'narrow-only hidden' }, `${say('actingAs')} ${me.name}`),
    icon('down'),
  );
  list.addEventListener('toggle', (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) place(button, list);
  });
  return el('div', {}, button, list);
}

/** @param {PersonInfo} person @param {boolean} isMe */
function personItem({ id, name, note, avatar }, isMe) {
  const address = `/console?as=${encodeURIComponent(id)}`;
  return el(
    'li',
    { class: 'person-item' },
    avatarDisc(avatar),
    el('span', { class: 'who' }, el('strong', {}, name), el('small', {}, note)),
    isMe
      ? el('span', { class: 'status active' }, say('you'))
      : el(
          'span',
          { class: 'row' },
          el(
            'a',
            { class: 'button plain', href: address, 'aria-label': `${say('actAs')} ${name}` },
            say('actAs'),
          ),
          el(
            'a',
            {
              class: 'icon-button',
              href: address,
              target: '_blank',
              'aria-label': labelled(`${say('actAs')} ${name}`, say('anotherWindow')),
              title: say('anotherWindow'),
            },
            icon('out'),
          ),
        ),
  );
}
