import { h } from 'preact';
import { useState } from 'preact/hooks';
import { Link } from './inline.js';
import { say } from './texts.js';

/**
 * The confirmation behind this address, where it can be asked for on this page: passkeys belong to one origin.
 *
 * @param {string} url
 */
export function isConfirmation(url) {
  const { origin, pathname } = new URL(url, location.href);
  return origin === location.origin && /\/prove\/[\w-]{43}$/.test(pathname);
}

/**
 * Asks the browser here instead of on a page of its own; what comes of it is said in the conversation. The link stays for
 * browsers that cannot.
 *
 * @param {{ label: string, url: string }} props
 */
export function Confirmation({ label, url }) {
  const [state, setState] = useState(/** @type {string | null} */ (null));
  const ask = async () => {
    setState('passkeyWaiting');
    setState(await confirm(url).catch(() => 'passkeyRefused'));
  };
  if (state === 'passkeyConfirmed') return h('p', { role: 'status' }, say(state));
  const isBusy = state === 'passkeyWaiting';
  return h(
    'div',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'button primary',
        'aria-busy': isBusy || undefined,
        onClick: isBusy ? undefined : ask,
      },
      label,
    ),
    state !== null && h('p', { role: 'status' }, say(state)),
    state === 'passkeyElsewhere' && h(Link, { label, url, look: 'button plain' }),
  );
}

/** @param {string} url */
async function confirm(url) {
  const options = await fetch(`${url}/options`);
  if (!options.ok) return 'passkeyGone';
  /** @type {{ askBrowser(kind: 'get', options: object): Promise<{ response: object } | string>, send(url: string, body: object): Promise<Response> }} */
  const { askBrowser, send } = await import(/** @type {string} */ ('/passkeys/ceremony.js'));
  const outcome = await askBrowser('get', await options.json());
  if (typeof outcome === 'string') return outcome === 'unsupported' ? 'passkeyElsewhere' : 'passkeyRefused';
  const { ok, status } = await send(url, outcome);
  if (ok) return 'passkeyConfirmed';
  return status === 404 ? 'passkeyGone' : 'passkeyRefused';
}
