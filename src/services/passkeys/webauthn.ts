/** Loaded when a passkey first comes into play: it takes some 25 MB, and most installations never need it. */
export function webauthn(): Promise<typeof import('@simplewebauthn/server')> {
  return import('@simplewebauthn/server');
}
