import { expect, test } from 'vitest';
import { changesOf, type InvitationValues } from './invitation-fields.tsx';

const opened: InvitationValues = {
  name: 'Institution',
  kind: 'nhri',
  status: 'A',
  email: 'office@example.org',
  language: 'fr',
  deadline: '',
};
const changed = (patch: Partial<InvitationValues>) =>
  changesOf({ ...opened, ...patch }, opened, 'Europe/Zurich');

test('of an invitation only what was touched is sent, field by field', () => {
  expect(changed({})).toEqual({});
  expect(changed({ name: ' Institution ' })).toEqual({});
  expect(changed({ name: 'Another' })).toEqual({ organisation: { name: 'Another' } });
  expect(changed({ status: 'B' })).toEqual({ organisation: { nhriStatus: 'B' } });
  expect(changed({ kind: 'cso' })).toEqual({ organisation: { kind: 'cso', nhriStatus: null } });
  expect(changed({ email: '', language: 'es' })).toEqual({ email: null, language: 'es' });
});
