import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { StaffActor } from '../takes/own-take.ts';
import { captionedTake } from './captioned-take.ts';

export interface RequestTranscription {
  actor: StaffActor;
  takeId: string;
  /** BCP 47, canonical: what is spoken. */
  language: string;
  /** The captions of that language that were looked at; null where there were none. */
  baseId: string | null;
}

/**
 * Has a take listened to and written down, by a job: it takes minutes. Asked for twice, it is done once.
 * @throws Problem not_found | statement_withdrawn | take_not_ready | transcriber_off | stale
 */
export async function requestTranscription(
  parts: Pick<Parts, 'store' | 'queue' | 'transcriber'>,
  { actor, takeId, language, baseId }: RequestTranscription,
): Promise<void> {
  const { take } = await captionedTake(parts.store, actor, takeId);
  if (parts.transcriber === null) throw new Problem('transcriber_off');
  const current = await parts.store.captions.current([takeId]);
  const standing = current.find((one) => one.language === language);
  if ((standing?.id ?? null) !== baseId) throw new Problem('stale');
  const { statementId } = take;
  await parts.queue.add('captions.transcribe', {
    takeId,
    statementId,
    language,
    baseId,
    userId: actor.userId,
  });
}
