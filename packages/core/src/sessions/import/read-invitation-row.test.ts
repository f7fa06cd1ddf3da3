import type { ImportRow } from '@rostrum/domain';
import { expect, test } from 'vitest';
import { readInvitationRow, sameName } from './read-invitation-row.ts';

const now = new Date('2021-04-01T00:00:00Z');
const blank: ImportRow = {
  row: 2,
  state: 'Nepal',
  organisation: 'An organisation',
  kind: '',
  status: '',
  email: '',
  language: '',
  deadline: '',
};
const read = (cells: Partial<ImportRow>) =>
  readInvitationRow({ ...blank, ...cells }, { timeZone: 'Europe/Zurich', now });

test('an empty cell is what is usual', () => {
  expect(read({})).toEqual({
    row: 2,
    stateCode: 'NPL',
    organisation: 'An organisation',
    kind: 'cso',
    nhriStatus: null,
    email: null,
    language: 'en',
    languageChosen: false,
    deadlineAt: null,
    faults: [],
  });
  expect(read({ status: 'a' })).toMatchObject({ kind: 'nhri', nhriStatus: 'A', faults: [] });
});

test.each([
  [{ state: '' }, 'state_missing'],
  [{ state: 'Atlantis' }, 'state_unknown'],
  [{ organisation: ' \n' }, 'organisation_missing'],
  [{ organisation: 'a'.repeat(301) }, 'organisation_too_long'],
  [{ organisation: '(Organisation)' }, 'example_row'],
  [{ email: 'name@example.org' }, 'example_row'],
  [{ kind: 'bank' }, 'kind_unknown'],
  [{ kind: 'constructor' }, 'kind_unknown'],
  [{ kind: 'INDH', status: 'C' }, 'status_unknown'],
  [{ kind: 'ONG', status: 'A' }, 'status_not_nhri'],
  [{ email: 'a@b' }, 'email_wrong'],
  [{ email: 'a@example.org, b@example.org' }, 'email_wrong'],
  [{ language: 'Klingon' }, 'language_unknown'],
  [{ deadline: 'soon' }, 'deadline_wrong'],
  [{ deadline: '31.02.2022' }, 'deadline_wrong'],
  [{ deadline: '2022-13-01' }, 'deadline_wrong'],
  [{ deadline: '2022-04-20 25:00' }, 'deadline_wrong'],
  [{ deadline: '2021-03-01' }, 'deadline_past'],
])('%j is %s', (cells, fault) => {
  expect(read(cells).faults).toEqual([fault]);
});

test.each([
  ['2021-04-20', '2021-04-20T21:59:00.000Z'],
  ['20/04/2021 18:00', '2021-04-20T16:00:00.000Z'],
  ['1.12.2021 9:05', '2021-12-01T08:05:00.000Z'],
  ['2021-04-20T18:00:00.000', '2021-04-20T16:00:00.000Z'],
])('the deadline %s of Geneva is %s', (deadline, instant) => {
  expect(read({ deadline })).toMatchObject({ deadlineAt: new Date(instant), faults: [] });
});

test('what looks like a formula is text, and what is broken over lines is one', () => {
  expect(read({ organisation: '=cmd|"/c calc"!A1' }).organisation).toBe('=cmd|"/c calc"!A1');
  expect(read({ organisation: 'Egalité\r\n pour tous' }).organisation).toBe('Egalité pour tous');
});

test.each([
  ['Français', 'fr'],
  ['AR', 'ar'],
  ['العربية', 'ar'],
])('%s is the language %s', (language, code) => {
  expect(read({ language }).language).toBe(code);
});

test('names are the same that differ in case, accents and spaces', () => {
  expect(sameName(' ÉGALITÉ  pour tous')).toBe(sameName('Egalite pour TOUS'));
  expect(sameName('A')).not.toBe(sameName('B'));
});
