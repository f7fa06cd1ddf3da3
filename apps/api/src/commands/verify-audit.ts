/**
 * Walks the audit chain and says whether it is whole: `audit:verify`, or with `--statement ID` or `--programme ID`
 * (a review's) each entry of it. Ends with 1 where it is broken, with 2 where it could not be read.
 */
import { parseArgs } from 'node:util';
import { type AuditVerification, systemClock, verifyProgramme, verifyStatement } from '@rostrum/core';
import { openStore } from '@rostrum/db';
import { Id } from '@rostrum/domain';
import { createLog, readDatabaseConfig } from '@rostrum/runtime';
import { commandEnvironment } from './environment.ts';
import { Misused, runCommand } from './run-command.ts';

type Wanted = { statementId: string } | { reviewId: string } | null;

function readArguments(): Wanted {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { statement: { type: 'string' }, programme: { type: 'string' } },
    });
    const statement = values.statement ?? positionals[0];
    if (values.programme !== undefined && statement === undefined)
      return { reviewId: Id.parse(values.programme) };
    if (values.programme === undefined && positionals.length < 2) {
      return statement === undefined ? null : { statementId: Id.parse(statement) };
    }
  } catch {
    // Told below, whatever was wrong with them.
  }
  throw new Misused('Usage: audit:verify [--statement STATEMENT | --programme REVIEW]');
}

function tell({ whole, entries, firstBroken, own }: AuditVerification): void {
  for (const { seq, at, action, actorKind, actorId, standing, payload } of own) {
    const who = actorId === null ? actorKind : `${actorKind} ${actorId}`;
    const details = payload === null ? ' (details erased)' : '';
    console.log(`${standing.padEnd(8)}  ${seq}  ${at.toISOString()}  ${action}  ${who}${details}`);
  }
  if (own.length > 0) console.log('');
  console.log(
    whole
      ? `The audit chain is whole: ${entries} entries.`
      : `The audit chain is BROKEN at entry ${firstBroken}; the ${entries} before it are whole.`,
  );
}

runCommand(async () => {
  const wanted = readArguments();
  const { databaseUrl } = readDatabaseConfig(await commandEnvironment(process.env));
  const log = createLog({ level: 'error', name: 'audit' });
  const store = openStore({ databaseUrl, clock: systemClock, log });
  try {
    const chain =
      wanted === null
        ? await store.verifyAudit()
        : 'statementId' in wanted
          ? await verifyStatement({ store }, wanted)
          : await verifyProgramme({ store }, wanted);
    tell(chain);
    return chain.whole ? 0 : 1;
  } finally {
    await store.close();
  }
});
