import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { probeTokens } from '@rostrum/media';

/** What every program of the system reads to start. */
const SYSTEM = [
  '/usr/',
  '/lib',
  '/etc/ld.so',
  '/etc/alternatives',
  '/etc/localtime',
  '/etc/gcrypt/',
  '/etc/gnutls/',
  '/proc/',
  '/sys/',
  '/dev/',
];

/**
 * Opens a file as the check does, without any sandbox around it, and lists what was opened or called besides
 * the file itself: what the allow-lists alone hold back. Null where strace is not installed.
 */
export async function traceOpening(file: string): Promise<string[] | null> {
  const log = `${file}.trace`;
  const filter = 'trace=openat,open,creat,socket,connect,unlink,rename,mkdir';
  const ran = await new Promise<boolean>((resolve) => {
    const tokens = ['-f', '-qq', '-o', log, '-e', filter, 'ffprobe', ...probeTokens(file)];
    execFile('strace', tokens, { timeout: 60_000, killSignal: 'SIGKILL', maxBuffer: 64 << 20 }, (error) =>
      resolve(!(error !== null && 'code' in error && error.code === 'ENOENT')),
    );
  });
  if (!ran) return null;
  const lines = (await readFile(log, 'utf8').catch(() => '')).split('\n');
  await rm(log, { force: true });
  return lines.filter((line) => {
    const call = /\b(openat|open|creat|socket|connect|unlink|rename|mkdir)\((.*)$/.exec(line);
    if (call === null) return false;
    if (call[1] !== 'openat' && call[1] !== 'open') return true;
    const opened = /"([^"]*)"/.exec(call[2] ?? '')?.[1] ?? '';
    return opened !== file && !SYSTEM.some((start) => opened.startsWith(start));
  });
}
