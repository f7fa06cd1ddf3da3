import { expect, test } from 'vitest';
import { consentOf, type Fields, fieldsOf, missingIn, withDraft } from './consent-fields.ts';

const given = fieldsOf({
  audience: 'session',
  endsAt: '2036-03-01T12:00:00Z',
  givenAt: null,
  masterAllowed: true,
  appearance: { named: 'name', face: 'as_sent', voice: 'read_by_other' },
  unmet: [],
  speakerName: 'ليلى',
  accepted: false,
});

test('what was given comes back as it was, but never the name that was typed to agree', () => {
  expect(given).toMatchObject({ until: 'day', speakerName: 'ليلى', voice: 'read_by_other', agreedBy: '' });
  expect(consentOf(given)).toMatchObject({ audience: 'session', speakerName: 'ليلى', masterAllowed: true });
});

test('a name is sent only for whoever appears by it', () => {
  expect(consentOf({ ...given, named: 'organisation' }).speakerName).toBeNull();
});

test('of a draft what fits is taken', () => {
  const draft: Record<keyof Fields | 'extra', unknown> = {
    ...given,
    audience: 'everybody on earth',
    face: 'hidden',
    day: 7,
    agreedBy: 'L.',
    extra: 1,
  };
  expect(withDraft(given, draft)).toEqual({ ...given, face: 'hidden', agreedBy: 'L.' });
  expect(withDraft(given, null)).toEqual(given);
});

test('what is missing is said before anything is sent', () => {
  expect(missingIn(given, false)).toEqual([]);
  expect(missingIn({ ...given, speakerName: ' ', day: '' }, true)).toEqual([
    'speakerName',
    'day',
    'agreedBy',
  ]);
  expect(missingIn({ ...given, named: 'organisation', speakerName: '' }, false)).toEqual([]);
});
