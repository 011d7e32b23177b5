import { drawActions } from './actions.js';
import { el } from './dom.js';
import { drawScreen, valuesOf } from './screen.js';
import { say } from './texts.js';

/** The Users page: drawn anew whenever something was changed and somebody looks. */
export class Home {
  #page;
  #isStale = true;
  #isAsked = false;
  #isPressed = false;
  element = el('div', { class: 'home' }, el('p', { class: 'note', role: 'status' }, say('homeLoading')));

  /** @param {import('./main.js').Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** Something was changed. */
  stale() {
    this.#isStale = true;
    if (this.#page.tab === 'home') void this.look();
  }

  /** Somebody looks. */
  async look() {
    if (!this.#isStale || this.#isAsked) return;
    this.#isAsked = true;
    this.#isStale = false;
    await this.#page.line.request({ type: 'home' }, (event) => this.#page.modals.show(event, null));
    this.#isAsked = false;
    if (this.#isStale) await this.look();
  }

  /** @param {import('../protocol.ts').PageScreen} screen */
  show(screen) {
    const focused = document.activeElement;
    const name = this.element.contains(focused) && focused instanceof HTMLInputElement ? focused.name : null;
    const press = async (/** @type {string} */ action, /** @type {string[]} */ selected = []) => {
      this.#isPressed = true;
      await this.#page.press({
        action,
        selected,
        values: valuesOf(drawn.fields),
        draft: null,
        from: { tab: 'home', entry: null, depth: 0 },
      });
      this.#isPressed = false;
    };
    // What it is there for stands above the list; turning its pages below.
    const above = screen.actions.filter((action) => action.type === 'button' && action.style === 'primary');
    const below = screen.actions.filter((action) => !above.includes(action));
    const drawn = drawScreen(
      { ...screen, actions: above },
      { press, search: (source, text) => this.#page.search(source, text) },
      'h1',
    );
    // What narrows the list stands above it, and Enter does what its first button does.
    const filter = el(
      'form',
      {
        class: 'filters',
        on: {
          submit: (/** @type {Event} */ event) => {
            event.preventDefault();
            const first = screen.parts.find((part) => part.type === 'actions');
            const button = first?.type === 'actions' ? first.actions[0] : undefined;
            if (button?.type === 'button') void press(button.action);
          },
        },
      },
      drawn.fields.map(({ element }) => element),
      el('button', { type: 'submit', class: 'hidden', tabindex: '-1', 'aria-hidden': 'true' }),
    );
    this.element.replaceChildren(
      el('div', { class: 'home-head' }, drawn.heading, drawn.actions ?? ''),
      screen.fields.length > 0 ? filter : '',
      ...drawn.parts,
      drawActions(below, press) ?? '',
    );
    // Another page is read from its beginning.
    if (this.#isPressed && name === null) drawn.heading.focus();
    if (name !== null) {
      const again = this.element.querySelector(`[name="${CSS.escape(name)}"]`);
      if (again instanceof HTMLElement) again.focus();
    }
  }
}
