import type { ChecklistAnswer, Finding, FloorTimeVerdict, ProductQuestion, Unmet } from '@rostrum/domain';
import type { Loudness } from '../ports/media-engine.ts';

/** What was measured, and bears on a question. */
export interface Measured {
  fit: FloorTimeVerdict;
  /** Of what is judged: the cut, else the take. */
  lengthMs: number | null;
  maximumMs: number;
  findings: readonly Finding[];
  loudness: Loudness | null;
  /** Languages that have captions now. */
  captionLanguages: number;
  unmet: readonly Unmet[];
  /** The current words were agreed to. */
  consentGiven: boolean;
  /** Its last day has passed. */
  consentEnded: boolean;
}

export const SUGGESTED_BECAUSE = [
  'length_within',
  'length_over',
  'length_short',
  'silent',
  'very_quiet',
  'clipped',
  'loudness_measured',
  'sound_only',
  'captions_present',
  'captions_missing',
  'consent_unmet',
  'consent_missing',
  'consent_ended',
] as const;

export interface Suggestion {
  answer: ChecklistAnswer;
  because: (typeof SUGGESTED_BECAUSE)[number];
  figures: Record<string, number>;
}

const NOTHING: Record<string, number> = {};

/**
 * What the measures say to a question, if anything: a suggestion beside it, never an answer. They say yes only where
 * nothing is left for an ear or an eye to judge.
 */
export function suggest(question: ProductQuestion, measured: Measured): Suggestion | null {
  switch (question) {
    case 'floor_time':
      return byLength(measured);
    case 'sound_level':
      return byLevel(measured);
    case 'picture':
    case 'sound_in_step':
      return has(measured, 'sound_only')
        ? { answer: 'not_applicable', because: 'sound_only', figures: NOTHING }
        : null;
    case 'captions':
      return measured.captionLanguages > 0
        ? { answer: 'yes', because: 'captions_present', figures: { count: measured.captionLanguages } }
        : { answer: 'no', because: 'captions_missing', figures: NOTHING };
    case 'consent':
      if (measured.consentEnded) return { answer: 'no', because: 'consent_ended', figures: NOTHING };
      if (measured.unmet.length > 0) return { answer: 'no', because: 'consent_unmet', figures: NOTHING };
      return measured.consentGiven ? null : { answer: 'no', because: 'consent_missing', figures: NOTHING };
    default:
      return null;
  }
}

const has = ({ findings }: Measured, code: Finding['code']) => findings.some((one) => one.code === code);

function byLength({ fit, lengthMs, maximumMs }: Measured): Suggestion | null {
  if (lengthMs === null || fit.fit === 'unknown') return null;
  const figures = { lengthMs, maximumMs };
  if (fit.fit === 'within') return { answer: 'yes', because: 'length_within', figures };
  // The minimum only warns.
  if (fit.fit === 'short') return { answer: 'yes', because: 'length_short', figures };
  return { answer: 'no', because: 'length_over', figures };
}

function byLevel(measured: Measured): Suggestion | null {
  for (const because of ['silent', 'very_quiet', 'clipped'] as const) {
    if (has(measured, because)) return { answer: 'no', because, figures: NOTHING };
  }
  const { loudness } = measured;
  if (loudness === null) return null;
  // Tenths, so that figures stay whole.
  const tenthsLufs = Math.round(loudness.integratedLufs * 10);
  return { answer: 'yes', because: 'loudness_measured', figures: { tenthsLufs } };
}
