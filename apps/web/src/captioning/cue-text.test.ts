import { expect, test } from 'vitest';
import { cueText, writtenText } from './cue-text.ts';

test.each(['Thank you.', 'R&D, 3 < 4 > 2', '<i>So</i> & <b>that</b>', 'لكل طفل الحق <u>في</u> المدرسة'])(
  'what is written comes back as it was: %s',
  (written) => {
    expect(writtenText(cueText(written))).toBe(written);
  },
);

test('a sign is a sign, and only the three tags are tags', () => {
  expect(cueText('<script>&amp;<i>yes</i>')).toBe('&lt;script&gt;&amp;amp;<i>yes</i>');
});
