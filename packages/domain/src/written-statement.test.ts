import { describe, expect, it } from 'vitest';
import {
  newestWritten,
  normaliseWrittenText,
  paragraphsOf,
  type WrittenVersion,
  writtenFigures,
  writtenTextForViewers,
} from './written-statement.ts';

describe('a written text', () => {
  it.each([
    ['\uFEFFOne\r\n\r\n\r\n\r\nTwo \t  three  \u2028Four\u0000', 'One\n\nTwo three\nFour'],
    // Words of one person must not stand in another order than they are read in.
    ['abc\u202Edef\u202C', 'abcdef'],
    ['gov\u00ADernment', 'government'],
    // Persian needs its non-joiner, French its narrow space, Arabic its marks.
    ['می\u200Cخواهم \u200F(1)', 'می\u200Cخواهم \u200F(1)'],
    ['Merci\u202F!', 'Merci\u202F!'],
    ['e\u0301cole', 'école'],
    ['  \n\n ', ''],
  ])('%j is kept as %j', (given, kept) => {
    expect(normaliseWrittenText(given)).toBe(kept);
    expect(normaliseWrittenText(kept)).toBe(kept);
  });

  it('has paragraphs, words and a length', () => {
    expect(paragraphsOf('One.\n\nTwo.\nThree.')).toEqual(['One.', 'Two.', 'Three.']);
    const text = 'We thank you, Mr President. '.repeat(24).trim();
    expect(writtenFigures(text, 'en')).toEqual({ characters: text.length, words: 120, spokenMs: 60_000 });
    expect(writtenFigures('', 'ar')).toEqual({ characters: 0, words: 0, spokenMs: 0 });
  });
});

describe('what is read of several versions', () => {
  const at = (minute: number) => new Date(Date.UTC(2020, 11, 8, 9, minute));
  const version = (
    statementId: string,
    language: string,
    number: number,
    minute: number,
  ): WrittenVersion => ({
    statementId,
    language,
    number,
    createdAt: at(minute),
  });
  const versions = [
    version('a', 'fr', 2, 5),
    version('a', 'fr', 1, 1),
    version('a', 'en', 1, 2),
    version('b', 'ar', 1, 1),
    version('c', 'en', 1, 1),
  ];
  const items = [
    { kind: 'statement', statementId: 'a' },
    { kind: 'card', statementId: 'b' },
  ] as const;

  it('is the newest of each language', () => {
    expect(
      newestWritten(versions.slice(0, 3)).map(({ language, number }) => `${language} ${number}`),
    ).toEqual(['en 1', 'fr 2']);
  });

  it('is for viewers what was there when it was published, of what is shown alone', () => {
    const shown = writtenTextForViewers(versions, { asOf: at(4), items });
    expect(shown).toEqual([versions[2], versions[1]]);
    expect(writtenTextForViewers(versions, { asOf: at(5), items })).toContainEqual(versions[0]);
    expect(writtenTextForViewers(versions, { asOf: null, items })).toEqual([]);
    expect(writtenTextForViewers(versions, { asOf: at(9), items: [] })).toEqual([]);
  });
});
