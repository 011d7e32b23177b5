import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { type Row, reached } from './row.ts';

/** The rows as a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.what,
    row.against,
    row.measured,
    resultOf(row),
    reachOf(row),
    row.reach === null && reached(row) ? '' : reached(row) ? 'yes' : '**no**',
  ]);
  return markdown(['what', 'measured against', 'measured', 'result', 'reach', 'reached'], lines);
}

/** The same table on a terminal: columns aligned, no marks. */
export function aligned(table: string): string {
  const cells = table
    .split('\n')
    .filter((line) => !/^\|( -+ \|)+$/.test(line))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.replace(/[*`]/g, '')),
    );
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A table of Markdown; cells are written as they are. */
export function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}

function resultOf({ value, unit }: Row): string {
  if (value === null) return '';
  if (unit === 'times') return `${value.toFixed(2)} times`;
  return unit === 'statements' ? `${value} ${unit}` : `${value.toFixed(0)} ${unit}`;
}

function reachOf({ reach, unit, isBroken }: Row): string {
  if (reach === null) return isBroken ? '' : 'told';
  return 'atMost' in reach ? `at most ${reach.atMost} ${unit}` : `at least ${reach.atLeast} ${unit}`;
}

/** The machine, the Node, the code and the day. */
export function machine(): string[] {
  const gigabytes = (totalmem() / 2 ** 30).toFixed(1);
  return [
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${gigabytes} GB, ${platform()} ${release()} ${arch()}`,
    `Node ${process.version}`,
    `${new Date().toISOString().slice(0, 10)}, commit ${commit()}`,
  ];
}

/** Of the code that was measured; what is not committed is said. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--', '..') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? ' with changes' : '');
  } catch {
    return 'unknown';
  }
}
