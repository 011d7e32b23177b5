import { el } from './dom.js';
import { drawField } from './fields.js';
import { say } from './texts.js';

/**
 * In place of the input line, while one thing at a time is asked: the field itself, with its boxes or dots.
 *
 * @param {import('./main.js').Page} page
 * @param {import('../protocol.ts').Question} question
 */
export function drawGuided(page, question) {
  const drawn = question.field === null ? null : drawField(question.field, page.search);
  /** Once; the next question comes with the next form. @param {import('./socket.js').NewRequest} said */
  const give = async (said) => {
    if (form.ariaBusy === 'true') return;
    setBusy(true);
    await page.line.request(said);
    setBusy(false);
  };
  /** What is typed before the next question would be lost with this form. @param {boolean} isBusy */
  const setBusy = (isBusy) => {
    form.ariaBusy = String(isBusy);
    for (const input of form.querySelectorAll('input, textarea')) input.toggleAttribute('readonly', isBusy);
  };
  const step = /** @param {'back' | 'cancel'} type */ (type) => () => void give({ type });
  const form = el(
    'form',
    {
      class: drawn === null ? 'composer guided last' : 'composer guided',
      'aria-label': say('question'),
      novalidate: true,
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          void give({ type: 'answer', value: drawn?.read() ?? true });
        },
      },
    },
    question.progress === '' ? null : el('p', { class: 'progress' }, question.progress),
    drawn?.element ?? el('p', {}, say('lastStep')),
    el(
      'div',
      { class: 'row end' },
      el('button', { type: 'button', class: 'button plain', on: { click: step('cancel') } }, say('cancel')),
      question.canGoBack
        ? el('button', { type: 'button', class: 'button plain', on: { click: step('back') } }, say('back'))
        : null,
      el(
        'button',
        { type: 'submit', class: 'button primary' },
        drawn === null ? question.submit : say('answer'),
      ),
    ),
  );
  const submit = form.querySelector('[type=submit]');
  return {
    element: form,
    focus() {
      if (drawn !== null) drawn.focus();
      else if (submit instanceof HTMLElement) submit.focus();
    },
  };
}
