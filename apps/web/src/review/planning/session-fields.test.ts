import { expect, test } from 'vitest';
import type { Session } from '../board/sessions.tsx';
import { changesOf as changesOfInvitation, valuesOf } from './invitation-fields.tsx';
import { additionOf, changesOf, fieldsOf, fieldsOfNext, noFields } from './session-fields.ts';

const session: Session = {
  id: 'session',
  number: 37,
  format: 'virtual',
  venue: null,
  startsOn: '2021-01-18',
  endsOn: '2021-01-29',
  datesProvisional: false,
  timeZone: 'Europe/Zurich',
  acceptsUploads: true,
  uploadDeadlineAt: '2021-01-10T17:00:30.000Z',
  demonstration: false,
  graceMs: 3_600_500,
  toleranceMs: 90_500,
  minimumShare: 0.655,
  sizeLimitBytes: 2_000_000_000,
  takesPerInvitation: 10,
};

test('what nobody touched is not sent: not what others changed meanwhile, and nothing rounded', () => {
  const opened = fieldsOf(session);
  expect(changesOf(opened, opened)).toEqual({});
  expect(changesOf({ ...opened, venue: ' Room XX ' }, opened)).toEqual({ venue: 'Room XX' });
  expect(changesOf({ ...opened, deadline: '' }, opened)).toEqual({ uploadDeadlineAt: null });
});

test('a new session leaves to the settings what is left empty, and to the earlier one what is as there', () => {
  const days = { number: '38', startsOn: '2021-05-03', endsOn: '2021-05-14' };
  const made = additionOf({ ...noFields, ...days }, noFields);
  expect(Object.keys(made)).toEqual(['number', 'format', 'startsOn', 'endsOn', 'datesProvisional']);
  expect(additionOf({ ...noFields, ...days, toleranceSeconds: '30' }, noFields).toleranceMs).toBe(30_000);
  const next = fieldsOfNext(session);
  expect(additionOf({ ...next, ...days, takes: '5' }, next)).toEqual({
    number: 38,
    format: 'virtual',
    startsOn: '2021-05-03',
    endsOn: '2021-05-14',
    datesProvisional: true,
    takesPerInvitation: 5,
  });
});

test('of an invitation, too', () => {
  const opened = valuesOf(
    {
      organisation: { name: 'A', kind: 'cso', nhriStatus: null },
      email: null,
      language: 'fr',
      languageChosen: true,
      deadlineAt: '2021-01-10T17:00:30.000Z',
    },
    'Europe/Zurich',
  );
  const zone = 'Europe/Zurich';
  expect(changesOfInvitation({ ...opened, language: 'ar' }, opened, zone)).toEqual({ language: 'ar' });
  // English that nobody chose is not what a coordinator chooses.
  const nobodys = { ...opened, language: '' as const };
  expect(changesOfInvitation({ ...nobodys, language: 'en' }, nobodys, zone)).toEqual({ language: 'en' });
  expect(changesOfInvitation(nobodys, nobodys, zone)).toEqual({});
});
