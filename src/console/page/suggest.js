/**
 * What may come next in the input line. Pure: what is looked up in the service is only named.
 *
 * @typedef {import('../protocol.ts').CommandInfo} CommandInfo
 *
 * @typedef {object} Suggestion
 * @property {string} text what the line is from `from` on, once taken
 * @property {string} label
 * @property {string} hint
 *
 * @typedef {object} Suggestions
 * @property {number} from where in the line the suggestions begin
 * @property {Suggestion[]} items
 * @property {{ source: 'users' | 'roles', text: string, prefix: string } | null} search more are found by asking
 */

const PREFIX = /^\/?hexa\s+|^\//i;

/** @param {string} line @param {readonly CommandInfo[]} commands @returns {Suggestions} */
export function suggest(line, commands) {
  const prefix = PREFIX.exec(line)?.[0] ?? '';
  const said = line.slice(prefix.length);
  const command = commands
    .filter(({ path }) => said.toLowerCase().startsWith(`${path} `))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (command !== undefined)
    return suggestOptions(line, prefix.length + command.path.length + 1, command, commands);
  if (said === '' && prefix === '') return nothing(0);
  return { from: 0, items: pathsLike(said, commands).map(toLine), search: null };
}

/** @param {CommandInfo} command */
function toLine({ path, summary, options }) {
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

/** @param {string} line @param {number} start @param {CommandInfo} command @param {readonly CommandInfo[]} commands @returns {Suggestions} */
function suggestOptions(line, start, command, commands) {
  const rest = line.slice(start);
  const token = /(?:[A-Za-z]+:)?(?:"[^"]*"?|[^\s"]*)$/.exec(rest)?.[0] ?? '';
  const from = line.length - token.length;
  const named = /^([A-Za-z]+):"?(.*?)"?$/.exec(token);
  const used = [...rest.slice(0, rest.length - token.length).matchAll(/(?:^|\s)([A-Za-z]+):/g)].map(
    ([, name]) => name,
  );
  if (named !== null) {
    const option = command.options.find(({ name }) => name === named[1]?.toLowerCase());
    return option === undefined
      ? nothing(from)
      : values(option, `${option.name}:`, named[2] ?? '', from, commands);
  }
  const typed = token.replaceAll('"', '').toLowerCase();
  const names = command.options
    .filter(
      ({ name, isRest }) =>
        !used.includes(name) && name.startsWith(typed) && !(isRest && isFound(command, name)),
    )
    .map(({ name, hint }) => ({ text: `${name}:`, label: `${name}:`, hint }));
  const main = command.options.find(({ isRest }) => isRest);
  const found = main === undefined ? nothing(from) : values(main, '', typed, from, commands);
  return { from, items: [...found.items, ...names], search: found.search };
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
    case 'users':
      return { from, items: [], search: { source: 'users', text: typed, prefix } };
    case 'role':
    case 'roles':
      return { from, items: [], search: { source: 'roles', text: typed, prefix } };
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

/** @param {string} value */
function quoted(value) {
  return /\s/.test(value) ? `"${value}"` : value;
}

/** @param {number} from @returns {Suggestions} */
function nothing(from) {
  return { from, items: [], search: null };
}
