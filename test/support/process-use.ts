import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** Megabytes that a process holds in memory. */
export function memoryOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** Seconds that a process has computed, all its threads together. */
export function computedBy(pid: number): number {
  if (platform() !== 'linux')
    return secondsIn(execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }));
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  // utime and stime, in hundredths (proc(5); Linux has USER_HZ fixed at 100 for programs).
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** `ps` writes minutes and seconds, such as 1:02.50. */
function secondsIn(time: string): number {
  return time
    .trim()
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}
