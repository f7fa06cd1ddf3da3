/**
 * Makes the Prisma client from packages/db/prisma/schema.prisma, without downloading anything.
 *
 * Prisma's command line first looks for a schema engine, which `generate` never runs; any executable file in
 * its place keeps it from fetching one. Plain JavaScript, because it runs in `postinstall` on whatever Node the
 * machine has.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const schemaFile = path.join(root, 'packages/db/prisma/schema.prisma');
const outputDir = path.join(root, 'packages/db/src/generated');
const stampFile = path.join(outputDir, '.schema-hash');

const GENERATE_TIMEOUT_MS = 120_000;

/** The files that decide what is generated: the schema and the generator's own version. */
function wantedStamp(prismaPackage) {
  return createHash('sha256')
    .update(readFileSync(schemaFile))
    .update(JSON.parse(readFileSync(prismaPackage, 'utf8')).version)
    .digest('hex');
}

function isUpToDate(stamp) {
  if (!existsSync(stampFile) || !existsSync(path.join(outputDir, 'client.ts'))) return false;
  return readFileSync(stampFile, 'utf8').trim() === stamp;
}

function generate() {
  if (!existsSync(schemaFile)) return 0;
  const require = createRequire(path.join(root, 'packages/db/package.json'));
  const prismaPackage = require.resolve('prisma/package.json');
  const stamp = wantedStamp(prismaPackage);
  if (isUpToDate(stamp)) return 0;

  const prismaDir = path.dirname(prismaPackage);
  const { bin } = JSON.parse(readFileSync(prismaPackage, 'utf8'));
  const entry = path.join(prismaDir, typeof bin === 'string' ? bin : bin.prisma);
  const node24 = path.join(root, 'node_modules/.bin/node');
  const result = spawnSync(
    existsSync(node24) ? node24 : process.execPath,
    [entry, 'generate', '--schema', schemaFile],
    {
      cwd: path.join(root, 'packages/db'),
      encoding: 'utf8',
      timeout: GENERATE_TIMEOUT_MS,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
        NO_COLOR: '1',
      },
    },
  );
  if (result.status !== 0) {
    const said = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim();
    console.error(`The Prisma client could not be generated from ${path.relative(root, schemaFile)}.`);
    console.error(said || String(result.error ?? `prisma ended with ${result.status ?? result.signal}`));
    return 1;
  }
  mkdirSync(outputDir, { recursive: true });
  writeFileSync(stampFile, `${stamp}\n`);
  return 0;
}

process.exitCode = generate();
