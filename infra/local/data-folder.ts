import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CannotStart, errorCode } from './cannot-start.ts';
import { checkDiskSpace } from './disk.ts';
import { lockDataFolder } from './lock.ts';

/** Goes up when a newer version writes what this one would not understand. */
const LAYOUT = 1;
const MARKER = 'rostrum.json';
const SECRETS = 'secrets.json';

const Marker = z.object({ product: z.literal('rostrum'), layout: z.int().positive(), id: z.string().min(8) });
const Secrets = z.object({ databasePassword: z.string().min(24), authSecret: z.string().min(43) });

export type LocalSecrets = z.infer<typeof Secrets>;

export interface DataFolder {
  dir: string;
  /** Of this data, wherever its folder is moved to. */
  id: string;
  secrets: LocalSecrets;
  /** False in the first start. */
  hadData: boolean;
  mediaDir: string;
  mailDir: string;
  logDir: string;
  keysFile: string;
  demoFile: string;
  release(): Promise<void>;
}

const SET_ASIDE = 'Move it aside to begin anew, or restore a backup of it.';

/** Written whole or not at all. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const making = `${file}.${process.pid}.tmp`;
  await writeFile(making, text, { mode: 0o600 });
  await rename(making, file);
}

async function readParsed<T>(file: string, schema: z.ZodType<T>): Promise<T | 'absent' | 'damaged'> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : 'damaged';
  } catch (failure) {
    if (errorCode(failure) === 'ENOENT') return 'absent';
    if (failure instanceof SyntaxError) return 'damaged';
    throw failure;
  }
}

async function makeFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o755 });
  await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
}

async function openMarker(dir: string): Promise<{ id: string; hadData: boolean }> {
  const file = path.join(dir, MARKER);
  const found = await readParsed(file, Marker);
  if (found === 'damaged') {
    throw new CannotStart(`The data folder ${dir} is damaged: ${MARKER} cannot be read. ${SET_ASIDE}`);
  }
  if (found !== 'absent') {
    if (found.layout <= LAYOUT) return { id: found.id, hadData: true };
    throw new CannotStart(`${dir} was written by a newer version of Rostrum. Start that version on it.`);
  }
  const others = (await readdir(dir)).filter((name) => name !== 'lost+found');
  if (others.length > 0) {
    throw new CannotStart(
      `${dir} is not empty and not a data folder of Rostrum (it holds ${others.slice(0, 3).join(', ')}). ` +
        'Nothing in it was touched. Name an empty or a new folder: DATA_DIR=/path/to/data npm start',
    );
  }
  const id = randomBytes(12).toString('hex');
  await writePrivateFile(file, `${JSON.stringify({ product: 'rostrum', layout: LAYOUT, id })}\n`);
  return { id, hadData: false };
}

/** Made on the first start and never shown; no secret has a default value. */
async function openSecrets(dir: string, databaseExists: boolean): Promise<LocalSecrets> {
  const file = path.join(dir, SECRETS);
  const found = await readParsed(file, Secrets);
  if (found === 'damaged' || (found === 'absent' && databaseExists)) {
    const what = found === 'absent' ? 'is missing' : 'cannot be read';
    throw new CannotStart(
      `The data folder ${dir} is damaged: ${SECRETS}, which opens its database, ${what}. ${SET_ASIDE}`,
    );
  }
  if (found !== 'absent') return found;
  const made = {
    databasePassword: randomBytes(24).toString('base64url'),
    authSecret: randomBytes(48).toString('base64url'),
  };
  await writePrivateFile(file, `${JSON.stringify(made)}\n`);
  return made;
}

/**
 * Opens the data folder, or makes a new one, and takes its lock. A folder with other things in it, a damaged
 * one, a newer one, one that another copy uses, one on a full disk: each is a CannotStart that says what to do.
 */
export async function openDataFolder(dataDir: string, port: number): Promise<DataFolder> {
  const dir = path.resolve(dataDir);
  try {
    await makeFolder(dir);
    await checkDiskSpace(dir);
    const { id, hadData } = await openMarker(dir);
    const release = await lockDataFolder(dir, port);
    try {
      const databaseExists = (await readdir(dir)).includes('postgres');
      const secrets = await openSecrets(dir, databaseExists);
      const inside = (name: string) => path.join(dir, name);
      const folder = { mediaDir: inside('media'), mailDir: inside('mail'), logDir: inside('logs') };
      for (const made of Object.values(folder)) await mkdir(made, { recursive: true, mode: 0o700 });
      const files = { keysFile: inside('keys.json'), demoFile: inside('demo.json') };
      return { dir, id, secrets, hadData, ...folder, ...files, release };
    } catch (failure) {
      await release();
      throw failure;
    }
  } catch (failure) {
    throw explain(failure, dir);
  }
}

function explain(failure: unknown, dir: string): unknown {
  const elsewhere = 'or name another folder: DATA_DIR=/path/to/data npm start';
  switch (errorCode(failure)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CannotStart(`The disk that holds ${dir} is full. Free some space, ${elsewhere}`, {
        cause: failure,
      });
    case 'EACCES':
    case 'EPERM':
      return new CannotStart(
        `${dir} belongs to another account of this machine, or may not be written. Start as that account, ${elsewhere}`,
        { cause: failure },
      );
    case 'EROFS':
      return new CannotStart(`${dir} is on a disk that can only be read. Mend that, ${elsewhere}`, {
        cause: failure,
      });
    case 'ENOTDIR':
    case 'EEXIST':
      return new CannotStart(`${dir} is not a folder. Move that file away, ${elsewhere}`, { cause: failure });
    default:
      return failure;
  }
}
