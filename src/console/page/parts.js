import { drawActions } from './actions.js';
import { avatarDisc, el, icon } from './dom.js';
import { drawLink, drawText } from './inline.js';
import { labelled, say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PagePart} PagePart
 * @typedef {import('./actions.js').Press} Press
 */

/** @param {PagePart} part @param {Press} press @returns {HTMLElement | null} */
export function drawPart(part, press) {
  switch (part.type) {
    case 'text':
      return el('p', { class: part.isNote ? 'text note' : 'text' }, drawText(part.text));
    case 'facts':
      return drawFacts(part.facts);
    case 'users':
      return el(
        'ul',
        { class: 'users' },
        part.rows.map((row) => drawUser(row, press)),
      );
    case 'table':
      return drawTable(part);
    case 'matrix':
      return drawMatrix(part);
    case 'diff':
      return drawDiff(part);
    case 'image':
      return drawImage(part);
    case 'divider':
      return el('hr');
    case 'actions':
      return drawActions(part.actions, press);
  }
}

/** @param {readonly import('../protocol.ts').PageFact[]} facts */
function drawFacts(facts) {
  const isLong = facts.some(({ label }) => label.length > 24);
  return el(
    'dl',
    { class: isLong ? 'facts stacked' : 'facts' },
    facts.map(({ label, value }) =>
      el('div', {}, el('dt', {}, drawLabel(label)), el('dd', {}, value.length > 0 ? drawText(value) : '–')),
    ),
  );
}

/** What is typed looks so. @param {string} label */
function drawLabel(label) {
  return label.startsWith('/hexa') ? el('code', {}, label) : label;
}

/** @param {import('../protocol.ts').PageUserRow} row @param {Press} press */
function drawUser(row, press) {
  return el(
    'li',
    { class: 'user' },
    avatarDisc(row.avatar),
    el(
      'div',
      { class: 'who' },
      el(
        'p',
        { class: 'name' },
        el('strong', {}, row.name),
        el('span', { class: `status ${row.status}` }, row.statusLabel),
      ),
      el(
        'dl',
        { class: 'user-facts' },
        row.facts.map(({ label, value }) =>
          el('div', {}, el('dt', {}, label), el('dd', {}, drawText(value))),
        ),
      ),
    ),
    drawActions(row.actions, press),
  );
}

/** On narrow screens each row stands as a card, its cells named by their columns. @param {Extract<PagePart, { type: 'table' }>} part */
function drawTable({ columns, rows }) {
  // The roles stand here as narrow screens lay tables out as blocks, which takes their meaning from them.
  const head = el(
    'tr',
    { role: 'row' },
    columns.map((column) => el('th', { scope: 'col', role: 'columnheader' }, column)),
  );
  const body = rows.map((cells) =>
    el(
      'tr',
      { role: 'row' },
      cells.map((cell, index) =>
        el('td', { role: 'cell', 'data-label': columns[index] ?? '' }, drawCell(cell)),
      ),
    ),
  );
  const table = el(
    'table',
    { class: 'table', role: 'table' },
    el('thead', { role: 'rowgroup' }, head),
    el('tbody', { role: 'rowgroup' }, body),
  );
  return scrolled(table, columns.join(', '));
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is too long for its column is whole in its title. @param {import('../protocol.ts').PageText} text */
function drawCell(text) {
  const cell = el('span', { class: 'cell' }, drawText(text));
  const said = cell.textContent ?? '';
  if (ID.test(said)) cell.classList.add('id');
  if (said.length > 12) cell.title = said;
  return cell;
}

/** @param {Extract<PagePart, { type: 'matrix' }>} part */
function drawMatrix({ columns, rows }) {
  const head = el(
    'tr',
    {},
    el('td'),
    columns.map((column) => el('th', { scope: 'col' }, column)),
  );
  const body = rows.map(({ label, cells }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, label),
      cells.map((cell) =>
        el(
          'td',
          { class: cell ? 'yes' : 'no' },
          cell ? icon('check') : '·',
          el('span', { class: 'hidden' }, say(cell ? 'yes' : 'no')),
        ),
      ),
    ),
  );
  return scrolled(
    el('table', { class: 'matrix' }, el('thead', {}, head), el('tbody', {}, body)),
    columns.join(', '),
  );
}

/** Wide content moves within itself, also by the keyboard. @param {HTMLElement} content @param {string} label */
function scrolled(content, label) {
  return el('div', { class: 'scrolled', tabindex: '0', role: 'group', 'aria-label': label }, content);
}

/** @param {Extract<PagePart, { type: 'diff' }>} part */
function drawDiff({ sides }) {
  return el(
    'div',
    { class: 'diff' },
    sides.map(({ label, sign, names }) =>
      el(
        'div',
        { class: sign === '+' ? 'gained' : 'lost' },
        el('h3', {}, label),
        el(
          'ul',
          {},
          names.map((name) => el('li', {}, el('span', { 'aria-hidden': 'true' }, `${sign} `), name)),
        ),
      ),
    ),
  );
}

/** Nothing is loaded from other hosts: a picture is named, and opens beside the page. @param {Extract<PagePart, { type: 'image' }>} part */
function drawImage({ alt, url }) {
  return el(
    'p',
    { class: 'text note' },
    labelled(say('imageElsewhere')),
    url === null ? alt || '–' : drawLink(alt || url, url),
  );
}
