import { formatTime } from '../../kit/time.ts';
import { withMinus } from '../figure.ts';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import type { Question } from './use-checklist.ts';

type Suggestion = NonNullable<Question['suggestion']>;

const because: Readonly<Record<string, ReviewKey>> = {
  length_within: 'measured.length_within',
  length_over: 'measured.length_over',
  length_short: 'measured.length_short',
  silent: 'measured.silent',
  very_quiet: 'measured.very_quiet',
  clipped: 'measured.clipped',
  loudness_measured: 'measured.loudness_measured',
  sound_only: 'measured.sound_only',
  captions_present: 'measured.captions_present',
  captions_missing: 'measured.captions_missing',
  consent_unmet: 'measured.consent_unmet',
  consent_missing: 'measured.consent_missing',
  consent_ended: 'measured.consent_ended',
};

/** What was measured, as a sentence; the answer that it speaks for is said beside it. */
export function useSuggestionText(): (suggestion: Suggestion) => string {
  const { t, number } = useWords();
  return ({ because: why, figures }) => {
    const key = because[why];
    if (key === undefined) return t('measured.other');
    const { lengthMs = 0, maximumMs = 0, tenthsLufs = 0, count = 0 } = figures;
    return t(key, {
      length: formatTime(lengthMs),
      limit: formatTime(maximumMs),
      lufs: withMinus(number(tenthsLufs / 10, { minimumFractionDigits: 1 })),
      n: count,
    });
  };
}
