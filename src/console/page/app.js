import { h } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { Chat } from './chat.js';
import { Composer } from './composer.js';
import { AskView, DialogView } from './dialog-view.js';
import { Guided } from './guided.js';
import { Header } from './header.js';
import { MailboxButton, MailboxPanel, useMailbox } from './mailbox.js';
import { PageContext } from './page-context.js';
import { say } from './texts.js';
import { Toasts } from './toasts.js';
import { UsersPage } from './users-page.js';

/** The page of somebody who is signed in; drawn again after each change of it. @param {{ page: import('./page.js').Page }} props */
export function App({ page }) {
  const [, draw] = useReducer((/** @type {number} */ count) => count + 1, 0);
  useEffect(() => page.start(() => draw(undefined)), []);
  const mailbox = useMailbox(page.mails);
  const { view } = page.route;
  const { stack, asked } = page.dialogs;
  return h(
    PageContext.Provider,
    { value: page },
    h('a', { class: 'skip', href: view === 'chat' ? '#composer-input' : '#panel-users' }, say('skip')),
    h(Header, {}, h(MailboxButton, { mailbox })),
    h(
      'main',
      {},
      h(Connection, { page }),
      h(
        'section',
        {
          id: 'panel-users',
          class: 'panel',
          role: 'tabpanel',
          'aria-labelledby': 'tab-users',
          hidden: view !== 'users',
        },
        h(UsersPage, {}),
      ),
      h(
        'section',
        {
          id: 'panel-chat',
          class: 'panel',
          role: 'tabpanel',
          'aria-labelledby': 'tab-chat',
          hidden: view !== 'chat',
        },
        h('h1', { class: 'hidden' }, say('chat')),
        h(Chat, {}),
        h('div', { class: 'dock' }, h(Dock, { page })),
      ),
    ),
    h(MailboxPanel, { mailbox }),
    h(Toasts, {}),
    stack.map((dialog) => h(DialogView, { key: dialog.id, dialog })),
    asked !== null && h(AskView, { asked }),
  );
}

/** @param {{ page: import('./page.js').Page }} props */
function Dock({ page: { me, question } }) {
  // What was typed before is kept for each person: it is not known yet who this is.
  if (me.id === '') return null;
  if (question === null) return h(Composer, {});
  return h(Guided, { key: `${question.field?.name} ${question.progress}`, question });
}

/** While the service cannot be reached, and why. @param {{ page: import('./page.js').Page }} props */
function Connection({ page: { connection } }) {
  const text = navigator.onLine ? 'reconnectingService' : 'reconnectingOffline';
  return h(
    'p',
    { class: 'connection', role: 'status', hidden: connection !== 'lost' },
    connection === 'lost' && [
      h('span', { key: 'spinner', class: 'spinner' }),
      h('strong', { key: 'what' }, say('reconnecting')),
      h('span', { key: 'why' }, say(text)),
    ],
  );
}
