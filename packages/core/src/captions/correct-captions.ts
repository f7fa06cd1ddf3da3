import { type Cue, mendCaptions } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsRecord } from '../ports/store/captions.ts';
import type { SpeakerActor, StaffActor } from '../takes/own-take.ts';
import { addVersion } from './add-version.ts';
import { captionedTake } from './captioned-take.ts';
import { captionsFor } from './captions-for.ts';

export interface CorrectCaptions {
  actor: SpeakerActor | StaffActor;
  /** The version that was corrected: it must still be the newest. */
  captionsId: string;
  /** All of them, in the take's time. */
  cues: readonly Cue[];
}

/**
 * Captions as somebody put them right, as a new version that nobody has checked yet. Two windows do not overwrite
 * each other.
 * @throws Problem not_found | statement_withdrawn | take_not_ready | stale | captions_empty | captions_too_large |
 * captions_do_not_match | quota_used_up
 */
export async function correctCaptions(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  { actor, captionsId, cues }: CorrectCaptions,
): Promise<CaptionsRecord> {
  const { captions: base } = await captionsFor(parts.store, actor, captionsId);
  const { take, context, takeMs } = await captionedTake(parts.store, actor, base.takeId);
  const { language } = base;
  const captions = mendCaptions(cues, { takeMs, language });
  return await addVersion(parts, {
    actor,
    take,
    context,
    language,
    captions,
    origin: 'corrected',
    baseId: base.id,
  });
}
