import { el, icon, newId } from './dom.js';
import { drawScreen, valuesOf } from './screen.js';
import { say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageScreen} PageScreen
 * @typedef {import('../protocol.ts').ServerEvent} ServerEvent
 *
 * @typedef {object} Modal one dialog of the stack
 * @property {HTMLDialogElement} dialog
 * @property {PageScreen} screen
 * @property {import('./fields.js').DrawnField[]} fields
 * @property {HTMLElement} alert
 * @property {HTMLElement | null} working
 */

/** Dialogs, one upon the other; the browser keeps the focus within the topmost. */
export class Modals {
  /** @type {Modal[]} */
  #stack = [];
  #page;

  /** @param {import('./main.js').Page} page */
  constructor(page) {
    this.#page = page;
  }

  get depth() {
    return this.#stack.length;
  }

  /**
   * Shows what answers a request that came from this dialog, or from none.
   *
   * @param {ServerEvent} event
   * @param {Modal | null} from
   */
  show(event, from) {
    if (event.type === 'modal') {
      const below = from === null ? undefined : this.#stack[this.#stack.indexOf(from) - 1];
      if (event.how === 'replace' && from !== null && this.#stack.includes(from))
        this.#draw(from, event.screen);
      else if (event.how === 'below' && below !== undefined) this.#draw(below, event.screen, true);
      else this.#open(event.screen);
    }
    if (from === null) return;
    if (event.type === 'close') this.#close(from);
    if (event.type === 'working') this.#work(from, event.text);
    if (event.type === 'errors') this.#tell(from, event.fields, event.general);
  }

  /** @param {PageScreen} screen */
  #open(screen) {
    const dialog = el('dialog', { class: 'modal' });
    /** @type {Modal} */
    const modal = { dialog, screen, fields: [], alert: el('div'), working: null };
    this.#stack.push(modal);
    document.body.append(dialog);
    this.#draw(modal, screen);
    dialog.addEventListener('close', () => {
      this.#stack = this.#stack.filter((each) => each !== modal);
      dialog.remove();
    });
    dialog.showModal();
    this.#focusFirst(modal);
  }

  /** @param {Modal} modal */
  #close(modal) {
    modal.dialog.close();
  }

  /**
   * Draws a screen into a dialog. What was typed stays where it is the same form, or where `keepTyped`.
   *
   * @param {Modal} modal
   * @param {PageScreen} screen
   */
  #draw(modal, screen, keepTyped = false) {
    const isSame = screen.form !== null && screen.form.draft === modal.screen.form?.draft;
    const typed = modal.fields.length > 0 && (isSame || keepTyped) ? valuesOf(modal.fields) : {};
    const wasOpen = modal.dialog.open;
    const drawn = drawScreen(screen, {
      press: (action, selected) => this.#press(modal, action, selected),
      search: (source, text) => this.#page.search(source, text),
    });
    for (const field of drawn.fields) {
      const value = typed[field.name];
      if (value !== undefined && field.type !== 'password') field.write(value);
      if (value !== undefined && field.type === 'password' && keepTyped) field.write(value);
    }
    const id = newId('title');
    drawn.heading.id = id;
    modal.screen = screen;
    modal.fields = drawn.fields;
    modal.alert = el('div', { class: 'alert', role: 'alert', hidden: true });
    modal.working = null;
    modal.dialog.setAttribute('aria-labelledby', id);
    modal.dialog.className = `modal ${screen.tone}${isWide(screen) ? ' wide' : ''}`;
    modal.dialog.replaceChildren(this.#content(modal, screen, drawn));
    if (wasOpen && !keepTyped) this.#focusFirst(modal);
  }

  /** @param {Modal} modal @param {PageScreen} screen @param {import('./screen.js').DrawnScreen} drawn */
  #content(modal, screen, drawn) {
    const { form } = screen;
    const close = el(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': say('close'),
        on: { click: () => this.#close(modal) },
      },
      icon('close'),
    );
    const head = el('header', {}, drawn.heading, close);
    const body = el(
      'div',
      { class: 'body' },
      modal.alert,
      drawn.parts,
      drawn.fields.map(({ element }) => element),
      drawn.actions,
    );
    if (form === null) {
      return el(
        'div',
        { class: 'sheet' },
        head,
        body,
        el(
          'footer',
          {},
          el(
            'button',
            { type: 'button', class: 'button plain', on: { click: () => this.#close(modal) } },
            say('close'),
          ),
        ),
      );
    }
    return el(
      'form',
      {
        class: 'sheet',
        novalidate: true,
        on: {
          submit: (/** @type {Event} */ event) => {
            event.preventDefault();
            void this.#submit(modal);
          },
        },
      },
      head,
      body,
      el(
        'footer',
        {},
        el('p', { class: 'working', role: 'status' }),
        el(
          'button',
          { type: 'button', class: 'button plain', on: { click: () => this.#close(modal) } },
          form.close,
        ),
        el('button', { type: 'submit', class: 'button primary' }, form.submit),
      ),
    );
  }

  /** @param {Modal} modal @param {string} action @param {string[]} [selected] */
  #press(modal, action, selected = []) {
    const draft = modal.screen.form?.draft ?? null;
    const from = { tab: this.#page.tab, entry: null, depth: this.#stack.indexOf(modal) + 1 };
    return this.#page.line.request(
      { type: 'press', action, selected, values: valuesOf(modal.fields), draft, from },
      (event) => this.show(event, modal),
    );
  }

  /** @param {Modal} modal */
  async #submit(modal) {
    const { form } = modal.screen;
    if (form === null || modal.dialog.getAttribute('aria-busy') === 'true') return;
    modal.dialog.setAttribute('aria-busy', 'true');
    const from = { tab: this.#page.tab, entry: null, depth: this.#stack.indexOf(modal) + 1 };
    await this.#page.line.request(
      { type: 'submit', form: form.name, draft: form.draft, values: valuesOf(modal.fields), from },
      (event) => this.show(event, modal),
    );
    modal.dialog.removeAttribute('aria-busy');
    this.#work(modal, '');
  }

  /** @param {Modal} modal @param {string} text */
  #work(modal, text) {
    const status = modal.dialog.querySelector('.working');
    if (status !== null) status.textContent = text;
  }

  /** @param {Modal} modal @param {Record<string, string>} problems @param {string} general */
  #tell(modal, problems, general) {
    const known = new Set(modal.fields.map(({ name }) => name));
    const others = Object.entries(problems).filter(([name]) => !known.has(name));
    modal.alert.hidden = false;
    modal.alert.replaceChildren(
      icon('warn'),
      el(
        'div',
        {},
        el('p', {}, general),
        others.length === 0
          ? null
          : el(
              'ul',
              {},
              others.map(([, text]) => el('li', {}, text)),
            ),
      ),
    );
    for (const field of modal.fields) field.tell(problems[field.name] ?? null);
    modal.fields.find(({ name }) => problems[name] !== undefined)?.focus();
  }

  /** @param {Modal} modal */
  #focusFirst(modal) {
    const [first] = modal.fields;
    if (first !== undefined) return first.focus();
    const heading = modal.dialog.querySelector('.heading');
    if (heading instanceof HTMLElement) heading.focus();
  }
}

/** What needs more room than a form. @param {PageScreen} screen */
function isWide({ parts }) {
  return parts.some(({ type }) => type === 'table' || type === 'matrix' || type === 'users');
}
