const MOST = 20;

/** A list within a sentence: of what is very long, the first and how many more there are. */
export function listed(items: readonly string[], andMore: (more: number) => string): string {
  if (items.length <= MOST) return items.join(', ');
  return `${items.slice(0, MOST).join(', ')} ${andMore(items.length - MOST)}`;
}
