import { randomBytes } from 'node:crypto';
import { migrate } from '@rostrum/db';
import pg from 'pg';

/** For a server of one test file: a migrated database of its own beside the one that is named, gone when it ends. */
export async function withOwnDatabase(
  serverUrl: string,
  work: (databaseUrl: string) => Promise<void>,
): Promise<void> {
  const name = `own_${randomBytes(4).toString('hex')}`;
  const own = new URL(serverUrl);
  own.pathname = `/${name}`;
  await onServer(serverUrl, `create database ${name}`);
  try {
    await migrate(own.href);
    await work(own.href);
  } finally {
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
