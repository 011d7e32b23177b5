/** What opens a quoted value, and what may close it: phones and French keyboards type their own. */
const CLOSES: Readonly<Record<string, string>> = { '"': '"', '“': '”“', '„': '“”', '«': '»' };
/** What a quoted value may follow, beside white space: it is no quote in the middle of a word. */
const BEFORE = /[\s,;:，；：、،]/u;

/** A piece of typed text: a quoted value, or what stands between two of them. */
export interface Piece {
  isQuoted: boolean;
  /** Without its quotes. */
  text: string;
  /** Where it begins and ends in the text, its quotes included. */
  from: number;
  to: number;
}

/** Cuts text at its quoted values; a quote that nobody closes is a character like any other. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const quote = at === 0 || BEFORE.test(text[at - 1]!) ? quotedAt(text, at) : null;
    if (quote === null) continue;
    if (at > from) found.push({ isQuoted: false, text: text.slice(from, at), from, to: at });
    found.push(quote);
    from = quote.to;
    at = quote.to - 1;
  }
  if (from < text.length) {
    found.push({ isQuoted: false, text: text.slice(from), from, to: text.length });
  }
  return found;
}

/** A quote within is doubled; what stands after the closing one is no part of a word. */
function quotedAt(text: string, from: number): Piece | null {
  const closing = CLOSES[text[from] ?? ''];
  if (closing === undefined) return null;
  let inner = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const each = text[at]!;
    if (!closing.includes(each)) inner += each;
    else if (text[at + 1] === each) {
      inner += each;
      at += 1;
    } else return { isQuoted: true, text: closing === '»' ? inner.trim() : inner, from, to: at + 1 };
  }
  return null;
}

/** One value out of typed words and quoted values, without quotes, as in `Zoë "van der" Berg`. */
export function joined(text: string): string {
  const all = pieces(text.trim());
  if (all.length === 1 && all[0]!.isQuoted) return all[0]!.text;
  return all
    .map((each) => each.text.trim().replace(/\s+/gu, ' '))
    .join(' ')
    .trim();
}

const inQuotes = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** A value as it is typed behind `name:`, so that it is read back as it is. */
export function quoted(value: string): string {
  return /^[^\s"“”„«»,;:，；：、،]+$/u.test(value) ? value : inQuotes(value);
}

/** The same among others of a list, where words may stand side by side. */
export function quotedInList(value: string): string {
  return /["“”„«»,;，；、،\n]/u.test(value) ? inQuotes(value) : value;
}
