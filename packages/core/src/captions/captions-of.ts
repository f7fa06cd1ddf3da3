import { cuesOfEdit, newestWritten, Problem } from '@rostrum/domain';
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

/** The languages of a take's written texts, of which captions can be made. @throws Problem not_found */
export async function textsForCaptions(
  { store }: Pick<Parts, 'store'>,
  { actor, takeId }: { actor: SpeakerActor | StaffActor; takeId: string },
): Promise<string[]> {
  const { take } = await takeFor(store, actor, takeId);
  return newestWritten(await store.writtenTexts.versions([take.statementId])).map(({ language }) => language);
}

export interface ReadCaptions extends CaptionsRecord {
  /** Captions that a cut leaves out, because words of theirs may have been removed; 0 of the whole take. */
  leftOut: number;
}

/**
 * One version with its cues: in the take's time, or as a cut of that take shows them.
 * @throws Problem not_found | statement_withdrawn
 */
export async function captionsById(
  { store }: Pick<Parts, 'store'>,
  {
    actor,
    captionsId,
    cutId,
  }: { actor: SpeakerActor | StaffActor; captionsId: string; cutId?: string | undefined },
): Promise<ReadCaptions> {
  const { captions, context, take } = await captionsFor(store, actor, captionsId);
  if (context.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  if (cutId === undefined) return { ...captions, leftOut: 0 };
  const cut = await store.cuts.get(cutId);
  const set = take.mediaSetId === null ? null : await store.mediaSets.get(take.mediaSetId);
  if (cut?.takeId !== take.id || take.measuredMs === null || set === null) throw new Problem('not_found');
  const { edit } = cut;
  const { cues, vanished } = cuesOfEdit(captions.cues, {
    edit,
    takeMs: take.measuredMs,
    rate: set.manifest.rate,
    onlySilence: cut.removesOnlySilence === true,
  });
  return { ...captions, cues, leftOut: vanished };
}
