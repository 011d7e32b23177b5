import { el, icon, mark } from './dom.js';
import { say } from './texts.js';

/** What everybody sees who is not signed in. @param {'key' | 'password'} way @param {string} why the page's hash */
export function drawSignIn(way, why) {
  return frame(way === 'key' ? keyNotice(why === '#used') : passwordForm(why === '#rights'));
}

/** Botkit was left out at the installation. */
export function drawNoBotkit() {
  return frame(
    el(
      'div',
      { class: 'sheet-in' },
      el('h1', {}, say('noBotkit')),
      el('p', {}, say('noBotkitText')),
      el('pre', {}, el('code', {}, 'npm ci\nnpm start')),
    ),
  );
}

/** @param {HTMLElement} content */
function frame(content) {
  return el(
    'main',
    { class: 'sign-in' },
    el('div', { class: 'brand' }, mark(), el('span', {}, say('title'))),
    content,
  );
}

/** @param {boolean} isUsed */
function keyNotice(isUsed) {
  const said = el('p', { role: 'status' });
  const button = el(
    'button',
    {
      type: 'button',
      class: 'button primary',
      on: {
        click: async () => {
          const { ok, status } = await post('new-link', {});
          said.textContent = say(ok ? 'newLinkPrinted' : failureOf(status));
        },
      },
    },
    say('newLink'),
  );
  return el(
    'div',
    { class: 'sheet-in' },
    el('h1', {}, say('signIn')),
    isUsed ? el('p', {}, say('keyUsed')) : null,
    el('p', {}, say('keyNeeded')),
    button,
    said,
  );
}

/** @param {boolean} hasEnded */
function passwordForm(hasEnded) {
  const problem = el('p', { class: 'alert', role: 'alert', hidden: true });
  const email = el('input', {
    id: 'email',
    type: 'text',
    inputmode: 'email',
    autocomplete: 'username',
    autocapitalize: 'none',
    required: true,
  });
  const password = el('input', {
    id: 'password',
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  });
  const button = el('button', { type: 'submit', class: 'button primary' }, say('signIn'));
  return el(
    'form',
    {
      class: 'sheet-in',
      on: {
        submit: async (/** @type {Event} */ event) => {
          event.preventDefault();
          button.setAttribute('aria-busy', 'true');
          const { ok, status } = await post('sign-in', { email: email.value, password: password.value });
          button.removeAttribute('aria-busy');
          if (ok) return location.reload();
          problem.hidden = false;
          problem.replaceChildren(icon('warn'), say(failureOf(status)));
          password.value = '';
          password.focus();
        },
      },
    },
    el('h1', {}, say('signIn')),
    hasEnded ? el('p', { role: 'status' }, say('rightsEnded')) : null,
    el('p', { class: 'note' }, say('signInNote')),
    problem,
    el('div', { class: 'field' }, el('label', { class: 'label', for: 'email' }, say('email')), email),
    el(
      'div',
      { class: 'field' },
      el('label', { class: 'label', for: 'password' }, say('password')),
      password,
    ),
    button,
  );
}

/** The text for what the service answered. @param {number} status */
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
