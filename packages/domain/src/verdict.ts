import { z } from 'zod';

/** Why a take is refused: stable codes, shown to the speaker in their own words (see problems.ts). */
export const REFUSALS = [
  'not_a_video',
  'unreadable',
  'truncated',
  'empty_file',
  'no_video_stream',
  'no_audio_stream',
  'codec_unsupported',
  'references_other_files',
  'encrypted',
  'too_many_streams',
  'picture_too_large',
  'length_unknown',
  'too_long',
  'hash_mismatch',
  'size_mismatch',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/**
 * Details in the original that tell of place, device or person, by kind: none of them is in what is shown.
 * Their values are nowhere but in the original.
 */
export const REMOVED_FINDINGS = [
  'location_removed',
  'device_removed',
  'software_removed',
  'author_removed',
  'time_removed',
  'title_removed',
  'chapters_removed',
  'subtitles_removed',
  'cover_removed',
  'attachments_removed',
  'data_streams_removed',
  /** Of no kind that is known. */
  'metadata_removed',
] as const;
export type RemovedFinding = (typeof REMOVED_FINDINGS)[number];

/** What the checks noticed and did not refuse. */
export const FINDINGS = [
  'shorter_than_expected',
  'needs_cut',
  'silent',
  'very_quiet',
  'clipped',
  'one_side_only',
  'silence_at_start',
  'silence_within',
  'silence_at_end',
  'rotated',
  'portrait',
  'hdr',
  'variable_frame_rate',
  'interlaced',
  'low_resolution',
  'no_container_length',
  'several_audio_streams',
  'sound_only',
  ...REMOVED_FINDINGS,
] as const;
export const Finding = z.object({
  code: z.enum(FINDINGS),
  /** Figures for the sentence, never free text of the file. */
  figures: z.record(z.string(), z.number()).optional(),
});
export type Finding = z.infer<typeof Finding>;

export function isRemovedFinding(code: Finding['code']): code is RemovedFinding {
  return REMOVED_FINDINGS.some((removed) => removed === code);
}

export const SourceFacts = z.object({
  /** Sound alone. What is said of the picture is then said of the card that is shown in its place. */
  soundOnly: z.literal(true).optional(),
  container: z.string(),
  videoCodec: z.string(),
  audioCodec: z.string(),
  /** As shown: rotation applied, pixels square. */
  width: z.int().positive(),
  height: z.int().positive(),
  rotation: z.int(),
  rate: z.object({ num: z.int().positive(), den: z.int().positive() }),
  /** From the packets' timestamps, never from the container's header. */
  packetMs: z.int().nonnegative(),
  /** The first picture's timestamp in the file's own time, microseconds: where picture and sound begin. */
  startUs: z.int(),
  transfer: z.enum(['sdr', 'hlg', 'pq']),
  /** How colour is coded by custom, where the file does not say it; absent: it says, or BT.601 is meant. */
  assumedMatrix: z.literal('bt709').optional(),
  interlaced: z.boolean(),
  videoStreamIndex: z.int(),
  audioStreamIndex: z.int(),
});
export type SourceFacts = z.infer<typeof SourceFacts>;

export const Verdict = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted'), source: SourceFacts, findings: z.array(Finding) }),
  z.object({
    outcome: z.literal('refused'),
    reason: z.enum(REFUSALS),
    figures: z.record(z.string(), z.number()).default({}),
    findings: z.array(Finding),
  }),
]);
export type Verdict = z.infer<typeof Verdict>;

export function isSoundOnly({ verdict }: { readonly verdict: Verdict | null }): boolean {
  return verdict?.outcome === 'accepted' && verdict.source.soundOnly === true;
}
