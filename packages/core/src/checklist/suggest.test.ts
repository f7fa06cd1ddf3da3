import { CHECKLIST_QUESTIONS } from '@rostrum/domain';
import { expect, test } from 'vitest';
import { type Measured, suggest } from './suggest.ts';

const measured = (over: Partial<Measured> = {}): Measured => ({
  fit: { fit: 'within', leftMs: 0 },
  lengthMs: 420_000,
  maximumMs: 420_000,
  findings: [],
  loudness: { integratedLufs: -22.96, truePeakDbtp: -3 },
  captionLanguages: 1,
  unmet: [],
  consentGiven: true,
  consentEnded: false,
  ...over,
});

test('of a good take the measures answer what they can, and leave the rest to eyes and ears', () => {
  const said = CHECKLIST_QUESTIONS.map((one) => [one, suggest(one, measured())?.answer ?? null]);
  expect(Object.fromEntries(said)).toEqual({
    begins_and_ends: null,
    sound_level: 'yes',
    sound_channels: null,
    sound_in_step: null,
    picture: null,
    right_speaker: null,
    third_persons: null,
    floor_time: 'yes',
    captions: 'yes',
    consent: null,
  });
});

test('what they find wrong they say, with its reason', () => {
  const bad = measured({
    fit: { fit: 'needs_cut', overMs: 1 },
    findings: [{ code: 'very_quiet' }, { code: 'sound_only' }],
    captionLanguages: 0,
    unmet: ['voice'],
    consentGiven: false,
  });
  expect(suggest('floor_time', bad)).toEqual({
    answer: 'no',
    because: 'length_over',
    figures: { lengthMs: 420_000, maximumMs: 420_000 },
  });
  expect(suggest('sound_level', bad)).toMatchObject({ answer: 'no', because: 'very_quiet' });
  expect(suggest('picture', bad)).toMatchObject({ answer: 'not_applicable', because: 'sound_only' });
  expect(suggest('captions', bad)).toMatchObject({ answer: 'no', because: 'captions_missing' });
  expect(suggest('consent', bad)).toMatchObject({ answer: 'no', because: 'consent_unmet' });
  expect(suggest('consent', { ...bad, unmet: [] })).toMatchObject({ because: 'consent_missing' });
  expect(suggest('consent', measured({ consentEnded: true }))).toMatchObject({
    answer: 'no',
    because: 'consent_ended',
  });
});

test('what was not measured is not suggested', () => {
  const unknown = measured({ fit: { fit: 'unknown' }, lengthMs: null, loudness: null });
  expect(suggest('floor_time', unknown)).toBeNull();
  expect(suggest('sound_level', unknown)).toBeNull();
});
