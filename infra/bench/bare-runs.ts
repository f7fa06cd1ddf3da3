import { stat } from 'node:fs/promises';
import path from 'node:path';
import { AUDIO_PROFILE, type RenditionName, type SourceFacts } from '@rostrum/domain';
import { checkTake } from '@rostrum/media';
// The baselines use the engine's own filters and encoders, so that a ratio is about everything else.
import { rateClassOf } from '../../packages/media/src/rate-class.ts';
import { runTokens } from '../../packages/media/src/runner.ts';
import { profilesOf, renditionsFor, takeVideoRun } from '../../packages/media/src/video-run.ts';

/** What the engine's own check says of a clip. */
export async function sourceOf(file: string): Promise<SourceFacts> {
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(`the clip is refused: ${verdict.reason}`);
  return verdict.source;
}

export interface BareRun {
  file: string;
  source: SourceFacts;
  outDir: string;
  /** All that the product makes, unless told. */
  renditions?: readonly RenditionName[];
  sound?: boolean;
  /** Changes one rendition's options, all of which come in pairs. */
  alter?: (options: readonly string[], rendition: RenditionName) => string[];
}

/**
 * One ffmpeg as somebody would type it: one decode, the engine's filters and encoders, AAC in the same process,
 * one plain MP4 each. No sandbox, no segments, no loudness, no poster, nothing read back.
 */
export function bareTokens({ file, source, outDir, sound = true, ...run }: BareRun): string[] {
  const renditions = run.renditions ?? renditionsFor(source);
  const engine = takeVideoRun({
    file,
    source,
    rate: rateClassOf(source.rate),
    renditions,
    outDir,
    maxFrames: 1_000_000,
    maxPixels: 100_000_000,
  });
  const { alter = (options: readonly string[]) => [...options] } = run;
  const outputs = profilesOf(renditions).map(({ name }, at) => {
    const options = engine.outputs[at]?.options ?? [];
    const plain = options.slice(0, options.lastIndexOf('-f'));
    return { options: [...alter(plain, name), '-f', 'mp4'], file: path.join(outDir, `${name}.mp4`) };
  });
  const { bitrateBps, sampleRate, channels } = AUDIO_PROFILE;
  const audio = {
    options: [
      ['-map', `0:${source.audioStreamIndex}`, '-c:a', 'aac', '-b:a', String(bitrateBps)],
      ['-ar', String(sampleRate), '-ac', String(channels), '-f', 'mp4'],
    ].flat(),
    file: path.join(outDir, 'sound.mp4'),
  };
  // The runner adds what it reads progress by; ffmpeg takes it as it comes.
  return runTokens({ ...engine, outputs: sound ? [...outputs, audio] : outputs });
}

/** The same in turn: every rendition decodes the source anew and is scaled from it; sound goes with the first. */
export function inTurnTokens(run: BareRun): string[][] {
  return renditionsFor(run.source).map((name, at) =>
    bareTokens({ ...run, renditions: [name], sound: at === 0 }),
  );
}
