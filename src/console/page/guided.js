import { h } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { dropDraft, findDraft, initialValues, keepDraft, questionKey } from './drafts.js';
import { Field } from './fields.js';
import { PageContext } from './page-context.js';
import { say } from './texts.js';

/** In place of the composer, while one thing at a time is asked: the field itself, with its boxes or dots. @param {{ question: import('../protocol.ts').Question }} props */
export function Guided({ question }) {
  const page = useContext(PageContext);
  const { field, progress, canGoBack, submit } = question;
  const fields = field === null ? [] : [field];
  const key = questionKey(question, page.me.id);
  const [values, setValues] = useState(() => findDraft(key, fields) ?? initialValues(fields));
  // It goes with its question, not with the window: a reload has it again.
  useEffect(() => () => dropDraft(key), []);
  const [isBusy, setBusy] = useState(false);
  const sent = useRef(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useLayoutEffect(() => {
    const first = form.current?.querySelector(field === null ? '[type=submit]' : 'input, textarea, select');
    if (first instanceof HTMLElement) first.focus();
  }, []);
  /** Once; the next question comes with the next form. @param {import('./socket.js').NewRequest} said */
  const give = async (said) => {
    if (sent.current) return;
    sent.current = true;
    setBusy(true);
    await page.socket.request(said);
    sent.current = false;
    setBusy(false);
  };
  const step = (/** @type {'back' | 'cancel'} */ type) => () => void give({ type });
  return h(
    'form',
    {
      ref: form,
      class: field === null ? 'composer guided last' : 'composer guided',
      'aria-label': say('question'),
      'aria-busy': isBusy || undefined,
      noValidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        void give({ type: 'answer', value: field === null ? true : (values[field.name] ?? '') });
      },
    },
    progress !== '' && h('p', { class: 'progress' }, progress),
    field === null
      ? h('p', {}, say('lastStep'))
      : h(Field, {
          field,
          values,
          problems: {},
          // What is typed before the next question would be lost with this form.
          onValue: (name, value) => {
            if (sent.current) return;
            const typed = { ...values, [name]: value };
            setValues(typed);
            keepDraft(key, fields, typed);
          },
          search: page.search,
        }),
    h(
      'div',
      { class: 'row end' },
      h('button', { type: 'button', class: 'button plain', onClick: step('cancel') }, say('cancel')),
      canGoBack && h('button', { type: 'button', class: 'button plain', onClick: step('back') }, say('back')),
      h('button', { type: 'submit', class: 'button primary' }, field === null ? submit : say('answer')),
    ),
  );
}
