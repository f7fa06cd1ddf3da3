import {
  CaptionNotes,
  noteReading,
  Problem,
  readPeaks,
  type Speech,
  speechOfPeaks,
  spreadCaptions,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsRecord } from '../ports/store/captions.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { SpeakerActor, StaffActor } from '../takes/own-take.ts';
import { writtenTextOf } from '../written/written-text-of.ts';
import { addVersion } from './add-version.ts';
import { captionedTake } from './captioned-take.ts';

export interface SpreadWrittenText {
  actor: SpeakerActor | StaffActor;
  takeId: string;
  /** BCP 47, canonical: that of the written text. */
  language: string;
  /** The captions of that language that were looked at; null where there were none. */
  baseId: string | null;
}

/**
 * Captions from the newest written text of a language, spread over what is heard in the take. The waveform that
 * every set has is enough to hear pauses by, so nothing is decoded, and the answer is there at once.
 * @throws Problem not_found | statement_withdrawn | take_not_ready | captions_no_text | captions_no_sound_yet |
 * captions_no_speech | captions_do_not_fit | stale | captions_too_many_languages | quota_used_up
 */
export async function spreadWrittenText(
  parts: Pick<Parts, 'store' | 'storage' | 'events' | 'clock'>,
  { actor, takeId, language, baseId }: SpreadWrittenText,
): Promise<CaptionsRecord> {
  const { take, context, takeMs } = await captionedTake(parts.store, actor, takeId);
  const texts = await writtenTextOf(parts.store, take.statementId);
  const written = texts.find((one) => one.language === language);
  if (written === undefined) throw new Problem('captions_no_text');
  const speech = await speechOfTake(parts, take, takeMs);
  const { cues, leftOut } = spreadCaptions({ text: written.text, language, speech, takeMs });
  const notes = new CaptionNotes();
  noteReading(cues, language, notes);
  notes.add('not_heard', leftOut);
  const captions = { cues, findings: notes.findings() };
  return await addVersion(parts, { actor, take, context, language, captions, origin: 'spread', baseId });
}

/** Two bytes a bucket, twenty buckets a second: a take of two hours has so many. */
const MOST_BYTES = 512 * 1024;

async function speechOfTake(
  { store, storage }: Pick<Parts, 'store' | 'storage'>,
  { mediaSetId }: TakeRecord,
  takeMs: number,
): Promise<Speech> {
  const set = mediaSetId === null ? null : await store.mediaSets.get(mediaSetId);
  const peaks = set?.manifest.peaks;
  if (set === null || peaks === undefined || peaks.bytes > MOST_BYTES)
    throw new Problem('captions_no_sound_yet');
  const { body } = await storage.get(set.manifest.root + peaks.name);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const whole = new Uint8Array(Buffer.concat(chunks));
  return speechOfPeaks(readPeaks(whole.buffer), takeMs);
}
