// The pages of passkeys: one press asks the browser, and what comes of it takes the place of the page.
import { askBrowser, send } from './ceremony.js';

const { dataset } = document.body;

/** @param {string} name */
function say(name) {
  const status = document.querySelector('[role="status"]');
  if (status !== null) status.textContent = dataset[name] ?? '';
}

/** @param {Response} response */
async function show(response) {
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const main = page.querySelector('main');
  if (main === null) return say('offline');
  document.title = page.title;
  document.querySelector('main')?.replaceWith(main);
  localTimes();
}

/** @param {string} url @param {object} body */
async function post(url, body) {
  try {
    await show(await send(url, body));
  } catch {
    say('offline');
  }
}

/** @param {HTMLFormElement} form */
async function perform(form) {
  const kind = form.dataset.ceremony === 'create' ? 'create' : 'get';
  const fields = Object.fromEntries(new FormData(form));
  say('waiting');
  const outcome = await askBrowser(kind, JSON.parse(form.dataset.options ?? '{}'));
  if (typeof outcome === 'object') return post(location.pathname, { ...fields, ...outcome });
  say(outcome);
  const copy = document.querySelector('[data-copy]');
  if (copy instanceof HTMLElement) copy.hidden = outcome !== 'unsupported';
}

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const buttons = document.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  if (form.dataset.ceremony !== undefined) await perform(form);
  else await post(`${location.pathname}/disown`, {});
  for (const button of buttons) button.disabled = false;
});

document.addEventListener('click', async (event) => {
  if (!(event.target instanceof HTMLElement) || event.target.dataset.copy === undefined) return;
  try {
    await navigator.clipboard.writeText(location.href);
    say('copied');
  } catch {
    // Refused, or a web view that has no clipboard.
    window.open(location.href, '_blank', 'noopener');
  }
});

/** Times in the reader's own zone. */
function localTimes() {
  for (const time of document.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleString(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
  }
}
localTimes();
