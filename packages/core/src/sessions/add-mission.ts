import { type Actor, newId, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { MissionRecord } from '../ports/store/missions.ts';
import { requireStaff } from './who-may.ts';

/** @throws Problem not_allowed | conflict */
export async function addMission(
  { store }: Pick<Parts, 'store'>,
  { actor, stateCode, name }: { actor: Actor } & Omit<MissionRecord, 'id'>,
): Promise<{ id: string }> {
  requireStaff(actor);
  const id = newId();
  await store.transaction(async (tx) => {
    if ((await tx.missions.addMissing([{ id, stateCode, name }])) === 0) {
      throw new Problem('conflict', { detail: 'This State has a mission here already.' });
    }
    await tx.audit({
      action: 'mission.added',
      actor,
      subject: { kind: 'mission', id },
      payload: { stateCode },
    });
  });
  return { id };
}
