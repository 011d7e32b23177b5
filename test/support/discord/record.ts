import type { Problem } from './api-error.ts';
import type { Clock } from './clock.ts';

/** One REST call of the app. */
export interface Call {
  /** By the double's clock. */
  at: number;
  method: string;
  /** Without the API base and the query. */
  path: string;
  query: Readonly<Record<string, string>>;
  body: unknown;
  files: readonly { name: string; size: number }[];
  /** Undefined while the answer is still out. */
  status?: number;
  response?: unknown;
}

/** Something that Discord does not let an app do. */
export interface Violation {
  at: number;
  /** `POST /channels/1/messages`, or `gateway`. */
  where: string;
  /** Discord's JSON error code, or the gateway's close code. */
  code: number;
  message: string;
  problems: readonly Problem[];
}

export interface CommandWrites {
  bulk: number;
  create: number;
  edit: number;
  remove: number;
  total: number;
}

/** What the app did, in order. */
export class AppRecord {
  readonly calls: Call[] = [];
  readonly violations: Violation[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  call(call: Omit<Call, 'at'>): Call {
    const recorded = { at: this.#clock.now(), ...call };
    this.calls.push(recorded);
    return recorded;
  }

  violation(where: string, code: number, message: string, problems: readonly Problem[] = []): void {
    this.violations.push({ at: this.#clock.now(), where, code, message, problems });
  }

  /** The last calls, one a line, for messages of errors. */
  tail(count = 8): string {
    const lines = this.calls.slice(-count).map((call) => {
      const body = call.body === undefined ? '' : ` ${shortened(call.body)}`;
      const error = (call.status ?? 0) >= 400 ? ` ${shortened(call.response)}` : '';
      return `  ${call.method} ${withoutTokens(call.path)}${body} -> ${call.status ?? '(no answer yet)'}${error}`;
    });
    return lines.length === 0 ? '\nNo REST call was made.' : `\nLast calls:\n${lines.join('\n')}`;
  }
}

export function commandWritesIn(
  calls: readonly Call[],
  applicationId: string,
  guildId: string,
): CommandWrites {
  const path = `/applications/${applicationId}/guilds/${guildId}/commands`;
  const done = calls.filter((call) => call.path.startsWith(path) && (call.status ?? 500) < 300);
  const count = (method: string) => done.filter((call) => call.method === method).length;
  const [bulk, create, edit, remove] = [count('PUT'), count('POST'), count('PATCH'), count('DELETE')];
  return { bulk, create, edit, remove, total: bulk + create + edit + remove };
}

export function violationText({ where, code, message, problems }: Violation): string {
  const lines = problems.map((problem) => `\n    ${problem.path}: ${problem.code}: ${problem.message}`);
  return `${withoutTokens(where)}: ${code} ${message}${lines.join('')}`;
}

/** Interaction tokens are long and say nothing. */
function withoutTokens(path: string): string {
  return path.replaceAll(/[\w-]{60,}/g, '…');
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
