import { h } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.js';
import { Link } from './inline.js';
import { say, sayInstant } from './texts.js';

/** @typedef {import('../protocol.ts').Mail} Mail */

const ADDRESS = /https?:\/\/\S+/g;

/**
 * Which mails were seen, and whether the mailbox is open.
 *
 * @param {readonly Mail[] | null} mails newest first; null: there is no mailbox, or it is not known yet
 */
export function useMailbox(mails) {
  const [isOpen, setOpen] = useState(false);
  const [seen, setSeen] = useState(/** @type {number | null} */ (null));
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const newest = mails?.[0]?.id ?? 0;
  useEffect(() => {
    // What was there before the page was opened is no news.
    if (mails !== null && (seen === null || isOpen)) setSeen(newest);
  }, [mails, isOpen, seen, newest]);
  const unseen = seen === null ? 0 : (mails ?? []).filter(({ id }) => id > seen).length;
  const toggle = () => {
    setOpen(!isOpen);
    if (isOpen) button.current?.focus();
  };
  return { mails, isOpen, unseen, toggle, button };
}

/** @typedef {ReturnType<typeof useMailbox>} Mailbox */

/** @param {{ mailbox: Mailbox }} props */
export function MailboxButton({ mailbox: { mails, isOpen, unseen, toggle, button } }) {
  if (mails === null) return null;
  return h(
    'button',
    {
      ref: button,
      type: 'button',
      class: 'top-button',
      'aria-expanded': isOpen,
      'aria-controls': 'mailbox',
      onClick: toggle,
    },
    h(Icon, { name: 'mail' }),
    h('span', { class: 'hidden' }, say('mailbox')),
    h('span', { class: 'wide-only', 'aria-hidden': 'true' }, say('mailbox')),
    unseen > 0 && h('span', { class: 'badge' }, unseen),
    h('span', { class: 'hidden', role: 'status' }, unseen > 0 ? `${say('newMail')} ${mails[0]?.to}` : ''),
  );
}

/** What would have gone out by mail. Its links lead to this service. @param {{ mailbox: Mailbox }} props */
export function MailboxPanel({ mailbox: { mails, isOpen, toggle } }) {
  const title = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  useEffect(() => {
    if (isOpen) title.current?.focus();
  }, [isOpen]);
  if (mails === null) return null;
  return h(
    'aside',
    {
      id: 'mailbox',
      class: 'mailbox',
      'aria-labelledby': 'mailbox-title',
      hidden: !isOpen,
      onKeyDown: (event) => {
        if (event.key === 'Escape') toggle();
      },
    },
    h(
      'header',
      {},
      h('h2', { id: 'mailbox-title', tabIndex: -1, ref: title }, say('mailbox')),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': say('close'), onClick: toggle },
        h(Icon, { name: 'close' }),
      ),
    ),
    h('p', { class: 'note' }, say('mailboxNote')),
    h(
      'ol',
      { class: 'mails' },
      mails.length === 0 && h('li', { class: 'note' }, say('mailboxEmpty')),
      mails.map((mail, index) => h(MailItem, { key: mail.id, mail, isFirst: index === 0 })),
    ),
  );
}

/** Drawn again only where it changed. @param {{ mail: Mail, isFirst: boolean }} props */
function MailItem({ mail, isFirst }) {
  return useMemo(() => {
    const { to, subject, text, at } = mail;
    return h(
      'li',
      { class: 'mail' },
      h(
        'details',
        { open: isFirst },
        h(
          'summary',
          {},
          h('strong', {}, subject),
          h('span', { class: 'mail-meta' }, `${say('mailTo')} ${to} · ${sayInstant(at, 'clock')}`),
        ),
        text.split(/\n{2,}/).map((paragraph, index) => h('p', { key: index }, linked(paragraph))),
      ),
    );
  }, [mail, isFirst]);
}

/** Addresses as links. @param {string} text */
function linked(text) {
  /** @type {import('preact').ComponentChild[]} */
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    pieces.push(text.slice(at, match.index), h(Link, { key: match.index, label: match[0], url: match[0] }));
    at = match.index + match[0].length;
  }
  return [...pieces, text.slice(at)];
}
