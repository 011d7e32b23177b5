import type { KnownBlock, RawTextElement, RichTextBlock, TableBlock } from '@slack/types';
import { oneLine, shorten } from '#chat/clean-text.ts';
import type { Part, Text } from '#chat/screen.ts';
import { LIMITS } from '../limits.ts';
import type { Frame } from './frame.ts';
import { block, inlines, literal, preformatted, richText } from './rich-text.ts';
import { flat, NOTHING } from './text.ts';

type Table = Extract<Part, { type: 'table' }>;
type Matrix = Extract<Part, { type: 'matrix' }>;

/** Whether a message can show it as a `table` block: at most 20 columns, 100 rows with the header. */
export function fitsTableBlock({ columns, rows }: Table): boolean {
  return columns.length > 0 && columns.length <= LIMITS.table.columns && rows.length < LIMITS.table.rows;
}

/** A `table` block: only messages have it, once, and Slack draws it at their end ("Table block"). */
export function tableBlock({ columns, rows }: Table, { width }: Frame): TableBlock {
  return {
    type: 'table',
    column_settings: columns.map(() => ({ is_wrapped: true })),
    rows: [columns, ...rows].map((cells) => columns.map((_, index) => cell(cells[index] ?? '', width))),
  };
}

/** Empty cells are refused. `raw_text` is literal, but what it makes of entities is not documented; rich text is. */
function cell(text: Text, width: number): RawTextElement | RichTextBlock {
  const isPlain = typeof text === 'string' || text.every((inline) => typeof inline === 'string');
  const shown = shorten(oneLine(flat(text)), width) || NOTHING;
  if (isPlain && !/[&<>]/.test(shown)) return { type: 'raw_text', text: shown };
  const elements = isPlain ? literal(shown) : inlines(text, {}, width);
  const isBlank = elements.every((one) => one.type === 'text' && one.text.trim() === '');
  return isBlank ? { type: 'raw_text', text: NOTHING } : block([{ type: 'rich_text_section', elements }]);
}

/** The same where there is no `table` block: a paragraph for each row, its first cell as heading. */
export function tableAsText({ columns, rows }: Table, { width, colon }: Frame): KnownBlock[] {
  return richText(
    rows.flatMap((cells, row) => [
      ...literal(row === 0 ? '' : '\n\n'),
      ...columns.flatMap((column, index) => {
        const value = inlines(cells[index] ?? '', index === 0 ? { bold: true } : {}, width);
        const shown = value.length > 0 ? value : literal(NOTHING);
        return index === 0 ? shown : [...literal(`\n${shorten(oneLine(column), width)}${colon} `), ...shown];
      }),
    ]),
  );
}

/** Yes and no by row and column: fixed-width lines, as a table of 40 models would take 160 cells' JSON. */
export function matrix({ columns, rows }: Matrix, { width }: Frame): KnownBlock[] {
  const heads = columns.map((column) => shorten(oneLine(column), width));
  const names = rows.map((row) => shorten(oneLine(row.label), Math.min(width, 40)) || NOTHING);
  const first = Math.max(0, ...names.map((name) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(first), ...cells.map((text, index) => text.padEnd(heads[index]?.length ?? 1))]
      .join('  ')
      .trimEnd();
  return preformatted([
    line('', heads),
    ...rows.map(({ cells }, row) =>
      line(
        names[row]!,
        columns.map((_, index) => (cells[index] ? '✓' : '·')),
      ),
    ),
  ]);
}
