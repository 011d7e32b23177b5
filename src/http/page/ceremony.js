// The browser's part of a passkey, for our pages and for the console.
import './webauthn.js';

/** @type {{ startAuthentication(given: object): Promise<object>, startRegistration(given: object): Promise<object> }} */
const webauthn = /** @type {any} */ (globalThis).SimpleWebAuthnBrowser;

/** A web view that says it can, and cannot, refuses sooner than a person could. */
const AT_ONCE_MS = 300;

/**
 * Asks the browser for a signature (`get`) or a new passkey (`create`). `unsupported`: this browser cannot, or is an
 * app's web view that refuses at once.
 * @param {'get' | 'create'} kind
 * @param {object} optionsJSON
 * @returns {Promise<{ response: object } | 'unsupported' | 'refused'>}
 */
export async function askBrowser(kind, optionsJSON) {
  if (typeof PublicKeyCredential === 'undefined') return 'unsupported';
  const since = performance.now();
  try {
    const ask = kind === 'get' ? webauthn.startAuthentication : webauthn.startRegistration;
    return { response: await ask({ optionsJSON }) };
  } catch {
    return performance.now() - since < AT_ONCE_MS ? 'unsupported' : 'refused';
  }
}

/**
 * @param {string} url
 * @param {object} body
 * @returns {Promise<Response>}
 */
export function send(url, body) {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
