import { Chat } from './chat.js';
import { drawComposer } from './composer.js';
import { el, fill } from './dom.js';
import { drawGuided } from './guided.js';
import { drawHeader } from './header.js';
import { Home } from './home.js';
import { Mailbox } from './mailbox.js';
import { Modals } from './modals.js';
import { drawNoBotkit, drawSignIn, post } from './sign-in.js';
import { Line } from './socket.js';
import { withoutHexa } from './suggest.js';
import { say, setTexts } from './texts.js';

/**
 * @typedef {import('../protocol.ts').ServerEvent} ServerEvent
 * @typedef {import('../protocol.ts').SessionInfo} SessionInfo
 * @typedef {Extract<ServerEvent, { type: 'welcome' }>} Welcome
 * @typedef {Omit<Extract<import('../protocol.ts').PageRequest, { type: 'press' }>, 'id' | 'type'>} Press
 */

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** The open page of somebody who is signed in. */
export class Page {
  line;
  modals = new Modals(this);
  /** @type {'chat' | 'home'} */
  tab = 'chat';
  /** @type {Welcome['commands']} */
  commands = [];
  /** @type {Welcome['me']} */
  me = { id: '', name: '', note: '', avatar: { initials: '', hue: 0 } };
  #session;
  #chat;
  #home;
  #mailbox;
  #composer;
  #dock = el('div', { class: 'dock' });
  #notice = el('p', { class: 'lost', role: 'status', hidden: true });
  #isStarted = false;
  /** @type {ReturnType<typeof drawHeader> | null} */
  #header = null;

  /** @param {Extract<SessionInfo, { state: 'signed_in' }>} session */
  constructor(session) {
    this.#session = session;
    this.#chat = new Chat(this);
    this.#home = new Home(this);
    this.#mailbox = new Mailbox();
    this.#composer = drawComposer(this);
    const address = new URL('/console/socket', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const as = new URLSearchParams(location.search).get('as');
    if (as !== null) address.searchParams.set('as', as);
    this.line = new Line(address.href, {
      event: (event) => this.#receive(event),
      state: (state, reason) => this.#setState(state, reason),
    });
    this.line.connect();
  }

  /** @param {string} text @param {boolean} [fromLink] */
  async say(text, fromLink = false) {
    this.choose('chat');
    await this.line.request({ type: 'say', text, fromLink }, (event) => this.modals.show(event, null));
  }

  /** @param {Press} press */
  press(press) {
    return this.line.request({ type: 'press', ...press }, (event) => this.modals.show(event, null));
  }

  /** @type {import('./fields.js').Search} */
  search = async (source, text) => {
    /** @type {import('../protocol.ts').PageOption[]} */
    let found = [];
    await this.line.request({ type: 'search', source, text }, (event) => {
      if (event.type === 'options') found = event.options;
    });
    return found;
  };

  /** @param {'chat' | 'home'} tab */
  choose(tab) {
    this.tab = tab;
    this.#header?.select(tab);
    for (const name of ['chat', 'home']) {
      const panel = document.getElementById(`panel-${name}`);
      if (panel !== null) panel.hidden = name !== tab;
    }
    if (tab === 'home') void this.#home.look();
  }

  /** @param {ServerEvent} event */
  #receive(event) {
    switch (event.type) {
      case 'welcome':
        return this.#start(event);
      case 'me':
        return this.#become(event.me);
      case 'entry':
        return this.#chat.show(event.entry);
      case 'entry_gone':
        return this.#chat.remove(event.id);
      case 'home':
        return this.#home.show(event.screen);
      case 'home_stale':
        return this.#home.stale();
      case 'typed':
        return this.#composer.type(`/hexa ${withoutHexa(event.text)}`);
      case 'question':
        return this.#ask(event.question);
      case 'mails':
        return this.#mailbox.show(event.mails);
      default:
        return;
    }
  }

  /** @param {Welcome} welcome */
  #start({ me, commands, starters, entries, question, mails }) {
    this.#become(me);
    this.commands = commands;
    if (!this.#isStarted) this.#draw(mails !== null);
    if (mails !== null) this.#mailbox.show(mails, !this.#isStarted);
    this.#chat.start(entries, starters);
    this.#ask(question);
    this.#home.stale();
    if (!this.#isStarted) this.#sayFromLink();
    this.#isStarted = true;
  }

  /** @param {Welcome['me']} me */
  #become(me) {
    if (me.name === this.me.name && me.note === this.me.note) return;
    this.me = me;
    document.title = `${say('title')} · ${me.name}`;
    this.#header?.become(me);
  }

  /** @param {boolean} hasMailbox */
  #draw(hasMailbox) {
    this.#header = drawHeader({
      me: this.me,
      people: this.#session.people,
      isDemo: this.#session.isDemo,
      mailboxButton: hasMailbox ? this.#mailbox.button : null,
      choose: (tab) => this.choose(tab),
      signOut: async () => {
        await post('sign-out', {});
        location.replace('/console');
      },
    });
    fill(
      root,
      el('a', { class: 'skip', href: '#line' }, say('skip')),
      this.#header.element,
      el(
        'main',
        {},
        this.#notice,
        el(
          'section',
          { id: 'panel-chat', class: 'panel', role: 'tabpanel', 'aria-labelledby': 'tab-chat' },
          this.#chat.element,
          this.#dock,
        ),
        el(
          'section',
          {
            id: 'panel-home',
            class: 'panel',
            role: 'tabpanel',
            'aria-labelledby': 'tab-home',
            tabindex: '0',
          },
          this.#home.element,
        ),
      ),
      hasMailbox ? this.#mailbox.element : null,
    );
    this.choose('chat');
  }

  /** @param {import('../protocol.ts').Question | null} question */
  #ask(question) {
    const asking = question === null ? this.#composer : drawGuided(this, question);
    if (this.#dock.firstElementChild === asking.element) return;
    const hadFocus = this.#dock.contains(document.activeElement) || document.activeElement === document.body;
    this.#dock.replaceChildren(asking.element);
    if (hadFocus) asking.focus();
  }

  /** A link may ask for an answer; the service decides whether it is only put into the line. */
  #sayFromLink() {
    const text = new URLSearchParams(location.search).get('say');
    if (text !== null && text.trim() !== '') void this.say(`/hexa ${text.trim()}`, true);
  }

  /** @param {'open' | 'lost' | 'signed_out'} state @param {string} [reason] */
  #setState(state, reason) {
    if (state === 'signed_out') {
      if (reason === 'rights_ended') history.replaceState(null, '', '#rights');
      return location.reload();
    }
    this.#notice.hidden = state === 'open';
    this.#notice.textContent = state === 'open' ? '' : say('disconnected');
    // After a restart of the service nobody is signed in any more; only asking tells.
    if (state === 'lost' && this.line.attempts > 1) void this.#askWhetherIn();
  }

  async #askWhetherIn() {
    const session = await fetchSession();
    if (session !== null && session.state !== 'signed_in') location.reload();
  }
}

/** @returns {Promise<SessionInfo | null>} */
async function fetchSession() {
  try {
    const answer = await fetch('/console/session');
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const session = await fetchSession();
if (session !== null) {
  setTexts(session.texts);
  document.title = say('title');
  if (session.state === 'signed_out') {
    fill(root, drawSignIn(session.way, location.hash));
    history.replaceState(null, '', location.pathname + location.search);
  } else if (session.state === 'no_botkit') fill(root, drawNoBotkit());
  else new Page(session);
}
