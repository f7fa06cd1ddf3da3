/**
 * Walks the audit chain and says whether it is whole. Ends with 1 where it is broken, with 2 where it could not
 * be read.
 */
import { systemClock } from '@rostrum/core';
import { openStore } from '@rostrum/db';
import { createLog, readDatabaseConfig } from '@rostrum/runtime';
import { commandEnvironment } from './environment.ts';
import { runCommand } from './run-command.ts';

runCommand(async () => {
  const { databaseUrl } = readDatabaseConfig(await commandEnvironment(process.env));
  const log = createLog({ level: 'error', name: 'audit' });
  const store = openStore({ databaseUrl, clock: systemClock, log });
  try {
    const { whole, entries, firstBroken } = await store.verifyAudit();
    console.log(
      whole
        ? `The audit chain is whole: ${entries} entries.`
        : `The audit chain is BROKEN at entry ${firstBroken}; the ${entries} before it are whole.`,
    );
    return whole ? 0 : 1;
  } finally {
    await store.close();
  }
});
