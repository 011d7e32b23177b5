import { h } from 'preact';
import { useContext, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Actions } from './actions.js';
import { Icon } from './icons.js';
import { PageContext } from './page-context.js';
import { Body, Heading } from './screen.js';
import { say } from './texts.js';

/** @typedef {import('./dialogs.js').OpenDialog} OpenDialog */

/**
 * A dialog of the browser's, which keeps the focus within and gives it back at the end. Escape, a press outside and the
 * one button that leaves all do the same.
 *
 * @param {{ class: string, onLeave: () => void, children?: import('preact').ComponentChildren } & Record<string, unknown>} props
 */
export function Modal({ class: look, onLeave, children, ...attributes }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    const { current } = element;
    current?.showModal();
    return () => current?.close();
  }, []);
  return h(
    'dialog',
    {
      ...attributes,
      ref: element,
      class: look,
      onKeyDown: (event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onLeave();
      },
      // The back gesture of a phone.
      onCancel: (event) => {
        event.preventDefault();
        onLeave();
      },
      onMouseDown: (event) => {
        if (event.target === event.currentTarget && !isWithin(event, event.currentTarget)) onLeave();
      },
    },
    children,
  );
}

/** @param {MouseEvent} event @param {Element} element */
function isWithin({ clientX, clientY }, element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}

/** A screen in a dialog. @param {{ dialog: OpenDialog }} props */
export function DialogView({ dialog }) {
  const page = useContext(PageContext);
  const { dialogs } = page;
  const { screen, values, problems, drawing, isBusy } = dialog;
  const title = useId();
  const content = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => focusBeginning(content.current), [drawing]);
  // What is wrong is gone to: the first field, or what is said above them all.
  useLayoutEffect(() => focusProblem(content.current), [problems]);
  const leave = () => void dialogs.leave(dialog);
  const { form } = screen;
  const { wayOut, actions, isAtFoot } = footOf(screen);
  const press = (/** @type {string} */ action, /** @type {string[] | undefined} */ selected) =>
    dialogs.press(dialog, action, selected);
  const inside = [
    h('header', { key: 'head' }, h(Heading, { screen, id: title })),
    h(
      'div',
      { key: `body ${drawing}`, class: 'body' },
      h(Alert, { dialog }),
      dialog.isRestored && h(Restored, { startOver: () => dialogs.startOver(dialog) }),
      h(Body, {
        screen: { ...screen, actions: isAtFoot ? [] : actions },
        values,
        problems,
        onValue: (name, value) => dialogs.type(dialog, name, value),
        press,
        search: page.search,
      }),
    ),
    h(
      'footer',
      { key: 'foot' },
      h('p', { class: 'working', role: 'status' }, dialog.working),
      h('button', { type: 'button', class: 'button plain', onClick: leave }, wayOut),
      isAtFoot && h(Actions, { actions, press }),
      form !== null &&
        h(
          'button',
          { type: 'submit', class: 'button primary', 'aria-busy': isBusy || undefined },
          form.submit,
        ),
    ),
  ];
  const ref = (/** @type {HTMLElement | null} */ element) => {
    content.current = element;
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void dialogs.submit(dialog);
  };
  return h(
    Modal,
    {
      class: `modal ${screen.tone}${isWide(screen) ? ' wide' : ''}`,
      'aria-labelledby': title,
      'aria-busy': isBusy || undefined,
      onLeave: leave,
    },
    form === null
      ? h('div', { class: 'sheet', ref }, inside)
      : h('form', { class: 'sheet', noValidate: true, onSubmit: submit, ref }, inside),
  );
}

/**
 * A dialog has one way out: a Cancel of the screen's own is it. What can be pressed stands beside it, where all of it can.
 *
 * @param {import('../protocol.ts').PageScreen} screen
 */
function footOf({ form, actions }) {
  const isCancel = (/** @type {import('../protocol.ts').PageAction} */ action) =>
    action.type === 'button' && action.action.startsWith('1/users.cancel');
  const cancel = actions.find(isCancel);
  return {
    wayOut: form?.close ?? cancel?.label ?? say('close'),
    actions: actions.filter((action) => !isCancel(action)),
    isAtFoot:
      form === null && actions.every((action) => action.type !== 'button' || action.disabled === null),
  };
}

/** What is wrong with all of the form, and with what is not among its fields. @param {{ dialog: OpenDialog }} props */
function Alert({ dialog: { general, problems, screen } }) {
  const known = new Set(
    screen.fields.flatMap((field) =>
      field.type === 'grid' ? field.columns.map(({ name }) => name) : [field.name],
    ),
  );
  const others = Object.entries(problems).filter(([name]) => !known.has(name));
  if (general === '') return null;
  return h(
    'div',
    { class: 'alert', role: 'alert' },
    h(Icon, { name: 'warn' }),
    h(
      'div',
      {},
      h('p', {}, general),
      others.length > 0 &&
        h(
          'ul',
          {},
          others.map(([name, text]) => h('li', { key: name }, text)),
        ),
    ),
  );
}

/** @param {{ startOver: () => void }} props */
function Restored({ startOver }) {
  return h(
    'p',
    { class: 'restored' },
    h('span', {}, say('draftBack')),
    h('button', { type: 'button', class: 'button plain small', onClick: startOver }, say('startOver')),
  );
}

/** @param {HTMLElement | null} content */
function focusBeginning(content) {
  const first =
    content?.querySelector('.body :is(input, select, textarea)') ?? content?.querySelector('.heading');
  if (first instanceof HTMLElement) first.focus();
}

/** @param {HTMLElement | null} content */
function focusProblem(content) {
  const first = content?.querySelector('[aria-invalid]');
  if (first instanceof HTMLElement) first.focus();
}

/** What needs more room than a form. @param {import('../protocol.ts').PageScreen} screen */
function isWide({ parts, fields }) {
  return (
    parts.some(({ type }) => type === 'table' || type === 'matrix' || type === 'users') ||
    fields.some(({ type }) => type === 'grid')
  );
}

/** Asks yes or no; the safe answer has the focus. @param {{ asked: import('./dialogs.js').Asked }} props */
export function AskView({ asked: { title, text, confirm, cancel, style, settle } }) {
  const id = useId();
  return h(
    Modal,
    {
      class: 'confirm',
      role: 'alertdialog',
      'aria-labelledby': id,
      'aria-describedby': `${id}-text`,
      onLeave: () => settle(false),
    },
    h('h2', { id }, title),
    h('p', { id: `${id}-text` }, text),
    h(
      'div',
      { class: 'row end' },
      h(
        'button',
        { type: 'button', class: 'button plain', autofocus: true, onClick: () => settle(false) },
        cancel,
      ),
      h(
        'button',
        {
          type: 'button',
          class: `button ${style === 'danger' ? 'danger' : 'primary'}`,
          onClick: () => settle(true),
        },
        confirm,
      ),
    ),
  );
}
