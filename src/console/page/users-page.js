import { h } from 'preact';
import { useContext } from 'preact/hooks';
import { Actions } from './actions.js';
import { NO_FILTER } from './address.js';
import { Greeting } from './greeting.js';
import { Icon } from './icons.js';
import { PageContext } from './page-context.js';
import { BodyOnUsers, Heading } from './screen.js';
import { TableSkeleton } from './skeletons.js';
import { say } from './texts.js';
import { UserCard } from './user-card.js';
import { usersOf } from './users-part.js';
import { UsersTable } from './users-table.js';
import { Toolbar } from './users-toolbar.js';

/** @typedef {import('./users-part.js').UsersPart} UsersPart */

/** The panel's page of users: what waits, a toolbar, the table, and beside it the card of one of them. */
export function UsersPage() {
  const page = useContext(PageContext);
  const { users: screen, card } = page;
  const part = usersOf(screen);
  return h(
    'div',
    { class: card === null ? 'users-page' : 'users-page with-card' },
    h(
      'div',
      { class: 'users-main' },
      h(Greeting, {}),
      screen === null && h(TableSkeleton, {}),
      screen !== null && part === null && h(Closed, { screen }),
      screen !== null && part !== null && h(Open, { screen, part }),
    ),
    card !== null && h(UserCard, { card }),
  );
}

/** @param {{ screen: import('../protocol.ts').PageScreen, part: UsersPart }} props */
function Open({ screen, part }) {
  const page = useContext(PageContext);
  const { table, rows } = part;
  const press = (/** @type {string} */ action, /** @type {string[]} */ selected = []) =>
    page.pressOnUsers(action, selected);
  const notes = screen.parts.flatMap((each) => (each.type === 'text' ? [each.text] : []));
  return [
    h(Waiting, { key: 'waiting', waiting: table.waiting, press }),
    h(Toolbar, { key: 'toolbar', title: screen.title, table, more: screen.actions }),
    notes.map((text, index) =>
      h(
        'p',
        { key: `note ${index}`, class: 'banner' },
        h(Icon, { name: 'lock' }),
        h('span', {}, text.map((each) => ('text' in each ? each.text : '')).join('')),
      ),
    ),
    table.upgrade.length > 0 &&
      h(
        'div',
        { key: 'upgrade', class: 'banner warning' },
        h(Icon, { name: 'warn' }),
        h('span', {}, table.add.disabled ?? table.quota),
        h(Actions, { actions: table.upgrade, press }),
      ),
    rows.length === 0
      ? h(Empty, { key: 'empty', isFiltered: table.total === 0 && hasFilter(table.filter) })
      : h(UsersTable, { key: 'table', rows, table }),
    h(Pages, { key: 'pages', table }),
  ];
}

/** @param {import('../protocol.ts').PageFilter} filter */
function hasFilter({ search, status, role }) {
  return search !== '' || status !== '' || role !== '';
}

/** Who asks for what. @param {{ waiting: UsersPart['table']['waiting'], press: import('./actions.js').Press }} props */
function Waiting({ waiting: { total, requests }, press }) {
  const page = useContext(PageContext);
  if (total === 0) return null;
  return h(
    'section',
    { class: 'waiting', 'aria-label': say('waiting') },
    h('h2', {}, h(Icon, { name: 'bell' }), say('waiting'), h('span', { class: 'badge' }, total)),
    h(
      'ul',
      {},
      requests.map(({ text, open }) =>
        h(
          'li',
          { key: open },
          h('p', {}, text),
          h(
            'button',
            {
              type: 'button',
              class: 'button plain small',
              'aria-label': `${say('review')} ${text}`,
              onClick: () => void press(open),
            },
            say('review'),
          ),
        ),
      ),
    ),
    total > requests.length &&
      h(
        'button',
        {
          type: 'button',
          class: 'button plain small',
          onClick: () => void page.say('/hexa requests list waiting'),
        },
        say('seeAll'),
      ),
  );
}

/** @param {{ isFiltered: boolean }} props */
function Empty({ isFiltered }) {
  const page = useContext(PageContext);
  return h(
    'div',
    { class: 'empty' },
    h(Icon, { name: 'search' }),
    h('h2', {}, say(isFiltered ? 'noneFound' : 'noUsers')),
    h('p', { class: 'note' }, say(isFiltered ? 'noneFoundText' : 'noUsersText')),
    isFiltered &&
      h(
        'button',
        { type: 'button', class: 'button plain', onClick: () => page.go({ filter: NO_FILTER }) },
        say('clearFilters'),
      ),
  );
}

/** @param {{ table: UsersPart['table'] }} props */
function Pages({ table: { total, pageSize, filter } }) {
  const page = useContext(PageContext);
  const last = Math.max(1, Math.ceil(total / pageSize));
  const at = filter.page;
  const first = (at - 1) * pageSize + 1;
  const to = (/** @type {number} */ number) => () => {
    page.go({ filter: { ...page.route.filter, page: number } });
    // Another page is read from its beginning.
    const heading = document.querySelector('.toolbar .heading');
    if (heading instanceof HTMLElement) heading.focus();
    document.querySelector('.users-main')?.scrollTo(0, 0);
  };
  if (total === 0) return null;
  return h(
    'nav',
    { class: 'pages', 'aria-label': say('pages') },
    h('p', { role: 'status' }, `${first}–${Math.min(total, at * pageSize)} ${say('of')} ${total}`),
    last > 1 &&
      h(
        'div',
        { class: 'row' },
        h(
          'button',
          { type: 'button', class: 'button plain', disabled: at === 1, onClick: to(at - 1) },
          say('previous'),
        ),
        h(
          'button',
          { type: 'button', class: 'button plain', disabled: at === last, onClick: to(at + 1) },
          say('next'),
        ),
      ),
  );
}

/** For who may not see the users: why, and what they can do. @param {{ screen: import('../protocol.ts').PageScreen }} props */
function Closed({ screen }) {
  return h(
    'section',
    { class: `card closed ${screen.tone}` },
    h(Heading, { screen, level: 'h1' }),
    h(BodyOnUsers, { screen }),
  );
}
