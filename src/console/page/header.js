import { h } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { Avatar, Icon, Mark } from './icons.js';
import { position } from './menu.js';
import { PageContext } from './page-context.js';
import { post } from './sign-in.js';
import { labelled, say } from './texts.js';
import { usersOf } from './users-part.js';

/** @typedef {import('../protocol.ts').PersonInfo} PersonInfo */

const VIEWS = /** @type {const} */ (['users', 'chat']);

/** Who we are, where one is, and as whom. @param {{ children?: import('preact').ComponentChildren }} props `children`: more buttons */
export function Header({ children }) {
  return h(
    'header',
    { class: 'top' },
    h('div', { class: 'brand' }, h(Mark, {}), h('span', { class: 'wide-only' }, say('title'))),
    h(Tabs, {}),
    h('div', { class: 'top-end' }, children, h(Me, {})),
  );
}

function Tabs() {
  const page = useContext(PageContext);
  const { view } = page.route;
  const waiting = usersOf(page.users)?.table.waiting.total ?? 0;
  /** @param {KeyboardEvent} event */
  const arrows = (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = view === 'users' ? 'chat' : 'users';
    page.go({ view: other });
    document.getElementById(`tab-${other}`)?.focus();
  };
  return h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': say('title') },
    VIEWS.map((name) =>
      h(
        'button',
        {
          key: name,
          type: 'button',
          role: 'tab',
          id: `tab-${name}`,
          class: 'tab',
          'aria-controls': `panel-${name}`,
          'aria-selected': name === view,
          tabIndex: name === view ? 0 : -1,
          onClick: () => page.go({ view: name }),
          onKeyDown: arrows,
        },
        say(name === 'users' ? 'home' : name),
        name === 'users' &&
          waiting > 0 &&
          h(
            'span',
            { class: 'badge', title: say('waiting') },
            waiting,
            h('span', { class: 'hidden' }, ` ${say('waiting')}`),
          ),
      ),
    ),
  );
}

/** As whom one acts; sample people are there in the demo only. */
function Me() {
  const { me, session } = useContext(PageContext);
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const people = session.isDemo ? session.people.map((person) => (person.id === me.id ? me : person)) : [];
  if (me.name === '') return h('span', { class: 'avatar bone' });
  const signOut = async () => {
    await post('sign-out', {});
    location.replace('/console');
  };
  return h(
    'div',
    {},
    h(
      'button',
      {
        ref: anchor,
        type: 'button',
        class: 'top-button me',
        popovertarget: 'people',
        'aria-expanded': isOpen,
        'aria-haspopup': 'true',
      },
      h(Avatar, { avatar: me.avatar }),
      h('span', { class: 'hidden' }, `${say('actingAs')} `),
      h('span', { class: 'me-name' }, me.name),
      h(Icon, { name: 'down' }),
    ),
    h(
      'div',
      {
        id: 'people',
        class: 'menu people',
        popover: 'auto',
        onToggle: (/** @type {ToggleEvent & { currentTarget: HTMLElement }} */ event) => {
          const isNow = event.newState === 'open';
          setOpen(isNow);
          if (isNow && anchor.current !== null) position(anchor.current, event.currentTarget);
        },
      },
      people.length > 0 && [
        h('h2', { key: 'title' }, say('people')),
        h('p', { key: 'note', class: 'note' }, say('peopleNote')),
        h(
          'ul',
          { key: 'list' },
          people.map((person) => h(Person, { key: person.id, person, isMe: person.id === me.id })),
        ),
      ],
      people.length === 0 && h('p', { class: 'me-note' }, h('strong', {}, me.name), h('small', {}, me.note)),
      h('button', { type: 'button', class: 'item', onClick: signOut }, say('signOut')),
    ),
  );
}

/** @param {{ person: PersonInfo, isMe: boolean }} props */
function Person({ person: { id, name, note, avatar }, isMe }) {
  const address = `/console?as=${encodeURIComponent(id)}`;
  const act = `${say('actAs')} ${name}`;
  const elsewhere = labelled(act, say('anotherWindow'));
  return h(
    'li',
    { class: 'person-item' },
    h(Avatar, { avatar }),
    h('span', { class: 'who' }, h('strong', {}, name), h('small', {}, note)),
    isMe
      ? h('span', { class: 'chip you' }, say('you'))
      : h(
          'span',
          { class: 'row' },
          h('a', { class: 'button plain small', href: address, 'aria-label': act }, say('actAs')),
          h(
            'a',
            {
              class: 'icon-button',
              href: address,
              target: '_blank',
              'aria-label': elsewhere,
              title: say('anotherWindow'),
            },
            h(Icon, { name: 'out' }),
          ),
        ),
  );
}
