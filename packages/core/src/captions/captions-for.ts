import { Problem } from '@rostrum/domain';
import type { CaptionsRecord } from '../ports/store/captions.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Repositories } from '../ports/store.ts';
import { type SpeakerActor, type StaffActor, takeFor } from '../takes/own-take.ts';

/**
 * Captions for somebody who may know of them: the speaker of their take, or staff.
 * @throws Problem not_found, also where they are somebody else's or were removed
 */
export async function captionsFor(
  rows: Pick<Repositories, 'captions' | 'takes' | 'statements'>,
  actor: SpeakerActor | StaffActor,
  captionsId: string,
): Promise<{ captions: CaptionsRecord; take: TakeRecord; context: StatementContext }> {
  const captions = await rows.captions.get(captionsId);
  if (captions === null || captions.removedAt !== null) throw new Problem('not_found');
  return { captions, ...(await takeFor(rows, actor, captions.takeId)) };
}
