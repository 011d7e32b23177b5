import { pieces } from './quotes.ts';

const SEPARATOR = /[,;，；、،\n]/u;
/** Between two mentions or addresses. */
const AND = /^(?:and|et|&)$/iu;
const ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/u;
/** A mention that was typed without being chosen from the list. */
const TYPED_MENTION = /^@[^\s@<>]+$/u;
const MENTION = /<(?:@[!&]?|!subteam\^)[^<>\s]*>/gu;

/** The values of a list: between commas, semicolons and line breaks; what is in quotes is one value. */
export function readList(text: string): string[] {
  return items(text)
    .map((item) =>
      item
        .map((piece) => piece.text.trim())
        .join(' ')
        .trim(),
    )
    .filter((item) => item !== '');
}

type Item = { isQuoted: boolean; text: string }[];

function items(text: string): Item[] {
  const found: Item[] = [[]];
  for (const { isQuoted, text: piece } of pieces(text)) {
    if (isQuoted) found.at(-1)!.push({ isQuoted, text: piece });
    else {
      const [first = '', ...others] = piece.split(SEPARATOR);
      found.at(-1)!.push({ isQuoted, text: first });
      for (const other of others) found.push([{ isQuoted, text: other }]);
    }
  }
  return found
    .map((item) => item.filter((each) => each.text.trim() !== '' || each.isQuoted))
    .filter((item) => item.length > 0);
}

/** A list that is being typed: what stands before its last value, its separator included, and that value. */
export function lastOfList(text: string): { before: string; last: string } {
  const at = pieces(text)
    .filter(({ isQuoted }) => !isQuoted)
    .reduce((from, piece) => {
      const last = piece.text.search(/[,;，；、،\n][^,;，；、،\n]*$/u);
      return last < 0 ? from : piece.from + last + 1;
    }, 0);
  return { before: text.slice(0, at), last: text.slice(at).trimStart() };
}

/**
 * The people of a list. Mentions and email addresses need nothing between them, or `and`; an address may carry a name,
 * as in `Pat O'Neil <pat@example.com>`.
 */
export function readPeople(text: string): string[] {
  return items(text).flatMap((item) => {
    if (item.length === 1 && item[0]!.isQuoted) return [item[0]!.text.trim()].filter((each) => each !== '');
    return peopleIn(
      item
        .map((each) => each.text.trim())
        .join(' ')
        .trim(),
    );
  });
}

function peopleIn(item: string, isRest = false): string[] {
  const named = /<(?!!subteam\^)([^\s@<>]+@[^\s@<>]+)>/u.exec(item);
  if (named !== null) {
    // The words before it are the name that goes with it, but who is mentioned among them.
    const before = item.slice(0, named.index).split(/\s+/u).map(bare);
    const others = before.filter((word) => ADDRESS.test(word) || word.startsWith('<@'));
    return [...others, named[1]!, ...peopleIn(item.slice(named.index + named[0].length), true)];
  }
  const [mention] = item.matchAll(MENTION);
  if (mention !== undefined) {
    const before = item.slice(0, mention.index);
    const after = item.slice(mention.index + mention[0].length);
    return [...peopleIn(before, true), mention[0], ...peopleIn(after, true)];
  }
  const people = item
    .split(/\s+/u)
    .filter((word) => !AND.test(word))
    .map(bare)
    .filter((word) => word !== '');
  const stands = (word: string): boolean => ADDRESS.test(word) || TYPED_MENTION.test(word);
  if (people.length > 0 && people.every(stands)) return people;
  return [isRest ? bare(item) : item].filter((each) => each !== '');
}

/** Without the full stop of a sentence, and without `and` at either end. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^(?:(?:and|et|&)(?:\s+|$)|[.,;:!?…)(]+\s*)+/iu, '')
    .replace(/(?:\s+(?:and|et|&)|[.,;:!?…)(]+)+$/iu, '')
    .trim();
}

/** The one person of this text, or all of them where several are mentioned or addressed. */
export function readPerson(text: string): string | string[] {
  const people = readPeople(text);
  const isNamed = (each: string): boolean => ADDRESS.test(each) || each.startsWith('<');
  if (people.length > 1 && people.every(isNamed)) return people;
  return people.length === 1 ? people[0]! : text.trim();
}
