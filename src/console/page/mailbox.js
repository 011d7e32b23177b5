import { el, icon } from './dom.js';
import { drawLink } from './inline.js';
import { say, sayInstant } from './texts.js';

/** @typedef {import('../protocol.ts').Mail} Mail */

const ADDRESS = /https?:\/\/\S+/g;

/** What would have gone out by mail. Its links lead to this service. */
export class Mailbox {
  #list = el('ol', { class: 'mails' });
  #badge = el('span', { class: 'badge', hidden: true });
  #status = el('span', { class: 'hidden', role: 'status' });
  #seen = 0;
  /** @type {readonly Mail[]} */
  #mails = [];
  button = el(
    'button',
    {
      type: 'button',
      class: 'top-button',
      'aria-expanded': 'false',
      'aria-controls': 'mailbox',
      on: { click: () => this.#toggle() },
    },
    icon('mail'),
    el('span', { class: 'hidden' }, say('mailbox')),
    el('span', { class: 'wide-only', 'aria-hidden': 'true' }, say('mailbox')),
    this.#badge,
  );
  element = el(
    'aside',
    { id: 'mailbox', class: 'mailbox', 'aria-labelledby': 'mailbox-title', hidden: true },
    el(
      'header',
      {},
      el('h2', { id: 'mailbox-title', tabindex: '-1' }, say('mailbox')),
      el(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': say('close'),
          on: { click: () => this.#toggle() },
        },
        icon('close'),
      ),
    ),
    el('p', { class: 'note' }, say('mailboxNote')),
    this.#list,
    this.#status,
  );

  /** @param {readonly Mail[]} mails newest first */
  show(mails, isFirst = false) {
    const newest = mails[0]?.id ?? 0;
    if (isFirst || !this.element.hidden) this.#seen = newest;
    else if (mails[0] !== undefined && newest > this.#seen)
      this.#status.textContent = `${say('newMail')} ${mails[0].to}`;
    this.#mails = mails;
    const unseen = mails.filter(({ id }) => id > this.#seen).length;
    this.#badge.hidden = unseen === 0;
    this.#badge.textContent = String(unseen);
    this.#list.replaceChildren(
      ...(mails.length === 0
        ? [el('li', { class: 'note' }, say('mailboxEmpty'))]
        : mails.map((mail, index) => drawMail(mail, index === 0))),
    );
  }

  #toggle() {
    const isOpen = this.element.hidden === true;
    this.element.hidden = !isOpen;
    document.body.classList.toggle('with-mailbox', isOpen);
    this.button.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) {
      this.#seen = this.#mails[0]?.id ?? 0;
      this.show(this.#mails);
      const title = this.element.querySelector('h2');
      title?.focus();
    } else this.button.focus();
  }
}

/** @param {Mail} mail @param {boolean} isOpen */
function drawMail({ to, subject, text, at }, isOpen) {
  return el(
    'li',
    { class: 'mail' },
    el(
      'details',
      { open: isOpen },
      el(
        'summary',
        {},
        el('strong', {}, subject),
        el('span', { class: 'mail-meta' }, `${say('mailTo')} ${to} · ${sayInstant(at, 'clock')}`),
      ),
      text.split(/\n{2,}/).map((paragraph) => el('p', {}, linked(paragraph))),
    ),
  );
}

/** Addresses as links. @param {string} text @returns {(Node | string)[]} */
function linked(text) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    pieces.push(text.slice(at, match.index), drawLink(match[0], match[0]));
    at = match.index + match[0].length;
  }
  return [...pieces, text.slice(at)];
}
