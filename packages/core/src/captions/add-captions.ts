import { parseCaptions } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsRecord } from '../ports/store/captions.ts';
import type { SpeakerActor, StaffActor } from '../takes/own-take.ts';
import { addVersion } from './add-version.ts';
import { captionedTake } from './captioned-take.ts';

export interface AddCaptions {
  actor: SpeakerActor | StaffActor;
  takeId: string;
  /** BCP 47, canonical. */
  language: string;
  /** SubRip or WebVTT. */
  source: Uint8Array | string;
}

/**
 * Captions of a take in one language, as a new version: read, cleaned, and checked against the take's length. What
 * is published keeps the version that it shows; this one is shown from the next revision on. Of two at once the
 * later is the newer version.
 * @throws Problem not_found | statement_withdrawn | take_not_ready | captions_unreadable | captions_empty |
 * captions_too_large | captions_do_not_match | captions_too_many_languages | quota_used_up
 */
export async function addCaptions(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  { actor, takeId, language, source }: AddCaptions,
): Promise<CaptionsRecord> {
  const { take, context, takeMs } = await captionedTake(parts.store, actor, takeId);
  // Before the transaction: a file of two megabytes is read in a moment, and holds nobody's row meanwhile.
  const captions = parseCaptions(source, { takeMs, language });
  return await addVersion(parts, { actor, take, context, language, captions, origin: 'uploaded' });
}
