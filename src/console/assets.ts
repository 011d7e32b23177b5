import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'page');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** In this order they make style.css: what comes later may say otherwise. */
const STYLES = ['base', 'controls', 'frame', 'parts', 'forms', 'chat', 'users'];

/** The only library of the page: served from node_modules, by names that browsers find beside the page's own files. */
const LIBRARIES: Readonly<Record<string, string>> = {
  preact: 'preact.js',
  'preact/hooks': 'preact-hooks.js',
};

/** A file of the page, ready to be sent. */
export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
}

/** The page's files by name, as they stand in page/ but for comments and the names of libraries; and its one style. */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const { resolve } = createRequire(import.meta.url);
  const names = (await readdir(FOLDER)).filter((name) => extname(name) in TYPES);
  const paths: [name: string, path: string][] = [
    ...names.map((name): [string, string] => [name, join(FOLDER, name)]),
    ...Object.entries(LIBRARIES).map(([library, name]): [string, string] => [name, resolve(library)]),
  ];
  const assets = await Promise.all(
    paths.map(async ([name, path]): Promise<[string, Asset]> => {
      const text = await readFile(path, 'utf8');
      const served = extname(name) === '.js' ? forBrowsers(text) : text;
      return [name, assetOf(served, TYPES[extname(name)]!)];
    }),
  );
  const styles = await Promise.all(STYLES.map((name) => readFile(join(FOLDER, `${name}.css`), 'utf8')));
  return new Map([...assets, ['style.css', assetOf(styles.join('\n'), 'text/css; charset=utf-8')]]);
}

function assetOf(text: string, type: string): Asset {
  const body = new TextEncoder().encode(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return { body, type, etag };
}

/** An import map would be an inline script, which the page's policy forbids; comments are for who reads the source. */
function forBrowsers(text: string): string {
  return text
    .replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n?/gm, '')
    .replace(
      /\bfrom\s*(['"])(preact(?:\/hooks)?)\1/g,
      (_, _quote, library: string) => `from './${LIBRARIES[library]}'`,
    )
    .replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '');
}
