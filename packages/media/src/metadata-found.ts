import { open } from 'node:fs/promises';
import { type Finding, REMOVED_FINDINGS, type RemovedFinding } from '@rostrum/domain';
import { metadataInBoxes } from './metadata-in-boxes.ts';
import type { Probed, ProbedStream } from './probe.ts';

/**
 * What a key says, by its name. The first rule that fits decides; a key that fits none counts as another
 * detail, so that nothing that somebody wrote goes unmentioned.
 */
const RULES: readonly (readonly [RemovedFinding, RegExp])[] = [
  ['time_removed', /(^|[^p])date|time|year|recorded|timecode/],
  ['location_removed', /location|gps|geo|latitude|longitude|altitude|place|country|city|xyz$|^loci$/],
  [
    'software_removed',
    /software|firmware|encode|encoder|writing|muxing|tool|^com\.android\.version|vendor_id|handler/,
  ],
  ['device_removed', /make$|model|manufacturer|device|camera|lens|serial|android/],
  [
    'author_removed',
    /artist|author|composer|performer|copyright|publisher|owner|director|producer|provider|creator/,
  ],
  [
    'title_removed',
    /title|comment|description|synopsis|album|genre|keywords|summary|lyrics|grouping|service_name/,
  ],
];
/** About the file alone, or repeated by what it is played with. */
const NEUTRAL =
  /^(major_brand|minor_version|compatible_brands|language|duration|number_of_\w+|bps|_statistics_tags|alpha_mode|rotate|filename|mimetype|variant_bitrate|id3v2_priv\.com\.apple\.streaming.*)(-[a-z]{3})?$/;
/** What the standard's own examples have muxers write: it tells nobody's name. */
const NEUTRAL_HANDLER = /^(video|sound|audio|subtitle|text|data|time ?code)? ?(media)? ?handle[r]?\s*$/i;
const NO_VENDOR = '[0][0][0][0]';

/** `location-eng` is `location`, in English. */
function kindOf(key: string, value: string): RemovedFinding | null {
  const name = key.toLowerCase();
  if (value.trim() === '' || NEUTRAL.test(name)) return null;
  if (name === 'handler_name' && NEUTRAL_HANDLER.test(value)) return null;
  if (name === 'vendor_id' && value === NO_VENDOR) return null;
  const plain = name.replace(/^com\.apple\.quicktime\.|-[a-z]{3}$/g, '');
  return RULES.find(([, rule]) => rule.test(plain))?.[0] ?? 'metadata_removed';
}

/** A QuickTime chapter track, which the chapters themselves stand for. */
const isChapterTrack = (stream: ProbedStream, probed: Probed) =>
  stream.codec_type === 'data' && stream.codec_tag_string === 'text' && probed.chapters.length > 0;

function kindOfStream(stream: ProbedStream, probed: Probed): RemovedFinding | null {
  if (stream.disposition.attached_pic === 1) return 'cover_removed';
  switch (stream.codec_type) {
    case 'subtitle':
      return 'subtitles_removed';
    case 'attachment':
      return 'attachments_removed';
    case 'video':
    case 'audio':
      return null;
    default:
      return isChapterTrack(stream, probed) ? null : 'data_streams_removed';
  }
}

/**
 * What in the original tells of place, device or person, so that the speaker can be told that it was removed.
 * Kinds and counts alone: a value that is kept is a value that can be found, in a database, in a backup or
 * on a screen, and it is these values that can put somebody in danger.
 */
export function metadataFound(probed: Probed, inBoxes: readonly RemovedFinding[] = []): Finding[] {
  const counts = new Map<RemovedFinding, number>();
  const count = (kind: RemovedFinding | null) => {
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  const tags = [probed.format, ...probed.streams, ...probed.programs].flatMap((one) =>
    Object.entries(one.tags),
  );
  for (const [key, value] of tags) count(kindOf(key, value));
  for (const _ of probed.chapters) count('chapters_removed');
  for (const stream of probed.streams) count(kindOfStream(stream, probed));
  for (const kind of inBoxes) count(kind);
  // What matters most to the speaker first.
  return REMOVED_FINDINGS.flatMap((code) => {
    const entries = counts.get(code);
    return entries === undefined ? [] : [{ code, figures: { entries } }];
  });
}

/** The same for a file, with what lies in boxes that the probe passes over. */
export async function metadataIn(file: string, probed: Probed): Promise<Finding[]> {
  if (!probed.format.format_name.includes('mp4')) return metadataFound(probed);
  const handle = await open(file, 'r');
  try {
    return metadataFound(probed, await metadataInBoxes(handle, (await handle.stat()).size));
  } finally {
    await handle.close();
  }
}
