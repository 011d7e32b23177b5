const MOST = 20;
const MOST_CHARACTERS = 600;
/** Of one item, such as a name that somebody typed. */
const LONGEST = 300;

/** Of a list within a sentence the first items, as many as people still read, and how many more there are. */
export function listed(items: readonly string[], andMore: (more: number) => string): string {
  const shown = shownOf(items);
  const first = items.slice(0, shown).map(shortItem).join(', ');
  return shown === items.length ? first : `${first} ${andMore(items.length - shown)}`;
}

/** Whether `listed` leaves something out. */
export function isCut(items: readonly string[]): boolean {
  return shownOf(items) < items.length || items.some((item) => shortItem(item) !== item);
}

function shownOf(items: readonly string[]): number {
  let characters = 0;
  const end = items.findIndex((item, at) => {
    characters += shortItem(item).length;
    return at >= MOST || (at > 0 && characters > MOST_CHARACTERS);
  });
  return end < 0 ? items.length : end;
}

function shortItem(item: string): string {
  // Nearly every item; taken apart only where it could be too long.
  if (item.length <= LONGEST) return item;
  const characters = [...item];
  return characters.length <= LONGEST ? item : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
