import type { Problem } from '../api-error.ts';

/** Discord counts characters, not UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Collects what is wrong with one body. */
export class Findings {
  readonly problems: Problem[] = [];

  add(path: string, code: string, message: string): void {
    this.problems.push({ path, code, message });
  }

  required(path: string, value: unknown): value is string {
    if (typeof value === 'string' && value.trim() !== '') return true;
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    return false;
  }

  /** A text that may be absent, and when present holds from `min` to `max` characters. */
  text(path: string, value: string | null | undefined, max: number, min = 0): void {
    if (value === undefined || value === null) return;
    const length = lengthOf(value);
    if (length >= min && length <= max) return;
    this.add(
      path,
      'BASE_TYPE_BAD_LENGTH',
      `Must be between ${min} and ${max} in length. (It has ${length}.)`,
    );
  }

  count(path: string, length: number, min: number, max: number): void {
    if (length >= min && length <= max) return;
    this.add(
      path,
      'BASE_TYPE_BAD_LENGTH',
      `Must be between ${min} and ${max} in length. (It has ${length}.)`,
    );
  }

  unique(paths: readonly { path: string; value: string }[], code: string, message: string): void {
    const seen = new Set<string>();
    for (const { path, value } of paths) {
      if (seen.has(value)) this.add(path, code, `${message}: ${value}`);
      seen.add(value);
    }
  }
}
