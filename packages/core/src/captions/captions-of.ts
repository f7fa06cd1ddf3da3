import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsHead, CaptionsRecord } from '../ports/store/captions.ts';
import { type SpeakerActor, type StaffActor, takeFor } from '../takes/own-take.ts';
import { captionsFor } from './captions-for.ts';

/** The newest version of each language of a take, by language. @throws Problem not_found | statement_withdrawn */
export async function captionsOfTake(
  { store }: Pick<Parts, 'store'>,
  { actor, takeId }: { actor: SpeakerActor | StaffActor; takeId: string },
): Promise<CaptionsHead[]> {
  const { context } = await takeFor(store, actor, takeId);
  if (context.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  return await store.captions.current([takeId]);
}

/** One version with its cues, in the take's time. @throws Problem not_found | statement_withdrawn */
export async function captionsById(
  { store }: Pick<Parts, 'store'>,
  { actor, captionsId }: { actor: SpeakerActor | StaffActor; captionsId: string },
): Promise<CaptionsRecord> {
  const { captions, context } = await captionsFor(store, actor, captionsId);
  if (context.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  return captions;
}
