/** One line of the table. */
export interface Row {
  what: string;
  against: string;
  /** What was measured, in words. */
  measured: string;
  /** Told only: nothing is promised. */
  reach: { atMost: number } | { atLeast: number } | null;
  /** What is compared with the reach; null where nothing is. */
  value: number | null;
  unit: 'times' | 'ms' | 'MB' | 'statements' | null;
  /** Nothing could be measured. */
  isBroken?: boolean;
}

/** Whether the row keeps what is promised; a row without a promise does, unless it broke off. */
export function reached({ reach, value, isBroken = false }: Row): boolean {
  if (isBroken) return false;
  if (reach === null) return true;
  if (value === null || Number.isNaN(value)) return false;
  return 'atMost' in reach ? value <= reach.atMost : value >= reach.atLeast;
}

/** A row that is told only. */
export function told(what: string, against: string, measured: string): Row {
  return { what, against, measured, reach: null, value: null, unit: null };
}

/** What stands in the place of rows that could not be measured. */
export function brokenOff(what: string, error: unknown): Row {
  const reason = String(error).replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 300);
  return { ...told(what, '', `broke off: ${reason}`), isBroken: true };
}

/** A row whose value is how many times `b` fits into `a`. */
export function ratio(
  row: Pick<Row, 'what' | 'against' | 'reach'>,
  { a, b }: { a: number; b: number },
  show: (value: number) => string = ms,
): Row {
  return { ...row, measured: `${show(a)} against ${show(b)}`, value: a / b, unit: 'times' };
}

/** For people: two decimals below 10 ms, none above. */
export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}
