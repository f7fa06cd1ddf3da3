import type { Output } from '@rostrum/client';
import { normaliseWrittenText } from '@rostrum/domain';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import type { PrompterText } from './use-prompter.ts';

export type WrittenText = Output<'GET /api/v1/speaker/written'>['texts'][number];

/**
 * What was handed in in writing, newest of each language, the speaker's own language first. It stands in the prompter
 * from the start where nothing else was put there; without a line the prompter is as it was.
 */
export function useWrittenText(prompter: PrompterText, language: string): readonly WrittenText[] {
  const [texts, setTexts] = useState<readonly WrittenText[]>([]);
  const { offer } = prompter;
  useEffect(() => {
    let left = false;
    api('GET /api/v1/speaker/written').then(
      ({ texts: all }) => {
        if (left) return;
        const own = all.find((text) => text.language === language) ?? (all.length === 1 ? all[0] : undefined);
        setTexts(own === undefined ? all : [own, ...all.filter((text) => text !== own)]);
        if (own !== undefined) offer(own.text);
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [language, offer]);
  return texts;
}

export const isSameText = (a: string, b: string): boolean =>
  normaliseWrittenText(a) === normaliseWrittenText(b);
