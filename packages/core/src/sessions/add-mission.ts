import { type Actor, newId, Problem } from '@rostrum/domain';
import { officialMissionName } from '@rostrum/domain/state-names';
import type { Parts } from '../parts.ts';
import { requireStaff } from './who-may.ts';

/** Named after its State, unless told. @throws Problem not_allowed | request_invalid | conflict */
export async function addMission(
  { store }: Pick<Parts, 'store'>,
  { actor, stateCode, name: given }: { actor: Actor; stateCode: string; name?: string },
): Promise<{ id: string }> {
  requireStaff(actor);
  const name = given ?? officialMissionName(stateCode, 'en');
  if (name === null) throw new Problem('request_invalid', { detail: 'There is no State of this code.' });
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
