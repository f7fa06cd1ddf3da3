/**
 * After a restore: erases again what the tombstones of FILE (as export-tombstones.ts prints them) and of the
 * database itself name. Argument: FILE. Harmless to repeat.
 */
import { readFile } from 'node:fs/promises';
import { applyTombstones } from '@rostrum/core';
import { Id } from '@rostrum/domain';
import { openParts, readConfig } from '@rostrum/runtime';
import { z } from 'zod';
import { commandEnvironment } from './environment.ts';
import { Misused, runCommand } from './run-command.ts';

const Tombstone = z.object({ statementId: Id });

/** All of it is read before anything is erased. @throws Misused */
function readTombstones(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    // npm's own banner ("> rostrum@…") stands in a file that was written without --silent.
    if (line.trim() === '' || line.startsWith('>')) return [];
    try {
      return [Tombstone.parse(JSON.parse(line)).statementId];
    } catch {
      throw new Misused(`Line ${index + 1} is not a tombstone. Nothing was erased.`);
    }
  });
}

runCommand(async () => {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) throw new Misused('usage: apply-tombstones.ts FILE');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Misused(`${file} cannot be read. Nothing was erased.`, { cause });
  });
  const kept = readTombstones(text);
  const parts = await openParts(readConfig(await commandEnvironment(process.env)), { name: 'seed' });
  try {
    const applied = await applyTombstones(parts, kept);
    console.log(`${applied} statements that tombstones name were here; each of them is erased.`);
  } finally {
    await parts.close();
  }
  return 0;
});
