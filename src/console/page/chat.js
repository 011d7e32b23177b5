import { avatarDisc, el, icon, mark } from './dom.js';
import { drawScreen, valuesOf } from './screen.js';
import { withoutHexa } from './suggest.js';
import { say, sayInstant } from './texts.js';

/**
 * @typedef {import('../protocol.ts').Entry} Entry
 * @typedef {import('./main.js').Page} Page
 */

/** This close to the end counts as reading along. */
const NEAR_END = 120;

/** The conversation: what was said and answered, newest last. */
export class Chat {
  #page;
  /** @type {Map<string, HTMLElement>} */
  #entries = new Map();
  #welcome = el('div', { class: 'welcome' });
  #list = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': say('conversation') });
  element = el(
    'div',
    { class: 'conversation', tabindex: '0', role: 'group', 'aria-label': say('conversation') },
    this.#welcome,
    this.#list,
  );

  #isAtEnd = true;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    this.element.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.element;
      this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    });
    // The dock below grows with what is asked: the end stays in sight.
    new ResizeObserver(() => {
      if (this.#isAtEnd) this.element.scrollTop = this.element.scrollHeight;
    }).observe(this.element);
  }

  /** @param {readonly Entry[]} entries @param {readonly string[]} starters */
  start(entries, starters) {
    this.#entries.clear();
    this.#list.replaceChildren();
    for (const entry of entries) this.#place(entry);
    this.#welcome.replaceChildren(
      el('span', { class: 'big-mark' }, mark()),
      el('h1', {}, say('welcome')),
      el('p', { class: 'note' }, say('welcomeNote')),
      el(
        'div',
        { class: 'row starters' },
        starters.map((text) =>
          el(
            'button',
            { type: 'button', class: 'chip', on: { click: () => void this.#page.say(text) } },
            text,
          ),
        ),
      ),
    );
    this.#settle();
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** A new message, or an old one as it is now. @param {Entry} entry */
  show(entry) {
    const isNear = this.#isAtEnd;
    const isNew = !this.#entries.has(entry.id);
    const placed = this.#place(entry);
    this.#settle();
    if (!isNew) return;
    if (entry.from === 'me') this.element.scrollTop = this.element.scrollHeight;
    else if (isNear) {
      // A long answer is read from its beginning.
      const isLong = placed.offsetHeight > this.element.clientHeight;
      if (isLong) this.element.scrollTop = placed.offsetTop - 16;
      else this.element.scrollTop = this.element.scrollHeight;
    }
  }

  /** @param {string} id */
  remove(id) {
    this.#entries.get(id)?.remove();
    this.#entries.delete(id);
    this.#settle();
  }

  #settle() {
    this.#welcome.hidden = this.#entries.size > 0;
  }

  /** @param {Entry} entry */
  #place(entry) {
    const old = this.#entries.get(entry.id);
    const drawn = this.#draw(entry);
    this.#entries.set(entry.id, drawn);
    if (old === undefined) this.#list.append(drawn);
    else {
      const hadFocus = old.contains(document.activeElement);
      old.replaceWith(drawn);
      const heading = drawn.querySelector('.heading');
      if (hadFocus && heading instanceof HTMLElement) heading.focus();
    }
    return drawn;
  }

  /** @param {Entry} entry */
  #draw(entry) {
    const isMine = entry.from === 'me';
    const who = isMine ? say('you') : say('bot');
    return el(
      'div',
      { class: `entry ${isMine ? 'mine' : 'theirs'}`, 'data-id': entry.id },
      isMine
        ? avatarDisc(this.#page.me.avatar)
        : el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, mark()),
      el(
        'article',
        { 'aria-label': who },
        el(
          'p',
          { class: 'meta' },
          el('span', {}, who),
          el('time', { datetime: entry.at }, sayInstant(entry.at, 'clock')),
          entry.isShared ? el('span', { class: 'shared' }, say('shared')) : null,
        ),
        entry.screen === null ? this.#said(entry) : this.#card(entry, entry.screen),
      ),
    );
  }

  /** @param {Entry} entry */
  #said({ text, from }) {
    const isCommand = from === 'me' && text !== null && text.startsWith('/');
    return el(
      'div',
      { class: 'said' },
      el('p', { class: isCommand ? 'bubble command' : 'bubble' }, text ?? ''),
      isCommand ? copyButton(text) : null,
    );
  }

  /** @param {Entry} entry @param {import('../protocol.ts').PageScreen} screen */
  #card(entry, screen) {
    const drawn = drawScreen(screen, {
      press: (action, selected = []) =>
        this.#page.press({
          action,
          selected,
          values: valuesOf(drawn.fields),
          draft: screen.form?.draft ?? null,
          from: { tab: 'chat', entry: entry.id, depth: 0 },
        }),
      search: (source, text) => this.#page.search(source, text),
    });
    return el(
      'div',
      { class: `card ${screen.tone}` },
      drawn.heading,
      drawn.parts,
      drawn.fields.map(({ element }) => element),
      drawn.actions,
    );
  }
}

/** The address that shows this answer again. @param {string} text */
function copyButton(text) {
  if (navigator.clipboard === undefined) return null;
  const address = new URL('/console', location.href);
  address.searchParams.set('say', withoutHexa(text));
  const status = el('span', { class: 'hidden', role: 'status' });
  const button = el(
    'button',
    {
      type: 'button',
      class: 'icon-button copy',
      'aria-label': say('copyLink'),
      title: say('copyLink'),
      on: {
        click: async () => {
          await navigator.clipboard.writeText(address.href);
          button.replaceChildren(icon('check'));
          status.textContent = say('copied');
        },
      },
    },
    icon('link'),
  );
  return el('span', { class: 'copy-anchor' }, button, status);
}
