import { h } from 'preact';
import { useContext } from 'preact/hooks';
import { Actions } from './actions.js';
import { Avatar, Icon } from './icons.js';
import { Link, plain, Text } from './inline.js';
import { Menu } from './menu.js';
import { PageContext } from './page-context.js';
import { labelled, say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PagePart} PagePart
 * @typedef {import('./actions.js').Press} Press
 */

/** @param {{ part: PagePart, press: Press }} props */
export function Part({ part, press }) {
  switch (part.type) {
    case 'text':
      return h('p', { class: part.isNote ? 'text note' : 'text' }, h(Text, { text: part.text }));
    case 'facts':
      return h(Facts, part);
    case 'users':
      return h(
        'ul',
        { class: 'users' },
        part.rows.map((row, index) => h(User, { key: index, row, press })),
      );
    case 'table':
      return h(Table, part);
    case 'matrix':
      return h(Matrix, part);
    case 'diff':
      return h(Diff, part);
    case 'image':
      // Nothing is loaded from other hosts: a picture is named, and opens beside the page.
      return h(
        'p',
        { class: 'text note' },
        labelled(say('imageElsewhere')),
        part.url === null ? part.alt || '–' : h(Link, { label: part.alt || part.url, url: part.url }),
      );
    case 'divider':
      return h('hr', {});
    case 'actions':
      return h(Actions, { actions: part.actions, press });
  }
}

/** @param {{ facts: readonly import('../protocol.ts').PageFact[] }} props */
function Facts({ facts }) {
  const isLong = facts.some(({ label }) => label.length > 24);
  return h(
    'dl',
    { class: isLong ? 'facts stacked' : 'facts' },
    facts.map(({ label, value }, index) =>
      h(
        'div',
        { key: index },
        h('dt', {}, label.startsWith('/hexa') ? h('code', {}, label) : label),
        h('dd', {}, value.length > 0 ? h(Text, { text: value }) : '–'),
      ),
    ),
  );
}

/** @param {{ row: import('../protocol.ts').PageUserRow, press: Press }} props */
function User({ row, press }) {
  return h(
    'li',
    { class: 'user' },
    h(Avatar, { avatar: row.avatar }),
    h(
      'div',
      { class: 'who' },
      h(
        'p',
        { class: 'name' },
        h('strong', { dir: 'auto' }, row.name),
        h('span', { class: `status ${row.status}` }, row.statusLabel),
      ),
      h(
        'dl',
        { class: 'user-facts' },
        row.facts.map(({ label, value }) =>
          h('div', { key: label }, h('dt', {}, label), h('dd', {}, h(Text, { text: value }))),
        ),
      ),
    ),
    h(RowActions, { row, press }),
  );
}

/** The first thing to do with somebody as a button, the others in a menu. @param {{ row: import('../protocol.ts').PageUserRow, press: Press }} props */
function RowActions({ row: { name, actions }, press }) {
  const page = useContext(PageContext);
  const others = actions.slice(1).flatMap((action) => (action.type === 'button' ? [action] : []));
  /** @param {import('../protocol.ts').PageButton} button */
  const act = async ({ action, confirm, style }) => {
    if (confirm === null || (await page.dialogs.ask(confirm, style))) await press(action);
  };
  const items = others.map((button) => ({
    key: button.action,
    label: button.label,
    isDanger: button.style === 'danger',
    disabled: button.disabled,
    act: () => void act(button),
  }));
  return h(
    'div',
    { class: 'row-actions' },
    h(Actions, { actions: actions.slice(0, 1), press, about: name }),
    items.length > 0 &&
      h(
        Menu,
        {
          label: `${say('more')} ${name}`,
          look: 'icon-button',
          button: { 'aria-label': `${say('more')} ${name}` },
          items,
        },
        h(Icon, { name: 'more' }),
      ),
  );
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** On narrow screens each row stands as a card, its cells named by their columns. @param {Extract<PagePart, { type: 'table' }>} props */
function Table({ columns, rows }) {
  // The roles stand here as narrow screens lay tables out as blocks, which takes their meaning from them.
  return h(
    'div',
    { class: 'scrolled', tabIndex: 0, role: 'group', 'aria-label': columns.join(', ') },
    h(
      'table',
      { class: 'table', role: 'table' },
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          columns.map((column) => h('th', { key: column, scope: 'col', role: 'columnheader' }, column)),
        ),
      ),
      h(
        'tbody',
        { role: 'rowgroup' },
        rows.map((cells, index) =>
          h(
            'tr',
            { key: index, role: 'row' },
            cells.map((cell, at) =>
              h('td', { key: at, role: 'cell', 'data-label': columns[at] ?? '' }, h(Cell, { text: cell })),
            ),
          ),
        ),
      ),
    ),
  );
}

/** What is too long for its column is whole in its title. @param {{ text: import('../protocol.ts').PageText }} props */
function Cell({ text }) {
  const said = plain(text);
  const look = ID.test(said) ? 'cell id' : 'cell';
  return h(
    'span',
    { class: look, dir: 'auto', title: said.length > 12 ? said : undefined },
    h(Text, { text }),
  );
}

/** @param {Extract<PagePart, { type: 'matrix' }>} props */
function Matrix({ columns, rows }) {
  return h(
    'div',
    { class: 'scrolled', tabIndex: 0, role: 'group', 'aria-label': columns.join(', ') },
    h(
      'table',
      { class: 'matrix' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('td', {}),
          columns.map((column) => h('th', { key: column, scope: 'col' }, column)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(({ label, cells }) =>
          h(
            'tr',
            { key: label },
            h('th', { scope: 'row' }, label),
            cells.map((cell, at) =>
              h(
                'td',
                { key: at, class: cell ? 'yes' : 'no' },
                cell ? h(Icon, { name: 'check' }) : '·',
                h('span', { class: 'hidden' }, say(cell ? 'yes' : 'no')),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** @param {Extract<PagePart, { type: 'diff' }>} props */
function Diff({ sides }) {
  return h(
    'div',
    { class: 'diff' },
    sides.map(({ label, sign, names }) =>
      h(
        'div',
        { key: sign, class: sign === '+' ? 'gained' : 'taken' },
        h('h3', {}, label),
        h(
          'ul',
          {},
          names.map((name) => h('li', { key: name }, h('span', { 'aria-hidden': 'true' }, `${sign} `), name)),
        ),
      ),
    ),
  );
}
