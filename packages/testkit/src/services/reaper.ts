import { type ChildProcess, spawn } from 'node:child_process';

/**
 * A small shell that outlives this process for a moment. It is told which children exist; when this process is
 * gone, however it died, the pipe to the shell closes and the shell stops what is left: each child by its own
 * signal, and after five seconds by SIGKILL.
 */
const SCRIPT = `
trap '' INT TERM HUP
children=''
while read -r verb pid signal; do
  case "$verb" in
    add) children="$children $pid:$signal" ;;
    remove) kept=''
      for child in $children; do [ "\${child%%:*}" = "$pid" ] || kept="$kept $child"; done
      children="$kept" ;;
  esac
done
[ -z "$children" ] && exit 0
for child in $children; do kill -s "\${child##*:}" "\${child%%:*}" 2>/dev/null; done
waited=0
while [ $waited -lt 50 ]; do
  alive=''
  for child in $children; do kill -0 "\${child%%:*}" 2>/dev/null && alive=yes; done
  [ -z "$alive" ] && exit 0
  sleep 0.1; waited=$((waited + 1))
done
for child in $children; do kill -s KILL -- "-\${child%%:*}" 2>/dev/null; kill -s KILL "\${child%%:*}" 2>/dev/null; done
`;

let reaper: ChildProcess | undefined;

function tell(line: string): void {
  if (process.platform === 'win32') return;
  if (reaper === undefined || reaper.exitCode !== null || reaper.signalCode !== null) {
    // A session of its own: Ctrl-C in the terminal reaches this process and not the reaper.
    reaper = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    reaper.on('error', () => {});
    reaper.stdin?.on('error', () => {});
    reaper.unref();
    const stdin: unknown = reaper.stdin;
    if (
      typeof stdin === 'object' &&
      stdin !== null &&
      'unref' in stdin &&
      typeof stdin.unref === 'function'
    ) {
      stdin.unref();
    }
  }
  reaper.stdin?.write(`${line}\n`);
}

/** `pid` must lead its own process group. */
export function reapAfterMe(pid: number, signal: 'TERM' | 'INT' | 'QUIT'): void {
  tell(`add ${pid} ${signal}`);
}

export function doNotReap(pid: number): void {
  tell(`remove ${pid} -`);
}
