import { addressOf, isSameFilter, readRoute, rememberRoute } from './address.js';
import { Dialogs } from './dialogs.js';
import { Socket } from './socket.js';
import { withoutHexa } from './suggest.js';
import { say } from './texts.js';
import { withKeptRows } from './users-part.js';

/**
 * @typedef {import('../protocol.ts').ServerEvent} ServerEvent
 * @typedef {import('../protocol.ts').SessionInfo} SessionInfo
 * @typedef {import('../protocol.ts').PageScreen} PageScreen
 * @typedef {import('../protocol.ts').PageOption} PageOption
 * @typedef {import('./address.js').Route} Route
 * @typedef {Extract<ServerEvent, { type: 'welcome' }>} Welcome
 * @typedef {Omit<Extract<import('../protocol.ts').PageRequest, { type: 'press' }>, 'id' | 'type'>} Press
 * @typedef {(source: 'users' | 'roles', text: string) => Promise<PageOption[]>} Search
 */

/** What the open page of somebody who is signed in knows and does; what is drawn follows it. */
export class Page {
  session;
  socket;
  dialogs;
  /** @type {Route} */
  route = readRoute(location.search);
  /** @type {'connecting' | 'open' | 'lost'} */
  connection = 'connecting';
  /** @type {Welcome['me']} */
  me = { id: '', name: '', note: '', avatar: { initials: '', hue: 0 } };
  /** @type {Welcome['commands']} */
  commands = [];
  /** @type {Welcome['starters']} */
  starters = [];
  /** @type {import('../protocol.ts').Entry[]} */
  entries = [];
  /** The message that came or changed last, to be brought into view. @type {{ id: string } | null} */
  latest = null;
  /** @type {Welcome['question']} */
  question = null;
  /** @type {Welcome['mails']} */
  mails = null;
  /** The Users page as it came last; null: not yet. @type {PageScreen | null} */
  users = null;
  /** The card beside the table; `screen` null: not yet. @type {{ user: string, screen: PageScreen | null } | null} */
  card = null;
  /** What the service put into the composer. @type {{ text: string } | null} */
  typed = null;
  /** @type {() => void} */
  #draw = () => {};
  #isStarted = false;
  #isLeaving = false;
  #isLooking = false;
  #isStale = true;
  /** Something was changed while nobody looked. */
  #isStaleUnseen = false;

  /** @param {Extract<SessionInfo, { state: 'signed_in' }>} session */
  constructor(session) {
    this.session = session;
    this.dialogs = new Dialogs(this);
    const address = new URL('/console/socket', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const as = new URLSearchParams(location.search).get('as');
    if (as !== null) address.searchParams.set('as', as);
    address.searchParams.set('zone', Intl.DateTimeFormat().resolvedOptions().timeZone);
    this.socket = new Socket(address.href, {
      event: (event) => this.#receive(event),
      state: (state, reason) => this.#setConnection(state, reason),
    });
    window.addEventListener('popstate', () => this.#follow(readRoute(location.search)));
    document.addEventListener('visibilitychange', () => {
      if (this.#isStaleUnseen && !document.hidden) this.#refresh();
    });
  }

  /** @param {() => void} draw is called after every change */
  start(draw) {
    this.#draw = draw;
    this.socket.connect();
  }

  changed() {
    this.#draw();
  }

  /**
   * Goes to another route, or the same with another filter or card.
   *
   * @param {Partial<Route>} to
   * @param {'push' | 'replace'} [how] whether Back leads to the present route
   */
  go(to, how = 'push') {
    const route = { ...this.route, ...to };
    const address = addressOf(route, location.search);
    if (address !== location.pathname + location.search) {
      if (how === 'push') history.pushState(null, '', address);
      else history.replaceState(null, '', address);
    }
    this.#follow(route);
  }

  /** @param {Route} route */
  #follow(route) {
    const before = this.route;
    this.route = route;
    if (!isSameFilter(before.filter, route.filter)) void this.look();
    if (route.user !== (this.card?.user ?? null)) void this.#openCard(route.user);
    this.changed();
  }

  /** Asks for the users as they are now; once more where something changed meanwhile. */
  async look() {
    this.#isStale = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#isStale && this.socket.isOpen) {
      this.#isStale = false;
      await this.socket.request({ type: 'home', filter: this.route.filter });
    }
    this.#isLooking = false;
  }

  /** @param {string | null} user */
  async #openCard(user) {
    this.card = user === null ? null : { user, screen: null };
    if (user !== null) await this.#loadCard(user);
  }

