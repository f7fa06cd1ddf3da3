import { type Actor, newId, Problem } from '@rostrum/domain';
import { MISSION_CODES, officialMissionName } from '@rostrum/domain/state-names';
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

/**
 * Adds the missions of the 193 members of the United Nations and of the observers, in one statement. Those that are
 * there stay as they are, so that twice is once. @throws Problem not_allowed
 */
export async function addAllMissions(
  { store }: Pick<Parts, 'store'>,
  { actor }: { actor: Actor },
): Promise<{ added: number; there: number }> {
  requireStaff(actor);
  const missions = MISSION_CODES.map((stateCode) => ({
    id: newId(),
    stateCode,
    name: officialMissionName(stateCode, 'en') ?? stateCode,
  }));
  const added = await store.transaction(async (tx) => {
    const count = await tx.missions.addMissing(missions);
    if (count > 0) {
      await tx.audit({
        action: 'mission.all_added',
        actor,
        subject: { kind: 'mission', id: 'all' },
        payload: { added: count },
      });
    }
    return count;
  });
  return { added, there: missions.length - added };
}
