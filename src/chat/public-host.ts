/**
 * Whether the host of an address is a name that the whole world could know. Slack and Discord may refuse a button to
 * any other, and a phone could not open it.
 */
export function hasPublicHost(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) && hostname.includes('.') && !NOT_PUBLIC.test(hostname);
}

/** Addresses in place of names, and names that mean this machine or this network. */
const NOT_PUBLIC = /^[\d.]+$|^\[|\.(local|localhost|internal)\.?$/;
