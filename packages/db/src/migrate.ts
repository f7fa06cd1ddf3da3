import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';

const directory = fileURLToPath(new URL('../migrations', import.meta.url));
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Applies the SQL in ../migrations that is not applied yet, in one transaction each, under a lock:
 * two processes that start at once do it once. Returns the names of what was applied.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const applied = await runner({
    databaseUrl,
    dir: directory,
    direction: 'up',
    migrationsTable: 'schema_migration',
    checkOrder: true,
    singleTransaction: false,
    advisoryLockMode: 'wait',
    logger: silent,
  });
  return applied.map((migration) => migration.name);
}
