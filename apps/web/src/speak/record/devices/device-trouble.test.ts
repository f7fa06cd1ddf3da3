import { expect, test } from 'vitest';
import { familyOf, judgeTrouble } from './device-trouble.ts';

test.each([
  ['NotAllowedError', 1, 'refused'],
  ['NotFoundError', 0, 'no_camera'],
  ['NotFoundError', 1, 'no_microphone'],
  ['NotReadableError', 1, 'busy'],
  ['AbortError', 1, 'failed'],
])('%s with %i cameras is %s', (name, cameras, trouble) => {
  expect(judgeTrouble(new DOMException('', name), cameras)).toBe(trouble);
});

test('what is no error at all has failed', () => {
  expect(judgeTrouble('no', 1)).toBe('failed');
});

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) Version/14.0 Mobile Safari/604.1',
    5,
    'safari_phone',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/14.1 Safari/605.1.15', 5, 'safari_phone'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/14.1 Safari/605.1.15', 0, 'safari'],
  ['Mozilla/5.0 (Linux; Android 10; SM-A105F) Chrome/87.0.4280.141 Mobile Safari/537.36', 5, 'chrome_phone'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 0, 'firefox'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 Safari/537.36', 0, 'chrome'],
])('%s', (userAgent, touchPoints, family) => {
  expect(familyOf(userAgent, touchPoints)).toBe(family);
});
