import { expect, test } from 'vitest';
import { firstLists, firstPieces } from './first-lists.ts';

const PLAYLIST = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Floor",DEFAULT=YES,URI="audio.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en",URI="captions-en.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=670280,CODECS="avc1.64001f,mp4a.40.2",AUDIO="sound"
480p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=329000,CODECS="avc1.64001e,mp4a.40.2",AUDIO="sound"
360p.m3u8
`;

test('the sound, and the rendition that is named first', () => {
  expect(firstLists(PLAYLIST)).toEqual(['audio.m3u8', '480p.m3u8']);
  expect(firstLists(PLAYLIST.replaceAll('\n', '\r\n'))).toEqual(['audio.m3u8', '480p.m3u8']);
});

test.each([
  ['nothing', ''],
  ['a rendition without an address', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n'],
  ['a tag in its place', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n#EXT-X-ENDLIST\n'],
  ['an answer that is no playlist', '<!doctype html>\n<title>Sign in</title>'],
])('%s: nothing is asked for', (_name, text) => {
  expect(firstLists(text)).toEqual([]);
});

test('the initialisation and the first segment of a list', () => {
  const list = `#EXTM3U
#EXT-X-TARGETDURATION:2
#EXT-X-MAP:URI="audio/init-0.mp4"
#EXTINF:1.984000,
audio/0/0.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="audio/init-1.mp4"
#EXTINF:2.026667,
audio/1/1.m4s
`;
  expect(firstPieces(list)).toEqual(['audio/init-0.mp4', 'audio/0/0.m4s']);
  expect(firstPieces('#EXTM3U\n#EXT-X-ENDLIST\n')).toEqual([]);
  expect(firstPieces('')).toEqual([]);
});
