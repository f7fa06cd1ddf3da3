import { newId } from '@rostrum/domain';
import { manifestOf } from '@rostrum/testkit/house';
import type { TestApi } from './test-api.ts';

interface ReadyTake {
  readonly statementId: string;
  readonly number: number;
  readonly lengthMs: number;
}

/** Rows as the pipeline leaves them; nothing is played here. */
export async function addReadyTake(
  { parts: { prisma } }: TestApi,
  { statementId, number, lengthMs }: ReadyTake,
): Promise<{ takeId: string; cutId: string }> {
  const [takeId, cutId, mediaSetId] = [newId(), newId(), newId()];
  const now = new Date();
  const root = `statements/${statementId}/takes/${takeId}/`;
  await prisma.mediaSet.create({
    data: {
      id: mediaSetId,
      statementId,
      complete: true,
      manifest: manifestOf({ root, lengthMs }),
    },
  });
  await prisma.take.create({
    data: {
      id: takeId,
      statementId,
      number,
      state: 'ready',
      way: 'form',
      originalKey: `${root}original`,
      beganAt: now,
      lastByteAt: now,
      receivedAt: now,
      stateSince: now,
      measuredMs: lengthMs,
      mediaSetId,
    },
  });
  await prisma.cut.create({
    data: {
      id: cutId,
      takeId,
      revision: 1,
      inMs: 0,
      outMs: lengthMs,
      removals: [],
      state: 'ready',
      measuredMs: lengthMs,
      removesOnlySilence: true,
      madeByKind: 'pipeline',
      stateSince: now,
      mediaSetId,
    },
  });
  await prisma.statement.updateMany({
    where: { id: statementId, state: 'invited' },
    data: { state: 'in_review' },
  });
  return { takeId, cutId };
}
