import { useWords } from '../words/use-words.ts';

/** `41 MB`, `1.2 GB`: as phones count, in thousands. */
export function useSizeText(): (bytes: number) => string {
  const { number } = useWords();
  return (bytes) => {
    const [value, unit, digits] =
      bytes >= 1e9
        ? [bytes / 1e9, 'GB', 1]
        : bytes >= 1e6
          ? [bytes / 1e6, 'MB', bytes < 1e7 ? 1 : 0]
          : [bytes / 1e3, 'kB', 0];
    return `\u2066${number(value, { maximumFractionDigits: digits })} ${unit}\u2069`;
  };
}
