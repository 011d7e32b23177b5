import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'page');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
}

/** The page's files as they stand in page/, by name: browsers run them as they are. */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const names = (await readdir(FOLDER)).filter((name) => extname(name) in TYPES);
  const assets = await Promise.all(
    names.map(async (name): Promise<[string, Asset]> => {
      const body = new Uint8Array(await readFile(join(FOLDER, name)));
      const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
      return [name, { body, type: TYPES[extname(name)]!, etag }];
    }),
  );
  return new Map(assets);
}
