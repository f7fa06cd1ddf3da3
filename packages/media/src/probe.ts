import { z } from 'zod';
import { inputUrl, openTokens } from './hostile-input.ts';
import { runTool } from './run-tool.ts';

/** ffprobe writes numbers as text, rates as "30000/1001", and leaves out what it does not know. */
const NumberText = z.union([z.string(), z.number()]).transform((value) => {
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
});

const Ratio = z.string().transform((text) => {
  const [num, den] = text.split(/[/:]/).map(Number);
  return Number.isSafeInteger(num) && Number.isSafeInteger(den) && den ? { num: num ?? 0, den } : null;
});

const Tags = z.record(z.string(), z.string()).default({});

const ProbedStream = z.looseObject({
  index: z.int().nonnegative(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  width: z.int().nonnegative().optional(),
  height: z.int().nonnegative().optional(),
  coded_width: z.int().nonnegative().optional(),
  coded_height: z.int().nonnegative().optional(),
  sample_aspect_ratio: Ratio.optional(),
  pix_fmt: z.string().optional(),
  field_order: z.string().optional(),
  color_transfer: z.string().optional(),
  color_space: z.string().optional(),
  time_base: Ratio,
  sample_rate: NumberText.optional(),
  channels: z.int().nonnegative().optional(),
  nb_frames: NumberText.optional(),
  disposition: z.record(z.string(), z.number()).default({}),
  tags: Tags,
  side_data_list: z
    .array(z.looseObject({ side_data_type: z.string().optional(), rotation: z.number().optional() }))
    .default([]),
});
export type ProbedStream = z.infer<typeof ProbedStream>;

const Probed = z.object({
  format: z.looseObject({
    format_name: z.string(),
    duration: NumberText.optional(),
    nb_streams: z.int(),
    tags: Tags,
  }),
  streams: z.array(ProbedStream),
  chapters: z.array(z.looseObject({ tags: Tags })).default([]),
  /** Of a transport stream. */
  programs: z.array(z.looseObject({ tags: Tags })).default([]),
});
export type Probed = z.infer<typeof Probed>;

export interface ProbeOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

const MAX_PROBE_BYTES = 16 * 1024 * 1024;

export function probeTokens(file: string): string[] {
  return [
    '-v',
    'error',
    ...openTokens(),
    '-probesize',
    '20M',
    '-analyzeduration',
    '20M',
    '-show_format',
    '-show_streams',
    '-show_chapters',
    '-show_programs',
    '-of',
    'json',
    inputUrl(file),
  ];
}

/** Rejects with MediaProcessError when no allowed demuxer opens the file, with ZodError on nonsense. */
export async function probe(file: string, options: ProbeOptions): Promise<Probed> {
  const json = await runTool('ffprobe', probeTokens(file), {
    confinement: { read: [file], write: [] },
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    maxBytes: MAX_PROBE_BYTES,
  });
  return Probed.parse(JSON.parse(json.toString('utf8')));
}
