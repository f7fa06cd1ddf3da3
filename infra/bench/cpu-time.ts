import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick (proc(5)). */
const TICKS_PER_SECOND = 100;
const LOOK_EVERY_MS = 200;

interface Stat {
  parent: number;
  name: string;
  ownTicks: number;
  /** Of children that have ended and were waited for, with theirs. */
  childrenTicks: number;
}

function statOf(pid: number | 'self'): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything; what follows are numbers.
    const end = text.lastIndexOf(')');
    const fields = text.slice(end + 2).split(' ');
    const at = (index: number) => Number(fields[index - 3]);
    const name = text.slice(text.indexOf('(') + 1, end);
    return { parent: at(4), name, ownTicks: at(14) + at(15), childrenTicks: at(16) + at(17) };
  } catch {
    return null;
  }
}

/** What a process is at: of ffmpeg, the file that it makes; of all else, its name. */
function whatFor(pid: number, { name }: Stat): string {
  if (name !== 'ffmpeg') return name;
  try {
    const made = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean).at(-1) ?? '';
    return `ffmpeg ${made.slice(made.lastIndexOf('/') + 1)}`;
  } catch {
    return name;
  }
}

/** Every process below `root`, itself among them. */
function tree(root: number): Map<number, Stat> {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat !== null) all.set(Number(name), stat);
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = all.get(at)?.parent)
      if (at === root) return true;
    return false;
  };
  return new Map([...all].filter(([pid]) => isBelow(pid)));
}

/** Of this process's children that have ended, in seconds. */
export function endedChildrenCpuSeconds(): number {
  return (statOf('self')?.childrenTicks ?? 0) / TICKS_PER_SECOND;
}

export function runsBelow(root: number, name: string): boolean {
  return [...tree(root).values()].some((stat) => stat.name === name);
}

/**
 * User and system time of a process and of all that it starts, in seconds, from now until the answer is asked
 * for. Looked up over and over: the sandbox does not wait for what it ran, so no parent ever counts it, and a
 * process's last moment and one that lives for less than a look are missed.
 */
export function watchCpu(root: number): { stop(): number; spentOn(): { name: string; ms: number }[] } {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  const names = new Map<number, string>();
  for (const [pid, { ownTicks }] of tree(root)) first.set(pid, ownTicks);
  const look = () => {
    for (const [pid, stat] of tree(root)) {
      last.set(pid, stat.ownTicks);
      // The sandbox's own links come before the tool, in the same process.
      if (names.get(pid)?.startsWith('ffmpeg ') !== true) names.set(pid, whatFor(pid, stat));
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      look();
      let ticks = 0;
      for (const [pid, own] of last) ticks += own - (first.get(pid) ?? 0);
      return ticks / TICKS_PER_SECOND;
    },
    /** Most first; call when stopped. */
    spentOn() {
      const spent = new Map<string, number>();
      for (const [pid, own] of last) {
        const name = names.get(pid) ?? 'unknown';
        spent.set(name, (spent.get(name) ?? 0) + own - (first.get(pid) ?? 0));
      }
      return [...spent]
        .map(([name, ticks]) => ({ name, ms: (ticks * 1000) / TICKS_PER_SECOND }))
        .filter(({ ms }) => ms > 0)
        .sort((a, b) => b.ms - a.ms);
    },
  };
}
