import { draftKey, dropDraft, findDraft, initialValues, isTouched, keepDraft } from './drafts.js';
import { say } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageScreen} PageScreen
 * @typedef {import('../protocol.ts').PageValues} PageValues
 * @typedef {import('../protocol.ts').ServerEvent} ServerEvent
 * @typedef {import('../protocol.ts').PageConfirm} PageConfirm
 *
 * @typedef {object} OpenDialog one dialog of the stack
 * @property {number} id
 * @property {PageScreen} screen
 * @property {number} drawing grows when another screen takes its place: the focus goes to its beginning
 * @property {PageValues} values
 * @property {Record<string, string>} problems beside the fields, by name
 * @property {string} general what is wrong with all of it; empty: nothing
 * @property {string} working what is being done; empty: nothing
 * @property {boolean} isBusy
 * @property {boolean} isRestored the fields hold what was typed before it was left
 * @property {Set<string>} drafts keys of what was kept on the way
 *
 * @typedef {PageConfirm & { style: string, settle: (isYes: boolean) => void }} Asked
 * @typedef {{ id: number, screen: PageScreen }} Told what was done, said in passing
 */

/** Dialogs, one upon the other, and what is asked or told beside them. */
export class Dialogs {
  /** @type {OpenDialog[]} */
  stack = [];
  /** @type {Asked | null} */
  asked = null;
  /** @type {Told[]} */
  told = [];
  #page;
  #lastId = 0;

  /** @param {import('./page.js').Page} page */
  constructor(page) {
    this.#page = page;
  }

  /**
   * Shows what answers a request that came from this dialog, or from none.
   *
   * @param {ServerEvent} event
   * @param {OpenDialog | null} from
   */
  show(event, from) {
    if (event.type === 'modal') this.#showScreen(event.how, event.screen, from);
    if (from !== null) {
      if (event.type === 'close') this.#end(from);
      if (event.type === 'working') from.working = event.text;
      if (event.type === 'errors') Object.assign(from, { problems: event.fields, general: event.general });
    }
    this.#page.changed();
  }

