import type { Finding } from '@rostrum/domain';
import type { Probed } from './probe.ts';

const LOCATION = /location|gps|geo|latitude|longitude|(^|[^a-z])xyz$|^loci$/i;
const DEVICE =
  /make$|model|manufacturer|device|software|firmware|camera|lens|serial|android|^encoder$|encoded_by|writing/i;
/** Written by every muxer, about the file alone. */
const NEUTRAL =
  /^(major_brand|minor_version|compatible_brands|language|duration|number_of_|bps|_statistics|handler_name|vendor_id|alpha_mode|timecode)/i;
const NEUTRAL_ENCODER = /^(Lavf|Lavc|Chrome|Chromium|QTmuxingAppLibWebM)/i;
const TELEMETRY_TAGS = new Set(['gpmd', 'mebx', 'camm', 'rtmd', 'fdsc', 'gps ']);

/** What in the original tells place, device or person, so that the speaker can be told it was removed. Counts alone. */
export function metadataFound(probed: Probed): Finding[] {
  const counts = { location: 0, device: 0, other: 0 };
  const tagSets = [
    probed.format.tags,
    ...probed.streams.map((s) => s.tags),
    ...probed.chapters.map((c) => c.tags),
  ];
  for (const [key, value] of tagSets.flatMap((tags) => Object.entries(tags))) {
    if (value === '' || NEUTRAL.test(key)) continue;
    if (LOCATION.test(key)) counts.location += 1;
    else if (DEVICE.test(key)) {
      if (!NEUTRAL_ENCODER.test(value)) counts.device += 1;
    } else counts.other += 1;
  }
  for (const stream of probed.streams) {
    if (TELEMETRY_TAGS.has(stream.codec_tag_string ?? '')) counts.location += 1;
    if (stream.disposition.attached_pic === 1) counts.other += 1;
  }
  const findings: Finding[] = [];
  if (counts.location > 0) findings.push({ code: 'location_removed', figures: { entries: counts.location } });
  if (counts.device > 0) findings.push({ code: 'device_removed', figures: { entries: counts.device } });
  if (counts.other > 0) findings.push({ code: 'metadata_removed', figures: { entries: counts.other } });
  return findings;
}
