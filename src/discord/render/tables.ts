import { oneLine, shorten } from '#chat/clean-text.ts';
import type { Part, Text } from '#chat/screen.ts';
import type { Frame } from './frame.ts';
import { bold, escapeMarkdown, flat, label, markdown, NOTHING, plain, withoutBackticks } from './text.ts';

type Table = Extract<Part, { type: 'table' }>;
type Matrix = Extract<Part, { type: 'matrix' }>;
type Diff = Extract<Part, { type: 'diff' }>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Discord has no tables: a paragraph for each row, headed by its first cell that is not an id. */
export function table({ columns, rows }: Table, { width, colon }: Frame): string[] {
  const isOpaque = (index: number): boolean =>
    rows.every((cells) => UUID.test(oneLine(flat(cells[index] ?? ''))));
  const head = Math.max(
    0,
    columns.findIndex((_, index) => !isOpaque(index)),
  );
  return rows.map((cells) => {
    const others = columns.flatMap((column, index) => {
      if (index === head) return [];
      const value = cells[index] ?? '';
      const text = `${plain(column, width)}${colon} ${cell(value, width, isOpaque(index))}`;
      return [{ text, isShort: !isOpaque(index) && flat(value).length <= SHORT }];
    });
    return [bold(flat(cells[head] ?? ''), width), ...lines(others)].join('\n');
  });
}

/** A status, a date, a role: so short that several share a line, as eight users would fill the screen otherwise. */
const SHORT = 20;

function lines(cells: readonly { text: string; isShort: boolean }[]): string[] {
  const made: string[] = [];
  for (const [index, { text, isShort }] of cells.entries()) {
    if (isShort && cells[index - 1]?.isShort) made.push(`${made.pop()} · ${text}`);
    else made.push(text);
  }
  return made;
}

/** Ids are copied, not read. */
function cell(text: Text, width: number, isId: boolean): string {
  if (isId) return `\`${withoutBackticks(oneLine(flat(text)))}\``;
  return markdown(text, width).replaceAll('\n', ' ') || NOTHING;
}

/**
 * Yes and no by row and column, in fixed width. The columns are headed by their first letters where these
 * differ, with a legend above: whole words would make lines that a phone breaks.
 */
export function matrix({ columns, rows }: Matrix, { width }: Frame): string {
  const initials = columns.map((column) => [...oneLine(column).toUpperCase()][0] ?? '');
  const areClear = new Set(initials).size === columns.length && initials.every((one) => /^[A-Z]$/.test(one));
  const heads = areClear
    ? initials
    : columns.map((column) => label(withoutBackticks(column), Math.min(width, 12)));
  const names = rows.map((row) => label(withoutBackticks(row.label), Math.min(width, 24)));
  const first = Math.max(0, ...names.map((name) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(first), ...cells.map((text, index) => text.padEnd(heads[index]?.length ?? 1))]
      .join(' ')
      .trimEnd();
  const lines = [
    line('', heads),
    ...rows.map(({ cells }, row) =>
      line(
        names[row]!,
        columns.map((_, index) => (cells[index] ? '✓' : '·')),
      ),
    ),
  ];
  const legend = columns.map((column, index) => `${initials[index]} ${escapeMarkdown(oneLine(column))}`);
  return `${areClear ? `-# ${legend.join(' · ')}\n` : ''}${codeBlock(lines)}`;
}

/** Like a diff of files: a line for each model, so that 160 permissions stay small. */
export function diff({ gained, lost, labels }: Diff, { width }: Frame): string[] {
  const side = (heading: string, sign: string, names: readonly string[]): string[] =>
    names.length === 0
      ? []
      : [
          bold(heading, width),
          codeBlock(
            byModel(names).map((name) => `${sign} ${shorten(withoutBackticks(oneLine(name)), width)}`),
            'diff',
          ),
        ];
  return [...side(labels.gained, '+', gained), ...side(labels.lost, '-', lost)];
}

/** `User: read` and `User: update` as `User: read, update`. */
function byModel(names: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const [, model, action] = /^([^:]+): ([^:]+)$/.exec(name) ?? [];
    const key = model ?? name;
    groups.set(key, [...(groups.get(key) ?? []), ...(action === undefined ? [] : [action])]);
  }
  return [...groups].map(([model, actions]) =>
    actions.length === 0 ? model : `${model}: ${actions.join(', ')}`,
  );
}

function codeBlock(lines: readonly string[], language = ''): string {
  return `\`\`\`${language}\n${lines.join('\n') || NOTHING}\n\`\`\``;
}
