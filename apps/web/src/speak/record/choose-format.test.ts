import { expect, test } from 'vitest';
import { chooseFormat, nameOf } from './choose-format.ts';

const browser =
  (...known: readonly RegExp[]) =>
  (mimeType: string) =>
    known.some((one) => one.test(mimeType));

test.each([
  ['Chrome', browser(/avc1/, /webm/, /^video\/mp4$/, /mp4a/), 'video/mp4;codecs=avc1.42E01F,mp4a.40.2'],
  [
    'Chromium without H.264, whose MP4 holds VP9 or AV1',
    browser(/webm/, /^video\/mp4$/),
    'video/webm;codecs=vp8,opus',
  ],
  ['Firefox', browser(/vp8,opus/, /^video\/webm$/), 'video/webm;codecs=vp8,opus'],
  ['an old Safari, which names no codecs', browser(/^video\/mp4$/), 'video/mp4'],
  ['a browser with nothing that we take', browser(/theora/), null],
])('%s', (_name, isSupported, format) => {
  expect(chooseFormat('video', isSupported)).toBe(format);
});

test('sound alone has formats of its own', () => {
  expect(chooseFormat('sound', browser(/webm/))).toBe('audio/webm;codecs=opus');
  expect(chooseFormat('sound', browser(/^audio\/mp4$/))).toBe('audio/mp4');
});

test('the name tells the kind and nothing else', () => {
  expect(nameOf(2, 'video/webm;codecs=vp8,opus')).toBe('recording-2.webm');
  expect(nameOf(1, 'audio/mp4;codecs=mp4a.40.2')).toBe('recording-1.m4a');
});