  /** @param {'open' | 'replace' | 'below'} how @param {PageScreen} screen @param {OpenDialog | null} from */
  #showScreen(how, screen, from) {
    const isOpen = from !== null && this.stack.includes(from);
    if (how === 'below') return this.#drawBelow(screen, from);
    if (isResult(screen) && this.#page.route.view === 'users' && how === 'replace') {
      if (isOpen) this.#end(from);
      this.tell(screen);
    } else if (how === 'replace' && isOpen) this.#draw(from, screen);
    else this.#open(screen);
  }

  /** The form below with what changed meanwhile, such as its roles; what was typed stays. @param {PageScreen} screen @param {OpenDialog | null} from */
  #drawBelow(screen, from) {
    const at = from === null ? -1 : this.stack.indexOf(from);
    // What was pushed upon it may be done and gone already.
    const below = at > 0 ? this.stack[at - 1] : at < 0 ? this.stack.at(-1) : undefined;
    if (below === undefined) return this.#open(screen);
    below.values = { ...initialValues(screen.fields), ...below.values };
    below.screen = screen;
  }

  /** @param {PageScreen} screen */
  #open(screen) {
    this.#lastId += 1;
    /** @type {OpenDialog} */
    const dialog = {
      id: this.#lastId,
      screen,
      drawing: 0,
      values: {},
      problems: {},
      general: '',
      working: '',
      isBusy: false,
      isRestored: false,
      drafts: new Set(),
    };
    this.stack = [...this.stack, dialog];
    this.#fill(dialog, screen, {});
  }

  /** Another screen in this dialog. What was typed stays where it is the same form. @param {OpenDialog} dialog @param {PageScreen} screen */
  #draw(dialog, screen) {
    const isSame = screen.form !== null && screen.form.draft === dialog.screen.form?.draft;
    this.#fill(dialog, screen, isSame ? withoutPasswords(screen, dialog.values) : {});
  }

  /** Puts what was typed into the fields, or what is kept of an earlier time. @param {OpenDialog} dialog @param {PageScreen} screen @param {PageValues} typed */
  #fill(dialog, screen, typed) {
    const key = draftKey(screen, this.#page.me.id);
    const isTyped = Object.keys(typed).length > 0;
    const kept = key === null || isTyped ? null : findDraft(key, screen.fields);
    dialog.values = { ...initialValues(screen.fields), ...kept, ...typed };
    const isRestored = kept !== null;
    Object.assign(dialog, { screen, problems: {}, general: '', working: '', isRestored });
    dialog.drawing += 1;
  }

  /** @param {OpenDialog} dialog @param {string} name @param {PageValues[string]} value */
  type(dialog, name, value) {
    dialog.values = { ...dialog.values, [name]: value };
    const key = draftKey(dialog.screen, this.#page.me.id);
    if (key !== null) {
      keepDraft(key, dialog.screen.fields, dialog.values);
      dialog.drafts.add(key);
    }
    this.#page.changed();
  }

  /** Forgets what was typed before. @param {OpenDialog} dialog */
  startOver(dialog) {
    const key = draftKey(dialog.screen, this.#page.me.id);
    if (key !== null) dropDraft(key);
    Object.assign(dialog, { values: initialValues(dialog.screen.fields), isRestored: false, problems: {} });
    dialog.drawing += 1;
    this.#page.changed();
  }

  /** Closes a dialog, after asking where something was typed into it. @param {OpenDialog} dialog */
  async leave(dialog) {
    if (dialog.isBusy) return;
    const { fields, form } = dialog.screen;
    const isLosing = form !== null && isTouched(fields, dialog.values);
    if (isLosing) {
      const hasSecret = fields.some(({ type, name }) => type === 'password' && dialog.values[name] !== '');
      const question = {
        title: say('leaveTitle'),
        text: say(hasSecret ? 'leaveTextSecret' : 'leaveText'),
        confirm: say('leave'),
        cancel: say('stay'),
      };
      if (!(await this.ask(question, 'primary'))) return;
    }
    this.stack = this.stack.filter((each) => each !== dialog);
    this.#page.changed();
  }

  /** What it was there for is done. @param {OpenDialog} dialog */
  #end(dialog) {
    for (const key of dialog.drafts) dropDraft(key);
    const key = draftKey(dialog.screen, this.#page.me.id);
    if (key !== null) dropDraft(key);
    this.stack = this.stack.filter((each) => each !== dialog);
  }

  /** @param {OpenDialog} dialog @param {string} action @param {string[]} [selected] */
  press(dialog, action, selected = []) {
    const draft = dialog.screen.form?.draft ?? null;
    const press = { action, selected, values: dialog.values, draft, from: this.#from(dialog) };
    return this.#page.press(press, dialog);
  }

  /** Sends a form. @param {OpenDialog} dialog */
  async submit(dialog) {
    const { form } = dialog.screen;
    if (form === null || dialog.isBusy) return;
    Object.assign(dialog, { isBusy: true, problems: {}, general: '' });
    this.#page.changed();
    const request = { form: form.name, draft: form.draft, values: dialog.values, from: this.#from(dialog) };
    await this.#page.socket.request({ type: 'submit', ...request }, (event) => this.show(event, dialog));
    Object.assign(dialog, { isBusy: false, working: '' });
    this.#page.changed();
  }

  /** @param {OpenDialog} dialog @returns {import('../protocol.ts').From} */
  #from(dialog) {
    const tab = this.#page.route.view === 'users' ? 'home' : 'chat';
    return { tab, entry: null, depth: this.stack.indexOf(dialog) + 1 };
  }

  /** Asks yes or no before something is done. @param {PageConfirm} confirm @param {string} style @returns {Promise<boolean>} */
  ask(confirm, style) {
    return new Promise((resolve) => {
      this.asked = {
        ...confirm,
        style,
        settle: (isYes) => {
          this.asked = null;
          this.#page.changed();
          resolve(isYes);
        },
      };
      this.#page.changed();
    });
  }

  /** Says what was done, with what can still be done about it. @param {PageScreen} screen */
  tell(screen) {
    this.#lastId += 1;
    this.told = [{ id: this.#lastId, screen }];
    this.#page.changed();
  }

  /** @param {string} title */
  tellText(title) {
    this.tell({ title, tone: 'refusal', parts: [], actions: [], fields: [], form: null });
  }

  /** @param {number} id */
  dismiss(id) {
    this.told = this.told.filter((each) => each.id !== id);
    this.#page.changed();
  }
}

/** What was done, and no more questions. @param {PageScreen} screen */
function isResult({ form, fields, tone }) {
  return form === null && fields.length === 0 && tone === 'success';
}

/** @param {PageScreen} screen @param {PageValues} values */
function withoutPasswords({ fields }, values) {
  const secret = new Set(fields.filter(({ type }) => type === 'password').map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name)));
}
