import { el, newId } from './dom.js';

/** Asks first, in a dialog of the browser's; the safe answer has the focus. @param {import('../protocol.ts').PageConfirm} ask @param {string} style */
export function confirmed(ask, style) {
  const title = newId('confirm');
  const text = newId('confirm-text');
  const dialog = el(
    'dialog',
    { class: 'confirm', role: 'alertdialog', 'aria-labelledby': title, 'aria-describedby': text },
    el(
      'form',
      { method: 'dialog' },
      el('h2', { id: title }, ask.title),
      el('p', { id: text }, ask.text),
      el(
        'div',
        { class: 'row end' },
        el('button', { class: 'button plain', value: 'no', autofocus: true }, ask.cancel),
        el(
          'button',
          { class: `button ${style === 'danger' ? 'danger' : 'primary'}`, value: 'yes' },
          ask.confirm,
        ),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((/** @type {(answer: boolean) => void} */ resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
  });
}
