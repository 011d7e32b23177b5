import type { Dict } from './types.ts';

/** A refusal of the Web API: becomes `{ ok: false, error, … }`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly problems: string[];
  readonly extra: Dict;

  constructor(code: string, problems: string[] = [], extra: Dict = {}) {
    super(problems.length > 0 ? `${code}: ${problems.join('; ')}` : code);
    this.code = code;
    this.problems = problems;
    this.extra = extra;
  }

  /** The body that Slack answers with (docs.slack.dev: "Using the Slack Web API", "Evaluating responses"). */
  toBody(): Dict {
    const metadata =
      this.problems.length > 0
        ? { response_metadata: { messages: this.problems.map((problem) => `[ERROR] ${problem}`) } }
        : {};
    const errors = this.code === 'invalid_blocks' ? { errors: this.problems } : {};
    return { ok: false, error: this.code, ...errors, ...this.extra, ...metadata };
  }
}
