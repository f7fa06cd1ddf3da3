import type { StatementWords as View } from '@rostrum/contract';
import type { StatementWords } from '@rostrum/core';
import { languageDirection, languageLabel, plainCueText } from '@rostrum/domain';
import type { z } from 'zod';

export function statementWords({ captions, written }: StatementWords): z.output<typeof View> {
  return {
    captions: captions.map(({ language, label, origin, checked, cues }) => ({
      language,
      label,
      direction: languageDirection(language),
      origin,
      checked,
      cues: cues.map(({ startMs, endMs, text }) => ({ startMs, endMs, text: plainCueText(text) })),
    })),
    written: written.map(({ language, text }) => ({
      language,
      label: languageLabel(language),
      direction: languageDirection(language),
      text,
    })),
  };
}
