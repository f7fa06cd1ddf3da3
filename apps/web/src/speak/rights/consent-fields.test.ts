import { expect, test } from 'vitest';
import {
  ASKED_LATER,
  consentOf,
  dayPassed,
  type Fields,
  fieldsOf,
  missingIn,
  splitDraft,
  withDraft,
} from './consent-fields.ts';

const NOW = new Date(2036, 1, 28, 12).getTime();

const given = fieldsOf({
  audience: 'session',
  endsAt: '2036-03-01T12:00:00Z',
  givenAt: null,
  masterAllowed: true,
  appearance: { named: 'name', face: 'as_sent', voice: 'read_by_other' },
  ended: false,
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

test('what was begun on the page is not sent from beside a file, and is not lost', () => {
  const draft = { until: 'day', day: '', masterAllowed: false, face: 'hidden' };
  const { rest, hidden } = splitDraft(draft, ASKED_LATER);
  const beside = withDraft(given, rest);
  expect(beside).toEqual({ ...given, face: 'hidden' });
  expect(missingIn(beside, false, NOW)).toEqual([]);
  expect(missingIn(withDraft(given, draft), false, NOW)).toEqual(['day']);
  expect(hidden).toEqual({ until: 'day', day: '', masterAllowed: false });
});

test('what is missing is said before anything is sent', () => {
  expect(missingIn(given, false, NOW)).toEqual([]);
  expect(missingIn({ ...given, speakerName: ' ', day: '' }, true, NOW)).toEqual([
    'speakerName',
    'day',
    'agreedBy',
  ]);
  expect(missingIn({ ...given, named: 'organisation', speakerName: '' }, false, NOW)).toEqual([]);
});

test('a last day is today or later', () => {
  const on = (day: string) => ({ ...given, day });
  const today = on('2036-02-28');
  expect([missingIn(today, false, NOW), dayPassed(today, NOW)]).toEqual([[], false]);
  const yesterday = on('2036-02-27');
  expect([missingIn(yesterday, false, NOW), dayPassed(yesterday, NOW)]).toEqual([['dayPassed'], true]);
  // Half typed: nothing is said yet, and nothing is sent.
  const half = on('0203-03-01');
  expect([missingIn(half, false, NOW), dayPassed(half, NOW)]).toEqual([['dayPassed'], false]);
  const noDay = { ...yesterday, until: 'open' as const };
  expect([missingIn(noDay, false, NOW), dayPassed(noDay, NOW)]).toEqual([[], false]);
});
