import { expect, test } from 'vitest';
import { changed } from './use-prompter.ts';

const none = { text: '', wpm: 110, size: 2, steps: false };

test('a text that is taken away stays away, until there is one again', () => {
  const read = changed(none, { text: 'Mr. President' });
  expect(read).toMatchObject({ text: 'Mr. President', erased: false });
  const erased = changed(read, { text: '' });
  expect(erased).toMatchObject({ text: '', erased: true });
  expect(changed(erased, { wpm: 120 })).toMatchObject({ wpm: 120, erased: true });
  expect(changed(erased, { text: 'Good morning' })).toMatchObject({ erased: false });
});

test('where there was none, nothing was taken away', () => {
  expect(changed(none, { wpm: 120 })).toMatchObject({ wpm: 120, erased: false });
});
