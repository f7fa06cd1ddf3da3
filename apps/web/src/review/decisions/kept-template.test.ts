import { expect, test } from 'vitest';
import { readOpened, readStand } from './kept-template.ts';

const draft = {
  kind: 'decline',
  title: 'Too late',
  product: 'decline.late',
  texts: { en: 'Too late', fr: 'Trop tard', es: 'Tarde', ar: 'متأخر' },
} as const;

test('a template that was being written is read as it was kept, and nothing else is', () => {
  const kept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  expect(readOpened(kept('new'))).toBe('new');
  const opened = { ...draft, id: 'a', version: 2 };
  expect(readOpened(kept(opened))).toEqual(opened);
  expect(readStand(kept({ mark: 2, value: draft }))).toEqual({ mark: 2, value: draft });
  expect(readStand(kept({ mark: undefined, value: draft }))).toEqual({ mark: undefined, value: draft });
  for (const other of [null, 'old', [], { ...draft, id: 'a' }, { ...draft, texts: { en: 'Too late' } }]) {
    expect(readOpened(kept(other))).toBeUndefined();
    expect(
      readStand(kept({ mark: 1, value: other === null ? null : { title: 'Trop tard' } })),
    ).toBeUndefined();
  }
});
