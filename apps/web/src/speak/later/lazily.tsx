import { type ComponentType, lazy } from 'react';
import { wordsOf } from '../../kit/i18n/words.tsx';
import { later } from './later-words.tsx';
import { patiently } from './patiently.ts';
import type { WordsArea } from './words-area.tsx';

const useAnyWords = wordsOf<string>();

/**
 * A component in a file of its own, fetched with its words when it is first shown. A part with a catalogue of its
 * own names it, and reads it by `wordsOf` of its keys.
 */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>, own?: WordsArea) =>
  lazy(async () => {
    const Part = await patiently(load);
    const PartWithWords = (props: Props) => {
      const { language } = useAnyWords();
      // Both at once, not one after the other.
      void own?.load(language);
      return (
        <later.With>
          {own === undefined ? (
            <Part {...props} />
          ) : (
            <own.With>
              <Part {...props} />
            </own.With>
          )}
        </later.With>
      );
    };
    return { default: PartWithWords };
  });
