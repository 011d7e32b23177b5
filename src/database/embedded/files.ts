import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import type { z } from 'zod';
import { nullIfMissing } from './errors.ts';

/** The checked content of a JSON file, null where there is no file, undefined where it is something else. */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | null | undefined> {
  const text = await fs.readFile(file, 'utf8').catch(nullIfMissing);
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Writes the file whole or not at all: nobody reads half of it, even when we are killed meanwhile. */
export async function writeJson(
  file: string,
  value: unknown,
  owner?: { uid: number; gid: number },
): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await fs.writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    if (owner) await fs.lchown(draft, owner.uid, owner.gid);
    await fs.rename(draft, file);
  } catch (error) {
    await fs.rm(draft, { force: true });
    throw error;
  }
}
