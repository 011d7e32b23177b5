/** Where passkeys are good: the relying party id that browsers bind them to, and the only origin that may use them. */
export interface PasskeySite {
  rpId: string;
  origin: string;
}

/**
 * The site of PUBLIC_URL, or null where browsers know no passkeys: it must be `https://` with a name, or
 * `http://localhost` (docs/design.md, section 12). An address of numbers has none: Chromium says ERROR_INVALID_DOMAIN.
 */
export function passkeySite(publicUrl: string): PasskeySite | null {
  if (!URL.canParse(publicUrl)) return null;
  const { protocol, hostname, origin } = new URL(publicUrl);
  const isLocal = protocol === 'http:' && hostname === 'localhost';
  const isNamed = protocol === 'https:' && /[a-z]/.test(hostname) && !hostname.startsWith('[');
  return isLocal || isNamed ? { rpId: hostname, origin } : null;
}

/** Addresses that only this machine reaches, and that its browsers call `localhost`. */
export function isLocalHost(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost';
}
