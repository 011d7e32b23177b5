/**
 * What may come next in the composer. Pure: what is looked up in the service is only named.
 *
 * @typedef {import('../protocol.ts').CommandInfo} CommandInfo
 *
 * @typedef {object} Suggestion
 * @property {string} text what is there from `from` on, once taken
 * @property {string} label
 * @property {string} hint
 *
 * @typedef {object} Suggestions
 * @property {number} from where in what is typed the suggestions begin
 * @property {Suggestion[]} items
 * @property {{ source: 'users' | 'roles', text: string, prefix: string } | null} search more are found by asking
 */

const PREFIX = /^(?:\/?hexa(?:\s+|$)|\/)/i;

/** What is typed, without `/hexa`, which may be left out here. @param {string} text */
export function withoutHexa(text) {
  return text.trim().replace(PREFIX, '');
}

/** @param {string} text @param {readonly CommandInfo[]} commands @returns {Suggestions} */
export function suggest(text, commands) {
  const prefix = PREFIX.exec(text)?.[0] ?? '';
  const said = text.slice(prefix.length);
  const command = commands
    .filter(({ path }) => said.toLowerCase().startsWith(`${path} `))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (command !== undefined)
    return suggestOptions(text, prefix.length + command.path.length + 1, command, commands);
  if (said === '' && prefix === '') return nothing(0);
  return { from: 0, items: pathsLike(said, commands).map(toSuggestion), search: null };
}

/** @param {CommandInfo} command */
function toSuggestion({ path, summary, options }) {
  return { text: `/hexa ${path}${options.length > 0 ? ' ' : ''}`, label: `/hexa ${path}`, hint: summary };
}

/** Paths that begin so, then paths of which a word begins so. @param {string} said @param {readonly CommandInfo[]} commands */
function pathsLike(said, commands) {
  const typed = said.trimStart().replace(/\s+/g, ' ').toLowerCase();
  const begin = commands.filter(({ path }) => path.startsWith(typed));
  const contain = commands.filter(
    ({ path }) => !path.startsWith(typed) && path.split(' ').some((word) => word.startsWith(typed)),
  );
  return [...begin, ...contain];
}

/** @param {string} text @param {number} start @param {CommandInfo} command @param {readonly CommandInfo[]} commands @returns {Suggestions} */
function suggestOptions(text, start, command, commands) {
  const rest = text.slice(start);
  const keys = namesIn(rest);
  const last = keys.at(-1);
  const option = command.options.find(({ name, isRest }) =>
    last === undefined ? isRest : name === last.name,
  );
  const from = start + (last?.from ?? 0);
  if (last !== undefined && option === undefined) return nothing(from);
  const prefix = last === undefined ? '' : `${last.name}:`;
  const typed = rest.slice(last?.to ?? 0);
  const found = option === undefined ? nothing(from) : values(option, prefix, typed, from, commands);
  // A name may begin with any word, but not within quotes.
  const word =
    (typed.match(/"/g) ?? []).length % 2 === 1 ? '"' : (/\S*$/.exec(rest)?.[0] ?? '').toLowerCase();
  const before = text.slice(from, text.length - word.length);
  const names = command.options
    .filter(
      ({ name, isRest }) =>
        !keys.some((key) => key.name === name) &&
        name.startsWith(word) &&
        !(isRest && isFound(command, name)),
    )
    .map(({ name, hint }) => ({ text: `${before}${name}:`, label: `${name}:`, hint }));
  return { from, items: [...found.items, ...names], search: found.search };
}

/** The names of options in what is typed, each with where it begins and where its value does. @param {string} text */
function namesIn(text) {
  return [...text.matchAll(/"(?:[^"]|"")*"|(?<=^|\s)([\p{L}-]+)\s*:\s*/gu)].flatMap((match) =>
    match[1] === undefined
      ? []
      : [{ name: match[1].toLowerCase(), from: match.index, to: match.index + match[0].length }],
  );
}

/** Its values are offered without its name. @param {CommandInfo} command @param {string} name */
function isFound({ options }, name) {
  const kind = options.find((option) => option.name === name)?.kind ?? 'text';
  return kind !== 'text' && kind !== 'duration';
}

/** @param {CommandInfo['options'][number]} option @param {string} prefix @param {string} typed @param {number} from @param {readonly CommandInfo[]} commands @returns {Suggestions} */
function values(option, prefix, typed, from, commands) {
  switch (option.kind) {
    case 'choice': {
      const items = option.choices
        .filter((choice) => choice.startsWith(typed.toLowerCase()))
        .map((choice) => ({ text: `${prefix}${choice} `, label: choice, hint: option.hint }));
      return { from, items, search: null };
    }
    case 'command': {
      const items = pathsLike(typed, commands).map(({ path, summary }) => ({
        text: `${prefix}${path} `,
        label: path,
        hint: summary,
      }));
      return { from, items, search: null };
    }
    case 'user':
    case 'role':
      return { from, items: [], search: { source: `${option.kind}s`, text: bare(typed), prefix } };
    case 'users':
    case 'roles': {
      const at = typed.lastIndexOf(',') + 1;
      const before = at === 0 ? prefix : `${prefix}${typed.slice(0, at)} `;
      return {
        from,
        items: [],
        search: { source: option.kind, text: bare(typed.slice(at)), prefix: before },
      };
    }
    case 'text':
    case 'duration':
      return nothing(from);
  }
}

/** What was found, as suggestions: users by email, roles by name. @param {NonNullable<Suggestions['search']>} search @param {readonly import('../protocol.ts').PageOption[]} options @returns {Suggestion[]} */
export function foundAsSuggestions({ source, prefix }, options) {
  return options.slice(0, 8).map(({ label, description = '' }) => ({
    text: `${prefix}${quoted(source === 'users' && description !== '' ? description : label)} `,
    label,
    hint: description,
  }));
}

/** As the service reads it back (src/chat/reading/quotes.ts). @param {string} value */
function quoted(value) {
  return /^[^\s"“”„«»,;:，；：、،]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

/** @param {string} typed */
function bare(typed) {
  return typed.replaceAll('"', '').trim();
}

/** @param {number} from @returns {Suggestions} */
function nothing(from) {
  return { from, items: [], search: null };
}
