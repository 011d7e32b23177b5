import type { ServiceProcess } from '../support/service-process.ts';

/** One line of the table: what was measured against what it is to reach. */
export interface Row {
  what: string;
  reach: string;
  measured: string;
  ok: boolean;
}

export function row(what: string, reach: string, measured: string | number, ok: boolean): Row {
  return { what, reach, measured: String(measured), ok };
}

/** A row that wants a number to be exactly that. */
export function exactly(what: string, wanted: number, measured: number): Row {
  return row(what, String(wanted), measured, measured === wanted);
}

/** A row that wants none of these; the first ones are shown. */
export function none(what: string, found: readonly string[]): Row {
  const shown = found.slice(0, 3).join('; ');
  return row(what, 'none', found.length === 0 ? 'none' : `${found.length}: ${shown}`, found.length === 0);
}

/** Neither ended by itself nor by a signal. */
export function runs({ child }: ServiceProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** A row that wants the service to be the process that it was. */
export function runsStill(service: ServiceProcess): Row {
  return row('still the same process', 'yes', runs(service) ? 'yes' : 'no', runs(service));
}

/** Markdown, as the README has it. */
export function table(faults: readonly { name: string; rows: readonly Row[]; tookMs: number }[]): string {
  const lines = faults.flatMap(({ name, rows, tookMs }) =>
    rows.map(({ what, reach, measured, ok }, index) => {
      const first = index === 0 ? `${name} (${Math.round(tookMs / 1000)} s)` : '';
      return `| ${[first, what, reach, measured, ok ? 'ok' : '**short**'].map(cell).join(' | ')} |`;
    }),
  );
  return ['| fault | what | reach | measured | |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
