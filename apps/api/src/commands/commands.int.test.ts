import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eraseStatement, originalKey, verifyStatement } from '@rostrum/core';
import { newId } from '@rostrum/domain';
import { openPlant, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, expect, it } from 'vitest';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

function run(command: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const file = path.join(import.meta.dirname, command);
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, ...plant.environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file, ...args], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

it('tombstones kept apart erase again what an older backup brought back', async () => {
  const { prisma, storage, store } = plant.parts;
  const place = await plant.place({ email: 'speaker@rostrum.test' });
  const { statementId } = place;
  const key = originalKey(statementId, newId());
  await storage.put(key, new Uint8Array(100));
  await plant.withdraw(place);
  await eraseStatement(plant.parts, { statementId });
  const exported = await run('export-tombstones.ts');
  expect(exported).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(exported.out)).toMatchObject({ statementId, objects: 1, bytes: 100 });

  // The backup is older than the withdrawal and the tombstone.
  await prisma.tombstone.deleteMany();
  await prisma.statement.update({
    where: { id: statementId },
    data: { state: 'invited', withdrawnAt: null, erasedAt: null },
  });
  const { invitationId } = place.speaker;
  await prisma.contact.create({ data: { invitationId, email: 'speaker@rostrum.test' } });
  await storage.put(key, new Uint8Array(100));

  const file = path.join(plant.dataDir, 'tombstones.jsonl');
  await writeFile(file, `${exported.out}no tombstone\n`);
  expect(await run('apply-tombstones.ts', file)).toMatchObject({ code: 2, out: '' });
  expect(await plant.objects(statementId)).toEqual([key]);

  const unknown = JSON.stringify({ statementId: newId() });
  await writeFile(file, `\n> rostrum@0.1.0 tombstones:export\n\n${exported.out}${unknown}\n`);
  for (let i = 0; i < 2; i += 1) {
    const applied = await run('apply-tombstones.ts', file);
    expect(applied).toMatchObject({ code: 0, out: expect.stringMatching(/^1 statements/) });
  }
  expect(await store.statements.byId(statementId)).toMatchObject({
    state: 'withdrawn',
    erasedAt: expect.any(Date),
  });
  expect(await store.invitations.email(invitationId)).toBeNull();
  expect(await plant.objects(statementId)).toEqual([]);
  expect(await store.erasures.tombstones()).toMatchObject([{ statementId, objects: 1 }]);
});

it('the audit is whole, and is said to be broken where it is', async () => {
  const { prisma, store } = plant.parts;
  const { statementId } = await plant.place({ email: 'chain@rostrum.test' });
  await plant.parts.store.transaction((tx) =>
    tx.audit({
      action: 'statement.reminded',
      actor: { kind: 'pipeline' },
      subject: { kind: 'statement', id: statementId },
      payload: { mail: 'reminder' },
    }),
  );
  const whole = await run('verify-audit.ts', '--statement', statementId);
  expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('is whole') });
  expect(whole.out).toMatch(/^whole .*invitation\.issued/m);
  expect(whole.out).toMatch(/^whole .*statement\.reminded {2}pipeline$/m);
  expect(await run('verify-audit.ts', 'no id')).toMatchObject({ code: 2 });

  // Its details are gone, and it was never erased.
  const entry = (await store.history.entriesOf([statementId])).at(-1);
  const seq = BigInt(entry?.seq ?? 0);
  const payload = await prisma.auditPayload.delete({ where: { seq } });
  const verified = () => verifyStatement(plant.parts, { statementId });
  expect(await verified()).toMatchObject({ whole: false, firstBroken: Number(seq) });
  await prisma.auditPayload.create({ data: { ...payload, payload: { mail: 'forged' } } });
  expect(await verified()).toMatchObject({ whole: false, firstBroken: Number(seq) });

  await prisma.$executeRaw`alter table audit_entry disable trigger audit_entry_append_only`;
  await prisma.auditEntry.update({ where: { seq: 2n }, data: { action: 'forged' } });
  const broken = await run('verify-audit.ts', statementId);
  expect(broken).toMatchObject({ code: 1, out: expect.stringContaining('BROKEN at entry 2') });
  expect(broken.out).toMatch(/^unproven .*statement\.reminded/m);
});
