import { asDict, asDicts, asString, type Dict } from './types.ts';

/**
 * All text that a person sees of a view, a message, several of them, or blocks, one line per part: buttons in [brackets], a select
 * as <placeholder: option | option>, a table row as cells joined by " | ". Mentions, links and dates are resolved
 * and entities decoded, so that text that was meant literally reads literally.
 */
export function textOf(shown: unknown): string {
  if (Array.isArray(shown)) {
    return joined(
      '\n',
      asDicts(shown).map((one) => ('blocks' in one ? textOf(one) : blockText(one))),
    );
  }
  const whole = asDict(shown);
  const blocks = asDicts(whole.blocks);
  const lines = [
    plain(asDict(whole.title)),
    ...(blocks.length > 0 ? blocks.map(blockText) : [decode(asString(whole.text))]),
    ...['submit', 'close'].map((key) => bracketed(plain(asDict(whole[key])))),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** The text of one block. */
export function blockText(block: Dict): string {
  switch (block.type) {
    case 'section':
      return joined('\n', [
        plain(asDict(block.text)),
        ...asDicts(block.fields).map(plain),
        elementText(asDict(block.accessory)),
      ]);
    case 'input':
      return joined('\n', [
        plain(asDict(block.label)),
        elementText(asDict(block.element)),
        plain(asDict(block.hint)),
      ]);
    case 'actions':
    case 'context':
      return joined(' ', asDicts(block.elements).map(elementText));
    case 'image':
      return joined(' ', [plain(asDict(block.title)), elementText(block)]);
    case 'table':
    case 'data_table':
      return joined('\n', [
        asString(block.caption),
        ...rowsOf(block).map((row) => row.map(cellText).join(' | ')),
      ]);
    case 'card':
      return joined('\n', [
        ...['title', 'subtitle', 'body'].map((key) => plain(asDict(block[key]))),
        joined(' ', asDicts(block.actions).map(elementText)),
      ]);
    case 'carousel':
      return joined('\n', asDicts(block.elements).map(blockText));
    case 'rich_text':
      return richText(block);
    case 'markdown':
      return asString(block.text);
    default:
      return plain(asDict(block.text));
  }
}

function rowsOf(table: Dict): Dict[][] {
  return Array.isArray(table.rows) ? table.rows.map(asDicts) : [];
}

function cellText(cell: Dict): string {
  return cell.type === 'rich_text' ? richText(cell) : asString(cell.text);
}

function elementText(element: Dict): string {
  if (element.type === 'plain_text' || element.type === 'mrkdwn') return plain(element);
  if (element.type === 'image') return `(${asString(element.alt_text)})`;
  if (element.type === 'button' || element.type === 'workflow_button')
    return bracketed(plain(asDict(element.text)));
  const placeholder = plain(asDict(element.placeholder));
  const initial = asString(element.initial_value) || asString(element.initial_user);
  const options = optionTexts(element);
  if (options.length === 0) return placeholder || initial ? `<${joined(': ', [placeholder, initial])}>` : '';
  return `<${joined(': ', [placeholder, options.join(' | ')])}>`;
}

/** Options in their order, the chosen ones marked with an asterisk. */
function optionTexts(element: Dict): string[] {
  const chosen = [element.initial_option, ...asDicts(element.initial_options)].map(
    (one) => asDict(one).value,
  );
  const listed = [
    ...asDicts(element.options),
    ...asDicts(element.option_groups).flatMap((group) => asDicts(group.options)),
  ];
  const shown =
    listed.length > 0 ? listed : asDicts([element.initial_option, ...asDicts(element.initial_options)]);
  return shown.map((option) =>
    joined(' - ', [
      `${chosen.includes(option.value) ? '*' : ''}${plain(asDict(option.text))}`,
      plain(asDict(option.description)),
    ]),
  );
}

/** A rich text block or cell as text. */
function richText(part: Dict): string {
  switch (part.type) {
    case 'text':
      return asString(part.text);
    case 'link':
      return part.text === undefined ? asString(part.url) : `${asString(part.text)} (${asString(part.url)})`;
    case 'user':
      return `@${asString(part.user_id)}`;
    case 'channel':
      return `#${asString(part.channel_id)}`;
    case 'usergroup':
      return `@${asString(part.usergroup_id)}`;
    case 'broadcast':
      return `@${asString(part.range)}`;
    case 'emoji':
      return `:${asString(part.name)}:`;
    case 'date':
      return asString(part.fallback);
    default: {
      const separator = part.type === 'rich_text' || part.type === 'rich_text_list' ? '\n' : '';
      return asDicts(part.elements).map(richText).join(separator);
    }
  }
}

/** A text object as a person reads it. */
export function plain(text: Dict): string {
  const raw = asString(text.text);
  return text.type === 'plain_text' ? entities(raw) : decode(raw);
}

/** Resolves Slack's markup in angle brackets (docs.slack.dev: "Formatting message text"), then the entities. */
function decode(mrkdwn: string): string {
  return entities(mrkdwn.replace(/<([^<>]*)>/g, (_, inner: string) => reference(inner)));
}

function reference(inner: string): string {
  const [target = '', label] = splitOnce(inner);
  if (target.startsWith('!date^')) return label ?? target;
  if (target.startsWith('!subteam^')) return label ?? `@${target.slice('!subteam^'.length)}`;
  if (/^[!@#]/.test(target)) return `${target.startsWith('#') ? '#' : '@'}${label ?? target.slice(1)}`;
  return label === undefined ? target : `${label} (${target})`;
}

function splitOnce(inner: string): [string, string | undefined] {
  const at = inner.indexOf('|');
  return at < 0 ? [inner, undefined] : [inner.slice(0, at), inner.slice(at + 1)];
}

function entities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * Whom a message, a view, several of them, or blocks would notify: "here", "channel", "everyone", or ids of people
 * and groups, each once. For tests that text typed by people stays text.
 */
export function pingsOf(shown: unknown): string[] {
  const found: string[] = [];
  for (const one of Array.isArray(shown) ? shown : [shown]) {
    const { text, blocks } = asDict(one);
    visit('blocks' in asDict(one) ? [blocks, { text }] : one, found);
  }
  return [...new Set(found)];
}

function visit(value: unknown, found: string[]): void {
  if (Array.isArray(value)) for (const one of value) visit(one, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const part = value as Dict;
  if (part.type === 'broadcast') found.push(asString(part.range));
  if (part.type === 'user' && part.user_id !== undefined) found.push(asString(part.user_id));
  if (typeof part.text === 'string' && part.type !== 'plain_text' && part.type !== 'text') {
    for (const [, id] of part.text.matchAll(
      /<[!@](here|channel|everyone|[UWS][A-Z0-9]+|subteam\^[A-Z0-9]+)/g,
    )) {
      found.push(id as string);
    }
  }
  for (const inner of Object.values(part)) visit(inner, found);
}

function joined(separator: string, parts: string[]): string {
  return parts.filter((part) => part !== '').join(separator);
}

function bracketed(text: string): string {
  return text === '' ? '' : `[${text}]`;
}
