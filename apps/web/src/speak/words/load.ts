import type { Catalogue, Language } from '../../kit/i18n/words.tsx';
import { loadUsedWords } from '../later/words-area.tsx';
import { firstWords } from './files.ts';

/** What is seen first; and, where a language is changed, what is on the page already. */
export async function load(language: Language): Promise<Catalogue> {
  const [first] = await Promise.all([firstWords(language), loadUsedWords(language)]);
  return first;
}
