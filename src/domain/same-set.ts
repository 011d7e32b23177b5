/** Whether both hold the same, in whatever order. Neither names anything twice. */
export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
