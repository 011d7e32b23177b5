import { ARROWS } from './table.ts';

/** The table as docs/design.md shows it: rooms as a Mermaid flowchart, then the libraries of each. */
export function arrowsPicture(): string {
  const rooms = Object.entries(ARROWS);
  const arrows = rooms.flatMap(([from, allowed]) => allowed.flatMap((to) => arrow(from, to)));
  const libraries = rooms.flatMap(([room, allowed]) => {
    const names = allowed
      .filter((name) => !isRoom(name))
      .map((name) => name.replace(/^type (.*)/, '$1 (types)'));
    return names.length === 0 ? [] : [`| \`${room}\` | ${names.join(', ')} |`];
  });
  return [
    ['```mermaid', 'flowchart TD', ...arrows, '```'].join('\n'),
    ['| room | libraries |', '| --- | --- |', ...libraries].join('\n'),
  ].join('\n\n');
}

function arrow(from: string, allowed: string): string[] {
  if (!isRoom(allowed)) return [];
  const [line, to] = allowed.startsWith('type ')
    ? ['-. types .->', allowed.slice('type '.length)]
    : ['-->', allowed];
  return [`  ${node(from)} ${line} ${node(to)}`];
}

function isRoom(allowed: string): boolean {
  return allowed.replace(/^type /, '') in ARROWS;
}

/** `slack`; a name with a slash is a label, as Mermaid's ids have none. */
function node(room: string): string {
  const name = room.replace(/^src\//, '');
  return name.includes('/') ? `${name.replaceAll('/', '_')}["${name}"]` : name;
}
