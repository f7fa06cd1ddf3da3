/** Prints the tombstones, one a line as JSON: kept apart from the backups, they outlive a restore. */
import { systemClock } from '@rostrum/core';
import { openStore } from '@rostrum/db';
import { createLog, readDatabaseConfig } from '@rostrum/runtime';
import { commandEnvironment } from './environment.ts';
import { runCommand } from './run-command.ts';

runCommand(async () => {
  const { databaseUrl } = readDatabaseConfig(await commandEnvironment(process.env));
  const log = createLog({ level: 'error', name: 'tombstones' });
  const store = openStore({ databaseUrl, clock: systemClock, log });
  try {
    for (const tombstone of await store.erasures.tombstones()) console.log(JSON.stringify(tombstone));
  } finally {
    await store.close();
  }
  return 0;
});
