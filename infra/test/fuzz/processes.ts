import { readdir, readFile } from 'node:fs/promises';

export interface Watched {
  pid: number;
  /** The most memory that it ever held, in bytes. */
  peakBytes: number;
}

/** The processes whose arguments hold a mark, this one left out. Empty where there is no /proc. */
export async function processesOf(mark: string): Promise<Watched[]> {
  const found: Watched[] = [];
  for (const entry of await readdir('/proc').catch(() => [])) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!line.includes(mark)) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    // A process that has ended and is not collected yet holds nothing.
    if (status === '' || /^State:\s+[ZX]/m.test(status)) continue;
    found.push({ pid, peakBytes: Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024 });
  }
  return found;
}
