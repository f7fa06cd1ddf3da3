import { expect, test } from 'vitest';
import { dataSizes, roughly } from './data-sizes.ts';

const whole = [
  '#EXTM3U',
  '#EXT-X-STREAM-INF:BANDWIDTH=1400000,AVERAGE-BANDWIDTH=800000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=25.000',
  '480p.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=5000000,AVERAGE-BANDWIDTH=4000000,RESOLUTION=1920x1080',
  '1080p.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=700000,AVERAGE-BANDWIDTH=400000,RESOLUTION=640x360',
  '360p.m3u8',
].join('\n');
const sound = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=130000,CODECS="mp4a.40.2"\naudio.m3u8\n';

test('what each way of watching weighs is reckoned from what the playlists say', () => {
  const sizes = dataSizes(whole, sound, 10 * 60_000);
  expect(sizes).toEqual({ best: 300, saver: 30, sound: 9.75 });
});

test('a playlist that says nothing gives no figure', () => {
  expect(dataSizes('#EXTM3U', sound, 60_000)).toBeNull();
  expect(dataSizes(whole, '', 60_000)).toBeNull();
});

test('figures are rounded to what one can choose by', () => {
  expect([312.4, 97.1, 30, 9.75, 0.42, 0.01].map(roughly)).toEqual([310, 97, 30, 10, 0.4, 0.1]);
});
