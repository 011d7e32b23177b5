import { domainToASCII, domainToUnicode } from 'node:url';
import { comparisonKey } from '#domain/text.ts';

/** The ways to write this address: as it is, and with its domain in letters and as DNS has it. */
export function writtenAs(email: string): string[] {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const domains =
    at < 0 ? [] : [domainToUnicode(domain), domainToASCII(domain)].filter((each) => each !== '');
  return [...new Set([email, ...domains.map((each) => `${email.slice(0, at + 1)}${each}`)])];
}

/** What this address is compared by, in each of these ways. */
export function addressKeys(email: string): string[] {
  return [...new Set(writtenAs(email).map(comparisonKey))];
}
