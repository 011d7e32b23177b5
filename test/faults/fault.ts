import type { Postgres } from './postgres.ts';
import type { Random } from './random.ts';
import type { Row } from './report.ts';

export interface FaultOptions {
  postgres: Postgres;
  random: Random;
  /** Fewer of everything: what `npm test` runs. */
  short: boolean;
  /** Tells how far it is. */
  say(text: string): void;
}

export interface Fault {
  name: string;
  /** Waits most of the time, so that it may run beside others. */
  waits?: boolean;
  run(options: FaultOptions): Promise<Row[]>;
}
