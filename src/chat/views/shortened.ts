/** Long names end in `…` where many stand together; on their own card they are whole (docs/design.md, section 4). */
export function shortened(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}
