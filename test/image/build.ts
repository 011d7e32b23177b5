import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As in the Dockerfile; here it is made of Debian and the npm package `node`, as no other registry can be reached. */
const BASE = 'docker.io/library/node:24-slim';
const TAG = 'localhost/hexabot-chatops:test';

export interface Image {
  /** The folder that its root is mounted at. */
  root: string;
  env: Record<string, string>;
  user: string;
  command: string[];
  healthcheck: string[];
  /** What we add over the base image. */
  bytes: number;
  remove(): void;
}

/** Whether an image can be built on this machine. */
export function canBuild(): boolean {
  return process.getuid?.() === 0 && ['buildah', 'debootstrap', 'unshare'].every(isThere);
}

/** Builds the image as its Dockerfile says and mounts it. Takes about a minute, the base image once another half. */
export function buildImage(say: (text: string) => void): Image {
  if (!has(BASE)) makeBase(say);
  say('building the image');
  run('buildah', [
    'build',
    '--isolation',
    'chroot',
    '--format',
    'docker',
    '--pull=never',
    '--tag',
    TAG,
    ROOT,
  ]);
  const container = run('buildah', ['from', '--pull=never', TAG]);
  const root = run('buildah', ['mount', container]);
  const { config } = JSON.parse(run('buildah', ['inspect', '--type', 'image', TAG])).Docker;
  return {
    root,
    env: Object.fromEntries(config.Env.map((line: string) => line.split(/=(.*)/s).slice(0, 2))),
    user: config.User,
    command: config.Cmd,
    healthcheck: config.Healthcheck.Test,
    bytes: Number(run('du', ['--summarize', '--bytes', join(root, 'app')]).split('\t')[0]),
    remove: () => {
      run('buildah', ['umount', container]);
      run('buildah', ['rm', container]);
    },
  };
}

/** Runs a command of the image as its user, its root read only but for /tmp; the process is the command itself. */
export function inImage(image: Image, command: readonly string[]): [string, ...string[]] {
  const { root, user } = image;
  const script = `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && mount -t tmpfs tmp "$0/tmp" &&
    mount -t proc proc "$0/proc" && root="$0" && cd / && exec chroot --userspec="${user}:${user}" "$root" \\
    /usr/bin/env --chdir=/app "$@"`;
  return ['unshare', '--mount', 'sh', '-c', script, root, ...command];
}

function makeBase(say: (text: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'hexabot-chatops-base-'));
  try {
    say('making the base image: debootstrap');
    run('debootstrap', ['--variant=minbase', 'bookworm', folder]);
    cpSync(join(ROOT, 'node_modules/node/bin/node'), join(folder, 'usr/local/bin/node'));
    const npm = join(run('npm', ['root', '--global']), 'npm');
    cpSync(npm, join(folder, 'usr/local/lib/node_modules/npm'), { recursive: true });
    run('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', join(folder, 'usr/local/bin/npm')]);
    run('chroot', [folder, 'useradd', '--create-home', '--uid', '1000', 'node']);
    const env = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];
    // What a machine behind a proxy needs to trust it.
    const authority = process.env.NODE_EXTRA_CA_CERTS;
    if (authority !== undefined) {
      cpSync(authority, join(folder, 'etc/authority.pem'), { dereference: true });
      env.push('NODE_EXTRA_CA_CERTS=/etc/authority.pem');
    }
    const container = run('buildah', ['from', 'scratch']);
    run('buildah', ['add', '--quiet', container, folder, '/']);
    run('buildah', ['config', ...env.flatMap((each) => ['--env', each]), container]);
    run('buildah', ['commit', '--quiet', '--rm', container, BASE]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function has(image: string): boolean {
  try {
    run('buildah', ['inspect', '--type', 'image', image]);
    return true;
  } catch {
    return false;
  }
}

function isThere(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      return readdirSync(folder).includes(program);
    } catch {
      return false;
    }
  });
}

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}
