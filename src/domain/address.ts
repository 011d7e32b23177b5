/** RFC 5321, 4.5.3.1: of the part before the @, and of the whole (less the angle brackets), in bytes. */
const MOST_LOCAL = 64;
const MOST = 254;
/** RFC 5322, 3.2.3, with all letters beyond ASCII (RFC 6531): what stands between the dots before the @. */
const ATOMS = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * Trimmed and in lower case, as it is stored: Hexabot compares it exactly at sign-in. A letter beyond ASCII never
 * becomes one of ASCII: the Kelvin sign is no k, and so proves nobody's address.
 */
export function normaliseEmail(email: string): string {
  return [...email.trim()]
    .map((each) => {
      const small = each.toLowerCase();
      return each > '\x7f' && /[\0-\x7f]/.test(small) ? each : small;
    })
    .join('');
}

/** Whether a mail server can take this address: letters of any script on both sides, every character that RFC 5322 has. */
export function isAddress(email: string): boolean {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  if (at < 1 || bytes(local) > MOST_LOCAL || bytes(email) > MOST || !ATOMS.test(local)) return false;
  const domain = email.slice(at + 1);
  if (/[^\p{L}\p{M}\p{N}.-]/u.test(domain)) return false;
  const labels = asciiDomain(domain).split('.');
  return (
    labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** The domain as DNS has it, in plain ASCII; '' for what is none. */
function asciiDomain(domain: string): string {
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : '';
}
