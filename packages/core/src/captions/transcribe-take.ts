import { type JobPayloads, Problem, parseCaptions } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { trackFile } from '../pipeline/make-cut.ts';
import { type JobContext, JobStopped, PermanentFailure } from '../ports/queue.ts';
import { addVersion } from './add-version.ts';
import { captionedTake } from './captioned-take.ts';

/**
 * Writes down what is said in a take, by the transcriber that is set up, from its levelled sound. Whoever sent or
 * corrected captions meanwhile knows better: then nothing is replaced.
 */
export async function transcribeTake(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'media' | 'events' | 'clock' | 'log' | 'transcriber'>,
  { takeId, language, baseId, userId }: JobPayloads['captions.transcribe'],
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> {
  const { transcriber } = parts;
  if (transcriber === null) throw new PermanentFailure('transcriber_off', 'no transcriber is set up here');
  const actor = { kind: 'coordinator', userId } as const;
  const { take, context, takeMs } = await captionedTake(parts.store, actor, takeId).catch(
    (error: unknown) => {
      // Withdrawn or turned since: nobody waits for it any more.
      throw error instanceof Problem ? new JobStopped('cancelled') : error;
    },
  );
  const set = take.mediaSetId === null ? null : await parts.store.mediaSets.get(take.mediaSetId);
  if (set === null || !set.complete) return;
  const said = await parts.media.withScratch(async (scratch) => {
    const audioFile = await trackFile(parts, scratch, set.manifest, set.manifest.audio, signal);
    const outDir = await scratch.makeFolder('said');
    return await transcriber.transcribe({ audioFile, language, outDir, signal });
  });
  try {
    const captions = parseCaptions(said, { takeMs, language });
    await addVersion(parts, { actor, take, context, language, captions, origin: 'transcribed', baseId });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'statement_withdrawn') throw new JobStopped('cancelled');
    if (error.code === 'stale') return parts.log.info('transcription_not_needed', { takeId });
    throw new PermanentFailure(error.code, 'what was written down cannot be captions');
  }
}
