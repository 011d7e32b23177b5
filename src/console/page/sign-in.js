import { h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon, Mark } from './icons.js';
import { say } from './texts.js';

/** Why a session ended, and the sentence for it. */
const ENDED = /** @type {Record<string, string>} */ ({
  rights_ended: 'rightsEnded',
  unlinked: 'unlinkedHere',
  disabled: 'accountDisabled',
  expired: 'sessionExpired',
  restarted: 'serviceRestarted',
});

/** What everybody sees who is not signed in. @param {{ way: 'key' | 'password', why: string | null }} props `why`: in a word */
export function SignIn({ way, why }) {
  const ended = ENDED[why ?? ''];
  useEffect(watchOtherWindows, []);
  return h(
    Frame,
    {},
    ended !== undefined &&
      h('p', { class: 'alert info', role: 'status' }, h(Icon, { name: 'lock' }), h('span', {}, say(ended))),
    way === 'key' ? h(KeyNotice, { isUsed: why === 'used' }) : h(PasswordForm, {}),
  );
}

/** Whoever signs in in another window is signed in here too. */
function watchOtherWindows() {
  const look = async () => {
    if (document.visibilityState !== 'visible') return;
    const response = await fetch('/console/session').catch(() => null);
    if (response?.ok && (await response.json()).state === 'signed_in') location.reload();
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('focus', look);
  };
}

/** Botkit was left out at the installation. */
export function NoBotkit() {
  return h(
    Frame,
    {},
    h(
      'div',
      { class: 'sheet-in' },
      h('h1', {}, say('noBotkit')),
      h('p', {}, say('noBotkitText')),
      h('pre', {}, h('code', {}, 'npm ci\nnpm start')),
    ),
  );
}

/** @param {{ children?: import('preact').ComponentChildren }} props */
function Frame({ children }) {
  return h(
    'main',
    { class: 'sign-in' },
    h('div', { class: 'brand' }, h(Mark, {}), h('span', {}, say('title'))),
    children,
  );
}

/** @param {{ isUsed: boolean }} props */
function KeyNotice({ isUsed }) {
  const [said, setSaid] = useState('');
  const print = async () => {
    const { ok, status } = await post('new-link', {});
    setSaid(say(ok ? 'newLinkPrinted' : failureOf(status)));
  };
  return h(
    'div',
    { class: 'sheet-in' },
    h('h1', {}, say('signIn')),
    isUsed && h('p', {}, say('keyUsed')),
    h('p', {}, say('keyNeeded')),
    h('button', { type: 'button', class: 'button primary', onClick: print }, say('newLink')),
    h('p', { role: 'status' }, said),
  );
}

function PasswordForm() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const { ok, status } = await post('sign-in', { email, password });
    setBusy(false);
    if (ok) return location.reload();
    setProblem(say(failureOf(status)));
    setPassword('');
    document.getElementById('password')?.focus();
  };
  return h(
    'form',
    { class: 'sheet-in', onSubmit: submit },
    h('h1', {}, say('signIn')),
    h('p', { class: 'note' }, say('signInNote')),
    problem !== '' &&
      h('p', { class: 'alert', role: 'alert' }, h(Icon, { name: 'warn' }), h('span', {}, problem)),
    h(
      'div',
      { class: 'field' },
      h('label', { class: 'label', for: 'email' }, say('email')),
      h('input', {
        id: 'email',
        type: 'text',
        inputMode: 'email',
        autocomplete: 'username',
        autocapitalize: 'none',
        required: true,
        value: email,
        onInput: (event) => setEmail(event.currentTarget.value),
      }),
    ),
    h(
      'div',
      { class: 'field' },
      h('label', { class: 'label', for: 'password' }, say('password')),
      h('input', {
        id: 'password',
        type: 'password',
        autocomplete: 'current-password',
        required: true,
        value: password,
        onInput: (event) => setPassword(event.currentTarget.value),
      }),
    ),
    h('button', { type: 'submit', class: 'button primary', 'aria-busy': isBusy || undefined }, say('signIn')),
  );
}

/** The text for how the service responded. @param {number} status */
function failureOf(status) {
  const texts = /** @type {Record<number, string>} */ ({
    401: 'signInFailed',
    403: 'signInElsewhere',
    429: 'signInTooMany',
  });
  return texts[status] ?? 'signInBroken';
}

/** @param {string} what @param {object} body */
export async function post(what, body) {
  try {
    return await fetch(`/console/do/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return { ok: false, status: 0 };
  }
}
