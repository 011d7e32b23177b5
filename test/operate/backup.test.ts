import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findEmbedded } from '#database/embedded/index.ts';
import { startWith } from '../support/cluster.ts';
import { once } from '../support/database.ts';
import { runProgram, type ServiceProcess, startServiceProcess } from '../support/service-process.ts';

let folder: string;
let file: string;
let service: ServiceProcess;
const env = (name: string, more: Record<string, string> = {}): Record<string, string> => ({
  DATA_DIR: join(folder, name),
  SALT_LENGTH: '4',
  CHATOPS_CONSOLE: 'off',
  CHATOPS_USER_LIMIT: 'unlimited',
  ...more,
});
const hexa = (given: Record<string, string>, ...args: string[]) =>
  runProgram(['bin/hexa.ts', ...args], given);
const refused = (sentence: string) => ({ code: 1, stdout: '', stderr: `${sentence}\n` });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hexabot-backup-'));
  // As root, the server's own user has to get there.
  await chmod(folder, 0o711);
  file = join(folder, 'chatops.backup');
  await mkdir(join(folder, 'old'));
  await startWith(inject('cluster'), join(folder, 'old'));
  service = await startServiceProcess(env('old'));
  const url = (await findEmbedded(join(folder, 'old')))!;
  await once(
    url,
    `INSERT INTO users (id, "firstName", "lastName", type, username, email, password, provider)
     SELECT gen_random_uuid(), E'Zo\\u00eb\\t' || n, E'O''Neil \\\\. \\u2028', 'UserOrmEntity', 'u' || n, 'u' || n || '@example.com',
       '$2b$04$x', '{"strategy":"local"}' FROM generate_series(1, 1000) n`,
  );
  await once(
    url,
    `INSERT INTO chatops.audit (at, request_id, action, outcome, target_name, after)
     SELECT now(), 'r' || n, 'link', 'done', E'line\\nbreak', '{"a":"\\\\."}' FROM generate_series(1, 20000) n`,
  );
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Every row of every table, as one checksum a table. */
async function checksums(dataDir: string): Promise<Record<string, string>> {
  const url = (await findEmbedded(dataDir))!;
  const tables = await once<{ name: string }>(
    url,
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('public', 'chatops') ORDER BY 1`,
  );
  const sums = tables.map(async ({ name }) => {
    const [row] = await once<{ sum: string }>(
      url,
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS sum FROM ${name} t`,
    );
    return [name, row!.sum] as const;
  });
  return Object.fromEntries(await Promise.all(sums));
}

it('a backup of the running service restores to the same rows elsewhere, secret included, and is for its owner alone', async () => {
  const before = await checksums(join(folder, 'old'));
  const wrote = await hexa(env('old'), 'backup', file);
  expect(wrote).toMatchObject({ code: 0, stderr: '' });
  expect(wrote.stdout).toMatch(
    /^Wrote .*chatops\.backup: \d+ tables, 2\d,\d{3} rows\. It holds password hashes/,
  );
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const restored = await hexa(env('new'), 'restore', file);
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(await readFile(join(folder, 'new/secret'), 'utf8')).toBe(
    await readFile(join(folder, 'old/secret'), 'utf8'),
  );
  const other = await startServiceProcess(env('new'));
  expect(other.output.join('\n')).not.toContain('Created the first admin');
  expect(await checksums(join(folder, 'new'))).toEqual(before);
  const url = (await findEmbedded(join(folder, 'new')))!;
  const [next] = await once<{ id: string }>(
    url,
    `INSERT INTO chatops.audit (at, request_id, action, outcome) VALUES (now(), 'r', 'link', 'done') RETURNING id`,
  );
  expect(Number(next!.id)).toBeGreaterThan(20_000);
  await other.stop();
});

it('restores only into an empty database of a service that is stopped, and says what is in the way', async () => {
  const { code, stderr } = await hexa(env('old'), 'restore', file);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Another service \(process \d+\) is using the data folder .*: stop it/);
  expect(await hexa(env('new'), 'restore', file)).toEqual(
    refused(
      `${join(folder, 'new')} holds a database already. Move that folder away, or set DATA_DIR to a new one, and restore again.`,
    ),
  );
  const otherSecret = await hexa(env('empty', { CHATOPS_SECRET: 'x'.repeat(40) }), 'restore', file);
  expect(otherSecret.stderr).toMatch(/^The backup was made with another CHATOPS_SECRET/);
});

it('a file that is damaged, foreign or missing restores nothing, and the next try may', async () => {
  const bad = join(folder, 'bad');
  await writeFile(bad, 'no backup\n');
  expect(await hexa(env('tried'), 'restore', bad)).toEqual(
    refused(`${bad} is not a backup that this version can read.`),
  );
  expect(await hexa(env('tried'), 'restore', `${bad}.not`)).toEqual(
    refused(`${bad}.not cannot be used: there is no such file or folder.`),
  );
  const whole = await readFile(file);
  await writeFile(bad, whole);
  await truncate(bad, Math.floor(whole.length / 2));
  expect(await hexa(env('tried'), 'restore', bad)).toEqual(
    refused(`${bad} is damaged or was cut short. Nothing was restored.`),
  );
  await writeFile(
    bad,
    whole.subarray(0, whole.indexOf('\n')).toString().replace('"001-chatops"', '"999-later"'),
  );
  await appendFile(bad, whole.subarray(whole.indexOf('\n')));
  expect((await hexa(env('tried'), 'restore', bad)).stderr).toMatch(/which is newer than this one/);
  expect(await hexa(env('tried'), 'restore', file)).toMatchObject({ code: 0 });
});

it('is not for a database of one’s own: pg_dump is named', async () => {
  const own = { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c', CHATOPS_SECRET: 'x'.repeat(40) };
  expect((await hexa(own, 'backup', file)).stderr).toMatch(/use PostgreSQL’s own tools, such as pg_dump/);
  expect((await hexa(own, 'restore', file)).stderr).toMatch(/such as pg_restore/);
});
