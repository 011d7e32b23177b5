import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { ARROWS, EVERYTHING } from './table.ts';

const ROOMS = [...Object.keys(ARROWS), ...EVERYTHING].sort((a, b) => b.length - a.length);

/** The imports of a whole tree that no arrow allows, a sentence each. `root` ends with a slash. */
export function violationsBelow(root: URL): string[] {
  return [...new Set(ROOMS.map((room) => room.split('/')[0]!))]
    .flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file}`,
      ),
    )
    .filter((file) => /\.(ts|js)$/.test(file))
    .flatMap((file) => violationsOf(file, readFileSync(new URL(file, root), 'utf8')));
}

/** The same for one file, by its path from the root. */
export function violationsOf(file: string, source: string): string[] {
  const room = roomOf(file);
  if (room === null) return [`${file} is in no room of bin/arrows/table.ts.`];
  const allowed = ARROWS[room];
  if (allowed === undefined) return [];
  return importsOf(source).flatMap(({ specifier, isType }) => {
    const target = targetOf(file, specifier);
    const say = (problem: string): string[] => [`${file} imports ${specifier}: ${problem}`];
    if (target === room) return [];
    if (target === null) return say('it is in no room of bin/arrows/table.ts.');
    if (specifier.startsWith('.') && areApart(room, target)) {
      return say('other rooms are imported as #room/file.ts.');
    }
    if (allowed.includes(target) || (isType && allowed.includes(`type ${target}`))) return [];
    const names = allowed.join(', ') || 'nothing';
    return say(`${room} may import ${names} (docs/design.md, section 3; bin/arrows/table.ts).`);
  });
}

/** Two rooms of src, neither of which is in the other. */
function areApart(one: string, other: string): boolean {
  const areBothInSrc = one.startsWith('src/') && other.startsWith('src/');
  return areBothInSrc && !one.startsWith(`${other}/`) && !other.startsWith(`${one}/`);
}

/** A room, or the name of a library; null for a file in no room. */
function targetOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return roomOf(posix.join(posix.dirname(file), specifier));
  if (specifier.startsWith('#')) return roomOf(`src/${specifier.slice(1)}`);
  if (specifier.startsWith('node:')) return 'node';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function roomOf(path: string): string | null {
  const room = ROOMS.find((each) => path.startsWith(`${each}/`)) ?? null;
  // A new folder below src is a new room.
  return room === 'src' && path.split('/').length > 2 ? null : room;
}

interface Import {
  specifier: string;
  isType: boolean;
}

/** What a file imports or exports from elsewhere, as Biome formats it. */
function importsOf(source: string): Import[] {
  const declared = source.matchAll(/^(?:import|export) (type )?(?:[^'"`=();]*? from )?'([^']+)'/gm);
  // `import('x').Name` names a type.
  const dynamic = source.matchAll(/\bimport\(\s*'([^']+)',?\s*\)(\.(?!then|catch))?/g);
  return [
    ...[...declared].map(([, type, specifier = '']) => ({ specifier, isType: type !== undefined })),
    ...[...dynamic].map(([, specifier = '', name]) => ({ specifier, isType: name !== undefined })),
  ];
}
