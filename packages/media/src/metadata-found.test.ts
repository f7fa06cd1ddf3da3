import type { RemovedFinding } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { metadataFound } from './metadata-found.ts';
import type { Probed, ProbedStream } from './probe.ts';

function probed(tags: Record<string, string>, more: Partial<Probed> = {}): Probed {
  return {
    format: { format_name: 'mov,mp4', nb_streams: 1, tags },
    streams: [],
    chapters: [],
    programs: [],
    ...more,
  };
}

function stream(given: Partial<ProbedStream>): ProbedStream {
  return { index: 0, time_base: null, disposition: {}, tags: {}, side_data_list: [], ...given };
}

const kinds = (of: Probed) => metadataFound(of).map(({ code }) => code);

const KEYS: [kind: RemovedFinding | null, key: string, value?: string][] = [
  ['location_removed', 'com.apple.quicktime.location.ISO6709'],
  ['location_removed', 'com.apple.quicktime.location.accuracy.horizontal'],
  ['location_removed', 'location-eng'],
  ['location_removed', 'LOCATION'],
  ['device_removed', 'com.apple.quicktime.make'],
  ['device_removed', 'com.android.manufacturer'],
  ['device_removed', 'com.android.capture.fps'],
  ['device_removed', 'camera_serial_number'],
  ['software_removed', 'com.apple.quicktime.software'],
  ['software_removed', 'com.android.version'],
  ['software_removed', 'encoder', 'Chrome'],
  ['software_removed', 'firmware'],
  ['software_removed', 'handler_name', 'GoPro AVC'],
  ['software_removed', 'vendor_id', 'appl'],
  ['software_removed', '_STATISTICS_WRITING_APP'],
  ['time_removed', '_STATISTICS_WRITING_DATE_UTC'],
  ['time_removed', 'com.apple.quicktime.creationdate'],
  ['time_removed', 'creation_time'],
  ['time_removed', 'timecode', '10:20:30:00'],
  ['author_removed', 'com.apple.quicktime.author'],
  ['author_removed', 'album_artist'],
  ['author_removed', 'service_provider'],
  ['title_removed', 'com.apple.quicktime.description'],
  ['title_removed', 'service_name'],
  ['metadata_removed', 'com.apple.quicktime.content.identifier'],
  ['metadata_removed', 'whatever a maker thought of'],
  [null, 'major_brand', 'qt  '],
  [null, 'compatible_brands', 'isommp42'],
  [null, 'DURATION', '00:00:03'],
  [null, 'BPS-eng', '4000'],
  [null, 'language', 'und'],
  [null, 'handler_name', 'VideoHandle'],
  [null, 'handler_name', 'SoundHandler'],
  [null, 'vendor_id', '[0][0][0][0]'],
  [null, 'title', ' '],
];

describe('a tag', () => {
  it.each(KEYS)('is %s: %s', (kind, key, value) => {
    expect(kinds(probed({ [key]: value ?? 'something' }))).toEqual(kind === null ? [] : [kind]);
  });

  it('is counted, and its value is nowhere', () => {
    const found = metadataFound(probed({ artist: 'A. Name', author: 'A. Name', make: 'Maker' }));
    expect(found).toEqual([
      { code: 'device_removed', figures: { entries: 1 } },
      { code: 'author_removed', figures: { entries: 2 } },
    ]);
  });
});

describe('a track', () => {
  const cases: [string, Partial<ProbedStream>, RemovedFinding | null][] = [
    ['picture', { codec_type: 'video' }, null],
    ['sound', { codec_type: 'audio' }, null],
    ['cover', { codec_type: 'video', disposition: { attached_pic: 1 } }, 'cover_removed'],
    ['subtitles', { codec_type: 'subtitle', codec_tag_string: 'text' }, 'subtitles_removed'],
    ['attachment', { codec_type: 'attachment' }, 'attachments_removed'],
    ['movement', { codec_type: 'data', codec_tag_string: 'gpmd' }, 'data_streams_removed'],
    ['of no known kind', {}, 'data_streams_removed'],
  ];
  it.each(cases)('%s', (_, given, kind) => {
    expect(kinds(probed({}, { streams: [stream(given)] }))).toEqual(kind === null ? [] : [kind]);
  });

  it('of chapters stands for nothing beside its chapters', () => {
    const text = stream({ codec_type: 'data', codec_tag_string: 'text' });
    const chapters = [{ tags: { title: 'one' } }, { tags: { title: 'two' } }];
    expect(metadataFound(probed({}, { streams: [text], chapters }))).toEqual([
      { code: 'chapters_removed', figures: { entries: 2 } },
    ]);
    expect(kinds(probed({}, { streams: [text] }))).toEqual(['data_streams_removed']);
  });
});
