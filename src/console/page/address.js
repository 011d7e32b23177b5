/**
 * Where one is in the page, as the address has it: reloading, going back and sharing the address lead there again.
 *
 * @typedef {import('../protocol.ts').PageFilter} PageFilter
 * @typedef {object} Route
 * @property {'users' | 'chat'} view
 * @property {PageFilter} filter of the Users page
 * @property {string | null} user whose card is open beside the table
 */

/** @type {PageFilter} */
export const NO_FILTER = { search: '', status: '', role: '', sort: 'name', page: 1 };

/** @param {string} search the part of an address that begins with `?` @returns {Route} */
export function readRoute(search) {
  const query = new URLSearchParams(search);
  const page = Number(query.get('page'));
  return {
    view: query.has('say') || query.get('view') === 'chat' ? 'chat' : 'users',
    filter: {
      search: query.get('search') ?? '',
      status: query.get('status') ?? '',
      role: query.get('role') ?? '',
      sort: query.get('sort') ?? NO_FILTER.sort,
      page: Number.isInteger(page) && page > 0 ? page : 1,
    },
    user: query.get('user'),
  };
}

/** The address of a route; `as` whom stays as in the present one. @param {Route} route @param {string} present */
export function addressOf({ view, filter, user }, present) {
  const query = new URLSearchParams();
  const as = new URLSearchParams(present).get('as');
  if (as !== null) query.set('as', as);
  if (view === 'chat') query.set('view', 'chat');
  for (const [name, value] of Object.entries(filter)) {
    if (value !== NO_FILTER[/** @type {keyof PageFilter} */ (name)]) query.set(name, String(value));
  }
  if (user !== null) query.set('user', user);
  const said = query.toString();
  return said === '' ? '/console' : `/console?${said}`;
}

/** @param {PageFilter} some @param {PageFilter} other */
export function isSameFilter(some, other) {
  return Object.entries(some).every(
    ([name, value]) => other[/** @type {keyof PageFilter} */ (name)] === value,
  );
}

/** How many filters narrow the list; the search is seen by itself. @param {PageFilter} filter */
export function countFilters({ status, role }) {
  return [status, role].filter((each) => each !== '').length;
}

const LEFT = 'hexa.left';
/** After this long somebody who signs in begins anew. */
const FRESH_MS = 30 * 60_000;

/** Remembers where one was when the session ended: for this window, and for whoever signs in next in another. */
export function rememberRoute() {
  const left = JSON.stringify({ at: Date.now(), address: location.pathname + location.search });
  sessionStorage.setItem(LEFT, left);
  localStorage.setItem(LEFT, left);
}

/** Goes back to where one was, once, unless the address leads somewhere itself. */
export function returnToRoute() {
  const left = sessionStorage.getItem(LEFT) ?? localStorage.getItem(LEFT);
  sessionStorage.removeItem(LEFT);
  localStorage.removeItem(LEFT);
  if (left === null || location.search !== '') return;
  const { at, address } = JSON.parse(left);
  if (Date.now() - at < FRESH_MS) history.replaceState(null, '', address);
}
