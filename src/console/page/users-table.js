import { h } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { CopyButton } from './copy-button.js';
import { Avatar, Icon } from './icons.js';
import { Menu } from './menu.js';
import { PageContext } from './page-context.js';
import { say, sayInstant } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageUserRow} PageUserRow
 * @typedef {import('../protocol.ts').PageUserDetails} Details
 */

/** Columns, and what a press on the head sorts by. */
const COLUMNS = /** @type {const} */ ([
  ['name', 'name'],
  ['roles', ''],
  ['status', ''],
  ['created', 'created'],
  ['updated', 'updated'],
  ['id', ''],
]);

/**
 * The users as a table. Tab stops at each name and at its menu; arrow keys go everywhere. On narrow screens a list: the
 * roles stand here as blocks take their meaning from tables.
 *
 * @param {{ rows: readonly PageUserRow[], table: import('../protocol.ts').PageTable }} props
 */
export function UsersTable({ rows, table }) {
  const page = useContext(PageContext);
  const sort = (/** @type {string} */ by) => page.go({ filter: { ...page.route.filter, sort: by, page: 1 } });
  return h(
    'table',
    {
      class: 'users-table',
      role: 'table',
      'aria-label': say('home'),
      'aria-rowcount': table.total,
      onKeyDown: move,
    },
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        COLUMNS.map(([name, by]) =>
          h(
            'th',
            {
              key: name,
              scope: 'col',
              role: 'columnheader',
              class: `col-${name}`,
              'aria-sort':
                by === '' || table.filter.sort !== by
                  ? undefined
                  : name === 'name'
                    ? 'ascending'
                    : 'descending',
            },
            by === ''
              ? say(`column_${name}`)
              : h(
                  'button',
                  { type: 'button', class: 'sort', onClick: () => sort(by) },
                  say(`column_${name}`),
                  h(Icon, { name: table.filter.sort === by ? 'down' : 'sort' }),
                ),
          ),
        ),
        h(
          'th',
          { scope: 'col', role: 'columnheader', class: 'col-more' },
          h('span', { class: 'hidden' }, say('more')),
        ),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((row, index) =>
        row.details === null
          ? null
          : h(Row, {
              key: row.details.id,
              row,
              details: row.details,
              isOpen: row.details.id === page.route.user,
              index,
            }),
      ),
    ),
  );
}

/** Drawn again only where it changed. @param {{ row: PageUserRow, details: Details, isOpen: boolean, index: number }} props */
function Row({ row, details, isOpen, index }) {
  const page = useContext(PageContext);
  return useMemo(() => {
    const open = () => page.go({ user: isOpen ? null : details.id });
    /** Buttons in the row do what they say; anywhere else opens the card. @param {MouseEvent} event */
    const click = (event) => {
      const target = /** @type {Element} */ (event.target);
      if (target.closest('button, a, .menu') === null && String(getSelection()) === '') open();
    };
    return h(
      'tr',
      { role: 'row', class: isOpen ? 'open' : undefined, onClick: click },
      h(
        'td',
        { role: 'cell', class: 'col-name' },
        h(Avatar, { avatar: row.avatar }),
        h(
          'div',
          { class: 'who' },
          h(
            'span',
            { class: 'name' },
            h(
              'button',
              {
                type: 'button',
                class: 'open-card',
                dir: 'auto',
                title: row.name,
                'aria-expanded': isOpen,
                'data-row': index,
                onClick: open,
              },
              row.name,
            ),
            details.isYou && h('span', { class: 'chip you' }, say('you')),
          ),
          h('small', { title: details.email }, details.email),
        ),
      ),
      h('td', { role: 'cell', class: 'col-roles' }, h(Roles, { roles: details.roles })),
      h('td', { role: 'cell', class: 'col-status' }, h(Status, { row, toggle: details.toggle })),
      h('td', { role: 'cell', class: 'col-created' }, h(When, { at: details.created })),
      h('td', { role: 'cell', class: 'col-updated' }, h(When, { at: details.updated })),
      h(
        'td',
        { role: 'cell', class: 'col-id' },
        h('code', { title: details.id }, details.id.slice(0, 8)),
        h(CopyButton, { text: details.id, label: `${say('copyId')} ${row.name}`, tabIndex: -1 }),
      ),
      h('td', { role: 'cell', class: 'col-more' }, h(RowMenu, { row, toggle: details.toggle })),
    );
  }, [row, isOpen, index]);
}

