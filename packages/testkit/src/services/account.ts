import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An account of this machine by number. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const uid = Number.parseInt((await run('id', ['-u', name])).stdout, 10);
    const gid = Number.parseInt((await run('id', ['-g', name])).stdout, 10);
    return Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 ? { name, uid, gid } : undefined;
  } catch {
    // `id` knows no such account.
    return undefined;
  }
}

/**
 * PostgreSQL refuses to run as root. For root: the machine's `postgres` account, or a new one; for an ordinary
 * user: undefined, that is, the user.
 */
export async function accountForPostgres(): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const present = await lookUp('postgres');
  if (present) return present;
  const makers: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'postgres']],
  ];
  for (const [command, args] of makers) {
    try {
      await run(command, args);
    } catch {
      // The other systems' command is tried next; the look-up below decides.
    }
    const made = await lookUp('postgres');
    if (made) return made;
  }
  throw new Error(
    'PostgreSQL does not run as root, and no account named "postgres" could be made for it. ' +
      'Make one (useradd --system postgres), or start as an ordinary user.',
  );
}

/**
 * Whether the account may enter every folder on the way to `target`, that is, whether each ancestor has the
 * execute bit for it. Group memberships beyond the first are not looked at: the answer may be a careful no.
 */
export async function canReach(target: string, account: Account | undefined): Promise<boolean> {
  if (!account) return true;
  for (let dir = path.resolve(target); ; dir = path.dirname(dir)) {
    const found = await stat(dir).catch(() => undefined);
    if (found?.isDirectory()) {
      const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (dir === path.dirname(dir)) return true;
  }
}
