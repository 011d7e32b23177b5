/** Sentences of the page, in the language that the server chose; and how times are said in it. */

/** @type {import('../protocol.ts').PageTexts} */
let texts = { language: 'en' };

/** @param {import('../protocol.ts').PageTexts} given */
export function setTexts(given) {
  texts = given;
  formats.clear();
  document.documentElement.lang = given.language;
}

/** @param {string} name */
export function say(name) {
  return texts[name] ?? name;
}

/** A label and what it is about, with the colon of the language. @param {string} label @param {string} [about] */
export function labelled(label, about = '') {
  return `${label}${say('colon')} ${about}`;
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const FORMATS = {
  date: { dateStyle: 'medium' },
  time: { dateStyle: 'medium', timeStyle: 'short' },
  clock: { timeStyle: 'short' },
};

/** Making one takes longer than all that is done with it. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {'date' | 'time' | 'clock'} style */
function formatOf(style) {
  const format = formats.get(style) ?? new Intl.DateTimeFormat(texts.language, FORMATS[style]);
  formats.set(style, format);
  return format;
}

/** @param {string} at @param {'date' | 'time' | 'clock' | 'relative'} style */
export function sayInstant(at, style) {
  const date = new Date(at);
  if (style !== 'relative') return formatOf(style).format(date);
  const seconds = (date.getTime() - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(texts.language, { numeric: 'auto' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  }
  return format.format(Math.round(seconds / 60), 'minute');
}

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
