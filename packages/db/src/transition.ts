import type { Move } from '@rostrum/core';
import { actorId, type MachineName, mayMove } from '@rostrum/domain';
import type { PrismaExecutor } from './client.ts';

type GuardedUpdate = (tx: PrismaExecutor, id: string, from: string, to: string, at: Date) => Promise<number>;

/** How each machine's row is moved: update … where state = expected. Count 0: somebody was first. */
const updates: Record<MachineName, GuardedUpdate> = {
  take: async (tx, id, from, to, at) =>
    (await tx.take.updateMany({ where: { id, state: from }, data: { state: to, stateSince: at } })).count,
  statement: async (tx, id, from, to) =>
    (
      await tx.statement.updateMany({
        where: { id, state: from },
        data: { state: to, version: { increment: 1 } },
      })
    ).count,
  programmeRevision: async (tx, id, from, to, at) =>
    (
      await tx.programmeRevision.updateMany({
        where: { id, state: from },
        data: { state: to, ...(to === 'published' ? { publishedAt: at } : { endedAt: at }) },
      })
    ).count,
};

/** The only writer of a state. History is written in the same transaction, or nothing is. */
export async function transition<M extends MachineName>(
  tx: PrismaExecutor,
  machine: M,
  move: Move<M>,
  at: Date,
): Promise<'moved' | 'lost'> {
  if (!mayMove(machine, move.from, move.to)) {
    throw new Error(`${machine} may not move from ${move.from} to ${move.to}`);
  }
  const count = await updates[machine](tx, move.id, move.from, move.to, at);
  if (count === 0) return 'lost';
  await tx.stateHistory.create({
    data: {
      machine,
      subjectId: move.id,
      fromState: move.from,
      toState: move.to,
      actorKind: move.actor.kind,
      actorId: actorId(move.actor),
      reason: move.reason ?? null,
      at,
    },
  });
  return 'moved';
}
