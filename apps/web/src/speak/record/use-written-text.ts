import type { Output } from '@rostrum/client';
import { normaliseWrittenText } from '@rostrum/domain';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';

export type WrittenText = Output<'GET /api/v1/speaker/written'>['texts'][number];

/**
 * What was handed in in writing, newest of each language, the speaker's own language first. What stands in the prompter
 * is kept on the device, so that none of it is put there unasked: least of all again, once what was kept is erased.
 */
export function useWrittenText(language: string): readonly WrittenText[] {
  const [texts, setTexts] = useState<readonly WrittenText[]>([]);
  useEffect(() => {
    let left = false;
    api('GET /api/v1/speaker/written').then(
      ({ texts: all }) => {
        if (left) return;
        const own = all.find((text) => text.language === language);
        setTexts(own === undefined ? all : [own, ...all.filter((text) => text !== own)]);
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [language]);
  return texts;
}

export const isSameText = (a: string, b: string): boolean =>
  normaliseWrittenText(a) === normaliseWrittenText(b);
