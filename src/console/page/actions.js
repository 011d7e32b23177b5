import { confirmed } from './confirm.js';
import { el, icon, newId } from './dom.js';
import { drawLink } from './inline.js';
import { drawMenu } from './menu.js';
import { labelled } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageAction} PageAction
 * @typedef {(action: string, selected?: string[]) => Promise<void>} Press
 */

/** Buttons, menus and links; what cannot be pressed says why below. @param {readonly PageAction[]} actions @param {Press} press */
export function drawActions(actions, press) {
  if (actions.length === 0) return null;
  /** @type {HTMLElement[]} */
  const reasons = [];
  const drawn = actions.map((action) => drawAction(action, press, reasons));
  return el('div', { class: 'actions' }, el('div', { class: 'row' }, drawn), reasons);
}

/** @param {PageAction} action @param {Press} press @param {HTMLElement[]} reasons */
function drawAction(action, press, reasons) {
  switch (action.type) {
    case 'button':
      return drawButton(action, press, reasons);
    case 'select':
      return drawMenu(action.label, action.options, action.initial, (value) => press(action.action, [value]));
    case 'link':
      return drawLink(action.label, action.url, 'button');
  }
}

/** @param {Extract<PageAction, { type: 'button' }>} action @param {Press} press @param {HTMLElement[]} reasons */
function drawButton(action, press, reasons) {
  if (action.disabled !== null) {
    const id = newId('why');
    reasons.push(
      el('p', { class: 'reason', id }, icon('lock'), el('span', {}, labelled(action.label, action.disabled))),
    );
    return el(
      'button',
      { type: 'button', class: `button ${action.style}`, 'aria-disabled': 'true', 'aria-describedby': id },
      action.label,
    );
  }
  const button = el(
    'button',
    {
      type: 'button',
      class: `button ${action.style}`,
      on: {
        click: async () => {
          if (button.getAttribute('aria-busy') === 'true') return;
          if (action.confirm !== null && !(await confirmed(action.confirm, action.style))) return;
          await busyWhile(button, press(action.action));
        },
      },
    },
    action.label,
  );
  return button;
}

/** @param {HTMLElement} element @param {Promise<void>} work */
export async function busyWhile(element, work) {
  element.setAttribute('aria-busy', 'true');
  try {
    await work;
  } finally {
    element.removeAttribute('aria-busy');
  }
}
