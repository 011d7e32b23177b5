// Text from people is never markup (docs/design.md, section 9): what every renderer does before it escapes.

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** They turn the direction of what follows them. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Any of these, a carriage return, or half of a surrogate pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNCLEAN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/;

/** Text from anybody, without the characters that could reorder or break what stands around it; line breaks stay. */
export function clean(text: string): string {
  // Almost every text is: names and labels come by here several times.
  if (!UNCLEAN.test(text)) return text;
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, ' ').replace(DIRECTIONS, '').toWellFormed();
}

/** The same on one line, for names, labels and cells. */
export function oneLine(text: string): string {
  const cleaned = clean(text);
  return (cleaned.includes('\n') ? cleaned.replaceAll('\n', ' ') : cleaned).trim();
}

/** At most `max` characters, the last of them `…` where something was left out. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, Math.max(0, max - 1))
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/** Of a command that shows a list again: longer than anybody types one, and short enough for every platform. */
export const COMMAND_SHOWN = 1_000;