  /** @param {string} user */
  async #loadCard(user) {
    const from = /** @type {const} */ ({ tab: 'home', entry: null, depth: 1 });
    const press = { action: `1/users.show/${user}`, selected: [], values: {}, draft: null, from };
    await this.socket.request({ type: 'press', ...press }, (event) => {
      if (event.type === 'modal' && this.card?.user === user) this.card = { user, screen: event.screen };
    });
    this.changed();
  }

  /** @param {string} text @param {boolean} [fromLink] */
  async say(text, fromLink = false) {
    if (this.route.view !== 'chat') this.go({ view: 'chat' });
    await this.socket.request({ type: 'say', text, fromLink }, (event) => this.dialogs.show(event, null));
  }

  /** @param {Press} press @param {import('./dialogs.js').OpenDialog | null} [dialog] that holds what was pressed */
  press(press, dialog = null) {
    return this.socket.request({ type: 'press', ...press }, (event) => this.dialogs.show(event, dialog));
  }

  /** Presses something on the Users page: what comes of it is shown upon it. @param {string} action @param {string[]} [selected] */
  pressOnUsers(action, selected = []) {
    const from = /** @type {const} */ ({ tab: 'home', entry: null, depth: 1 });
    return this.press({ action, selected, values: {}, draft: null, from });
  }

  /** @type {Search} */
  search = async (source, text) => {
    /** @type {PageOption[]} */
    let found = [];
    await this.socket.request({ type: 'search', source, text }, (event) => {
      if (event.type === 'options') found = event.options;
    });
    return found;
  };

  /** @param {ServerEvent} event */
  #receive(event) {
    switch (event.type) {
      case 'welcome':
        this.#start(event);
        break;
      case 'me':
        this.#become(event.me);
        break;
      case 'entry':
        this.#take(event.entry);
        break;
      case 'entry_gone':
        this.entries = this.entries.filter(({ id }) => id !== event.id);
        break;
      case 'home':
        this.users = withKeptRows(this.users, event.screen);
        break;
      case 'home_stale':
        this.#refresh();
        break;
      case 'typed':
        this.typed = { text: `/hexa ${withoutHexa(event.text)}` };
        break;
      case 'question':
        this.question = event.question;
        break;
      case 'mails':
        this.mails = event.mails;
    }
    this.changed();
  }

  /** @param {Welcome} welcome */
  #start({ me, commands, starters, entries, question, mails }) {
    this.#become(me);
    Object.assign(this, { commands, starters, entries, question, mails });
    this.latest = entries.at(-1) ?? null;
    this.#refresh();
    if (!this.#isStarted) this.#sayFromLink();
    this.#isStarted = true;
  }

  /** Something was changed, here or elsewhere. What is typed, open or chosen stays; only what is shown of it is new. */
  #refresh() {
    this.#isStaleUnseen = document.hidden;
    if (document.hidden) return;
    void this.look();
    const { user } = this.route;
    if (user === null) return;
    if (this.card === null) void this.#openCard(user);
    else void this.#loadCard(user);
  }

  /** @param {import('../protocol.ts').Entry} entry */
  #take(entry) {
    const isNew = !this.entries.some(({ id }) => id === entry.id);
    this.entries = isNew
      ? [...this.entries, entry]
      : this.entries.map((each) => (each.id === entry.id ? entry : each));
    this.latest = entry;
    // It may be a request that waits for this person.
    if (entry.from === 'hexa') void this.look();
  }

  /** @param {Welcome['me']} me */
  #become(me) {
    this.me = me;
    document.title = `${say('title')} · ${me.name}`;
  }

  /** A link may ask for an answer; the service decides whether it is only put into the composer. */
  #sayFromLink() {
    const text = new URLSearchParams(location.search).get('say');
    if (text === null || text.trim() === '') return;
    history.replaceState(null, '', addressOf({ ...this.route, view: 'chat' }, location.search));
    void this.say(`/hexa ${text.trim()}`, true);
  }

  /** @param {'open' | 'lost' | 'signed_out'} state @param {string} [reason] why the service ended the session, in a word */
  #setConnection(state, reason = '') {
    if (state === 'signed_out') return this.#leave(reason);
    this.connection = state;
    // Whether somebody is signed out by now, only asking tells.
    if (state === 'lost' && this.socket.attempts > 0) void this.#askWhetherIn();
    this.changed();
  }

  async #askWhetherIn() {
    const session = await fetchSession();
    // After a restart the service knows nobody whom it had signed in.
    if (session?.state === 'signed_out') this.#leave(session.ended ?? 'restarted');
    else if (session?.state === 'no_botkit') this.#leave();
  }

  /** To the sign-in, which says why, and from there back to here. @param {string} [reason] */
  #leave(reason = '') {
    // Once: another reload would begin a slow one anew.
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    rememberRoute();
    if (reason !== '') history.replaceState(null, '', `#${reason}`);
    location.reload();
  }
}

/** @returns {Promise<SessionInfo | null>} null: the service does not answer */
export async function fetchSession() {
  try {
    const response = await fetch('/console/session');
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
