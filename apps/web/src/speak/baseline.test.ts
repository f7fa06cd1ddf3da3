import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * Chrome 87 and Safari 14 are served to speakers, and delegates have them too: the build turns younger syntax into
 * theirs, but brings along no built-in that they lack. What cannot be told by its name alone, the browser tests take
 * away (e2e/old-browser.ts), or go through with the real Chrome 87 (e2e/chrome-87.ts).
 */
const YOUNGER: readonly RegExp[] = [
  /\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)\(/,
  /\b(structuredClone|reportError)\(/,
  /\bObject\.(hasOwn|groupBy)\b/,
  /\bMap\.groupBy\b/,
  /\bPromise\.(withResolvers|try)\b/,
  /\bArray\.fromAsync\b/,
  /\bAbortSignal\.(any|timeout|abort)\b/,
  /\.throwIfAborted\(/,
  /\bURL\.(canParse|parse)\b/,
  /\bcrypto\.randomUUID\b/,
  /\bIntl\.(DurationFormat|ListFormat|DisplayNames)\b/,
];
const youngerIn = (code: string): string[] => YOUNGER.flatMap((name) => name.exec(code)?.[0] ?? []);

/** Without comments, which may speak of them. */
const code = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

const root = new URL('../../../../', import.meta.url).pathname;
const files = globSync(
  [
    'apps/web/src/{speak,watch,live,kit,captioning,issues,tables}/**/*.{ts,tsx}',
    'packages/client/src/**/*.ts',
  ],
  { cwd: root },
).filter((file) => !/\.test\.tsx?$/.test(file));

test('the pages of speakers and of delegates call nothing that the oldest browsers lack', () => {
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) =>
    youngerIn(code(readFileSync(root + file, 'utf8'))).map((name) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});

test('it would be found', () => {
  expect(youngerIn('last = all.at(-1); structuredClone(last)')).toEqual(['.at(', 'structuredClone(']);
  expect(youngerIn(code('// crypto.randomUUID is younger\nat(1)'))).toEqual([]);
});
