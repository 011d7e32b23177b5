/** A value as it is typed behind `name:`. A typed line has no way to write a quote within quotes. */
export function quoted(value: string): string {
  return /\s|^"/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
