import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { databaseServerUrl } from './parts.ts';

/** Any number: the lock under which one of the test processes makes the template. */
const TEMPLATE_LOCK = 7_303_015;
const TEMPLATE = 'rostrum_template';
const OBJECT_IN_USE = '55006';
const TRIES = 40;
const PAUSE_SECONDS = 0.1;

export interface FreshDatabase {
  url: string;
  drop(): Promise<void>;
}

function urlOf(database: string): string {
  const url = new URL(databaseServerUrl());
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseServerUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The template has the migrations, applied once per run, whichever test process comes first. */
async function makeTemplate(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const present = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [
      TEMPLATE,
    ]);
    if (present.rowCount) return;
    await client.query(`drop database if exists ${TEMPLATE} with (force)`);
    await client.query(`create database ${TEMPLATE}`);
    // Loaded here, so that tests of the servers themselves need no schema.
    const { migrate } = await import('@rostrum/db');
    await migrate(urlOf(TEMPLATE));
    await client.query(`alter database ${TEMPLATE} with is_template true allow_connections false`);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function createFromTemplate(client: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`create database ${name} template ${template}`);
      return;
    } catch (failure) {
      // A connection of the migration may still be on its way out.
      const inUse = failure instanceof pg.DatabaseError && failure.code === OBJECT_IN_USE;
      if (!inUse || attempt === TRIES) throw failure;
      await client.query('select pg_sleep($1)', [PAUSE_SECONDS]);
    }
  }
}

async function create(template: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(async (client) => {
    if (template === TEMPLATE) await makeTemplate(client);
    await createFromTemplate(client, name, template);
  });
  return {
    url: urlOf(name),
    drop: async () => {
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** A database of the test's own with every migration applied; copied from a template, in some 50 ms. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return await create(TEMPLATE);
}

/** A database of the test's own with nothing in it: for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return await create('template0');
}
