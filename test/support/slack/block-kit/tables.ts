import { LIMITS } from '../limits.ts';
import { textOf } from '../text-of.ts';
import { asDicts, type Dict, isDict } from '../types.ts';
import { richText } from './rich-text.ts';
import {
  all,
  boolean,
  byType,
  check,
  integer,
  list,
  object,
  oneOf,
  type Rule,
  report,
  string,
} from './rules.ts';

const type = string();
const blockId = { block_id: string({ max: LIMITS.blockId }) };
const number: Rule = (value, place) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report(place, 'must be a number');
};

const plainCells = {
  raw_text: object({ type, text: string() }),
  raw_number: object({ type, value: number, text: string() }),
};
const filled: Rule = all(richText, (cell, place) => {
  if (isDict(cell) && textOf([cell]).trim() === '') report(place, 'must be more than 0 characters');
});
const cell = byType({ ...plainCells, rich_text: filled });
const row = list(cell, { max: LIMITS.tableColumns });

const equalColumns = check((table) => {
  const widths = new Set(rowsOf(table).map((cells) => cells.length));
  return widths.size > 1 ? 'all rows must have the same number of cells' : undefined;
});
const notTooLong = check((table) => {
  const length = rowsOf(table)
    .flat()
    .reduce((sum, one) => sum + textOf([one]).length + cellText(one), 0);
  return length > LIMITS.tableCharacters
    ? `cells hold more than ${LIMITS.tableCharacters} characters`
    : undefined;
});

/** Table block: 100 rows of 20 cells, none empty (docs.slack.dev: "Table block"). */
export const table: Rule = all(
  object(
    { type, rows: list(row, { max: LIMITS.tableRows }) },
    {
      ...blockId,
      column_settings: list(object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }), {
        max: LIMITS.tableColumns,
      }),
    },
  ),
  equalColumns,
  notTooLong,
);

/** Data table block: a header row of plain cells, then at least one row (docs.slack.dev: "Data table block"). */
export const dataTable: Rule = all(
  object(
    { type, caption: string(), rows: list(row, { min: 2, max: LIMITS.dataTableRows }) },
    {
      ...blockId,
      page_size: integer({ min: 1, max: LIMITS.dataTablePageSize }),
      row_header_column_index: integer({ min: 0, max: LIMITS.tableColumns - 1 }),
    },
  ),
  equalColumns,
  notTooLong,
  check((one) =>
    rowsOf(one)[0]?.some((header) => header.type === 'rich_text')
      ? 'a header cell is not rich text'
      : undefined,
  ),
);

function rowsOf(one: Dict): Dict[][] {
  return Array.isArray(one.rows) ? one.rows.map(asDicts) : [];
}

/** Plain cells have their text themselves. */
function cellText(one: Dict): number {
  return one.type === 'rich_text' ? 0 : String(one.text ?? '').length;
}