/** @param {{ row: PageUserRow, toggle: Details['toggle'] }} props */
function RowMenu({ row, toggle }) {
  const page = useContext(PageContext);
  const buttons = [...row.actions, toggle].flatMap((action) => (action.type === 'button' ? [action] : []));
  return h(
    Menu,
    {
      label: `${say('more')} ${row.name}`,
      look: 'icon-button',
      button: { 'aria-label': `${say('more')} ${row.name}` },
      items: buttons.map((button, index) => ({
        key: button.action,
        label: button.label,
        isDanger: button.style === 'danger',
        disabled: button.disabled,
        act: () => {
          const { details } = row;
          if (index === 0 && details !== null) page.go({ user: details.id });
          else void page.pressOnUsers(button.action);
        },
      })),
    },
    h(Icon, { name: 'more' }),
  );
}

/** How many role chips stand in a row before they are counted. */
const CHIPS = 2;

/** @param {{ roles: Details['roles'] }} props */
function Roles({ roles }) {
  if (roles === null) return h('span', { class: 'note' }, say('rolesHidden'));
  if (roles.length === 0) return h('span', { class: 'note' }, say('noRoles'));
  const more = roles.slice(CHIPS);
  return h(
    'ul',
    { class: 'chips', 'aria-label': say('column_roles') },
    roles.slice(0, CHIPS).map(({ name, setAside }) =>
      h(
        'li',
        {
          key: name,
          class: setAside ? 'chip aside' : 'chip',
          dir: 'auto',
          title: setAside ? `${name}: ${say('setAside')}` : name,
        },
        name,
        setAside && h('span', { class: 'hidden' }, ` ${say('setAside')}`),
      ),
    ),
    more.length > 0 &&
      h(
        'li',
        { class: 'chip count', title: more.map(({ name }) => name).join(', ') },
        h('span', { 'aria-hidden': 'true' }, `+${more.length}`),
        h('span', { class: 'hidden' }, more.map(({ name }) => name).join(', ')),
      ),
  );
}

/** On or off as a switch, and its name beside it. @param {{ row: PageUserRow, toggle: Details['toggle'] }} props */
function Status({ row, toggle }) {
  const page = useContext(PageContext);
  const press = () => {
    if (toggle.disabled === null) void page.pressOnUsers(toggle.action);
    else page.dialogs.tellText(toggle.disabled);
  };
  return h(
    'span',
    { class: 'status-cell', title: toggle.disabled ?? undefined },
    h('button', {
      type: 'button',
      class: 'switch',
      role: 'switch',
      tabIndex: -1,
      'aria-checked': row.status === 'active',
      'aria-label': `${toggle.label} ${row.name}`,
      'aria-disabled': toggle.disabled !== null || undefined,
      'aria-description': toggle.disabled ?? undefined,
      onClick: press,
    }),
    h('span', { class: `status ${row.status}` }, row.statusLabel),
  );
}

/** @param {{ at: string | null }} props */
function When({ at }) {
  if (at === null) return h('span', { class: 'note' }, '–');
  return h('time', { dateTime: at, title: sayInstant(at, 'time') }, sayInstant(at, 'date'));
}

/** Up and down to the same thing of the next row, left and right within a row. @param {KeyboardEvent & { currentTarget: HTMLElement }} event */
function move(event) {
  const { key, currentTarget } = event;
  const focused = document.activeElement;
  const row = focused?.closest('tbody tr');
  if (!row || focused?.closest('.menu') !== null) return;
  const rows = [...currentTarget.querySelectorAll('tbody tr')];
  const at = rows.indexOf(row);
  const cells = stopsOf(row);
  const column = cells.indexOf(/** @type {HTMLElement} */ (focused));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[key];
  if (key === 'ArrowRight') cells[column + 1]?.focus();
  else if (key === 'ArrowLeft') cells[column - 1]?.focus();
  else if (next === undefined) return;
  else {
    const to = rows[Math.max(0, Math.min(next, rows.length - 1))];
    if (to !== undefined) stopsOf(to)[column]?.focus();
  }
  event.preventDefault();
}

/** What can have the focus in a row, left to right. @param {Element} row @returns {HTMLElement[]} */
function stopsOf(row) {
  return [...row.querySelectorAll('button')].filter(
    (button) => button.closest('.menu') === null && button.offsetParent !== null,
  );
}
