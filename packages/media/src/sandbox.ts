import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** What a tool may touch and use up. Paths are absolute; only `write` folders can be changed. */
export interface Confinement {
  read: readonly string[];
  write: readonly string[];
  /** Address space, not resident memory: decoders reserve more than they touch. */
  memoryBytes?: number;
  /** What it may write to of its own memory, for programs that reserve address space without end; in its place. */
  dataBytes?: number;
  cpuSeconds?: number;
  /** Yields to what has less: 0 to 19. */
  niceness?: number;
  /** The largest single file that may be written. */
  fileBytes?: number;
}

/**
 * Whoever yields much waits for all else that the machine does; a little is enough to decide who is first. The
 * encoders yield to what must be known before they can begin, and everything to what is waited for.
 */
export const ENCODER_NICENESS = 2;
export const LATER_NICENESS = 4;

const DEFAULT_MEMORY_BYTES = 6 * 1024 ** 3;
const DEFAULT_FILE_BYTES = 2 * 1024 ** 3;
const TOOL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Looks a program up as the confined process will: by TOOL_PATH, never by this process's own PATH. */
export function findTool(name: string): string | null {
  for (const dir of TOOL_PATH.split(':')) {
    const file = path.join(dir, name);
    if (existsSync(file)) return file;
  }
  return null;
}

/**
 * bubblewrap's arguments: an empty root with the system's programs and libraries, the named inputs and
 * the named output folders, and nothing else: no home, no network, no other upload, no environment.
 */
export function bubblewrapTokens(confinement: Pick<Confinement, 'read' | 'write'>): string[] {
  const tokens: string[] = [];
  for (const dir of ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/opt', '/nix']) {
    if (!existsSync(dir)) continue;
    if (lstatSync(dir).isSymbolicLink()) tokens.push('--symlink', readlinkSync(dir), dir);
    else tokens.push('--ro-bind', dir, dir);
  }
  // Shared libraries are found through these two; fonts by drawtext alone.
  for (const file of ['/etc/ld.so.cache', '/etc/alternatives', '/etc/fonts'])
    tokens.push('--ro-bind-try', file, file);
  tokens.push('--dev', '/dev', '--proc', '/proc');
  for (const file of confinement.read) tokens.push('--ro-bind', file, file);
  for (const dir of confinement.write) tokens.push('--bind', dir, dir);
  // What is not a named output is not there to be filled: a file in memory would be under no limit.
  tokens.push('--remount-ro', '/', '--remount-ro', '/dev');
  tokens.push('--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--chdir', '/');
  return tokens;
}

let detected: Promise<boolean> | null = null;

/** Does bubblewrap work here? Some containers forbid namespaces, so it is tried once, not assumed. */
export function sandboxAvailable(): Promise<boolean> {
  detected ??= new Promise((resolve) => {
    const bwrap = findTool('bwrap');
    const truth = findTool('true');
    if (bwrap === null || truth === null) return resolve(false);
    const child = spawn(bwrap, [...bubblewrapTokens({ read: [], write: [] }), truth], {
      stdio: 'ignore',
      timeout: 10_000,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
  return detected;
}

/**
 * Where Linux schedules sessions as groups, a process is nice within its own session alone, and every tool has one
 * of its own. What the group yields can be written by its own processes: sched(7), "The autogroup feature".
 */
function yielding(niceness: number): string[] {
  const shell = findTool('sh');
  if (shell === null || !existsSync('/proc/self/autogroup')) return [];
  const script = 'echo "$0" 2>/dev/null >/proc/self/autogroup; exec "$@"';
  return [shell, '-c', script, String(niceness)];
}

/** One of the system's, by its name; or a program of the product's own, by its path, which the confinement names too. */
export type Tool = 'ffmpeg' | 'ffprobe' | `/${string}`;

export interface Launch {
  command: string;
  /** Come before the tool's own arguments; the last of them is the tool. */
  prefix: string[];
}

export class ToolMissingError extends Error {
  readonly tool: string;

  constructor(tool: string) {
    super(`${tool} is not installed`);
    this.name = 'ToolMissingError';
    this.tool = tool;
  }
}

/**
 * How a tool is started. Every link of the chain replaces itself by the next (same process id), so the
 * id that we spawned leads the process group that is killed. The tool dies with this process even when
 * this process is killed with SIGKILL.
 */
export async function launch(tool: Tool, confinement: Confinement): Promise<Launch> {
  // Inside of the sandbox a missing tool would look like a file that it could not read.
  const program = path.isAbsolute(tool) ? tool : findTool(tool);
  if (program === null || !existsSync(program)) throw new ToolMissingError(path.basename(tool));
  const chain: string[] = [];
  const env = findTool('env') ?? 'env';
  chain.push(env, '-i', `PATH=${TOOL_PATH}`, 'LANG=C.UTF-8', 'HOME=/nonexistent');
  const nice = findTool('nice');
  if (nice !== null && confinement.niceness !== undefined)
    chain.push(nice, '-n', String(confinement.niceness));
  const prlimit = findTool('prlimit');
  if (prlimit !== null) {
    chain.push(
      prlimit,
      confinement.dataBytes === undefined
        ? `--as=${confinement.memoryBytes ?? DEFAULT_MEMORY_BYTES}`
        : `--data=${confinement.dataBytes}`,
      `--fsize=${confinement.fileBytes ?? DEFAULT_FILE_BYTES}`,
      '--core=0',
      '--nofile=512',
      ...(confinement.cpuSeconds === undefined ? [] : [`--cpu=${confinement.cpuSeconds}`]),
    );
  }
  const setpriv = findTool('setpriv');
  if (setpriv !== null) chain.push(setpriv, '--pdeathsig', 'KILL', '--no-new-privs');
  if (await sandboxAvailable()) chain.push(findTool('bwrap') ?? 'bwrap', ...bubblewrapTokens(confinement));
  if (confinement.niceness !== undefined) chain.push(...yielding(confinement.niceness));
  chain.push(program);
  const setsid = findTool('setsid');
  if (setsid !== null) return { command: setsid, prefix: chain };
  const [command = env, ...prefix] = chain;
  return { command, prefix };
}
