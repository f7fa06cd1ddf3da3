/** Something in an object that is not on the list of what may be there. */
export interface Told {
  /** Such as `moov/udta`, or a position in the file. */
  where: string;
  what: string;
}

export type Tell = (where: string, what: string) => void;

/** Shorter ones happen by chance in any binary. */
const STRING = /[\x20-\x7e]{6,}/g;

/** Printable text in bytes that should hold numbers alone. */
export function stringsIn(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(STRING) ?? [];
}

/** Which of some words stand in these bytes, in any of the encodings that files use. */
export function wordsIn(bytes: Buffer, words: readonly string[]): string[] {
  const little = (word: string) => Buffer.from(word, 'utf16le');
  return words.filter(
    (word) =>
      bytes.includes(Buffer.from(word)) ||
      bytes.includes(little(word)) ||
      bytes.includes(little(word).swap16()),
  );
}

/** The same, however many bits the words are shifted by: what an encoder of bits has written need not be aligned. */
export function shiftedWordsIn(bytes: Buffer, words: readonly string[]): string[] {
  const found = new Set(wordsIn(bytes, words));
  for (let shift = 1; shift < 8; shift += 1) {
    const shifted = Buffer.alloc(bytes.length);
    for (let i = 0; i < bytes.length; i += 1)
      shifted[i] = (((bytes[i] ?? 0) << shift) | ((bytes[i + 1] ?? 0) >> (8 - shift))) & 0xff;
    for (const word of words) if (shifted.includes(Buffer.from(word))) found.add(word);
  }
  return [...found];
}
