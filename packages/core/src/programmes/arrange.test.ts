import { DEFAULT_APPEARANCE } from '@rostrum/domain';
import { expect, it } from 'vitest';
import type { PlacedStatement } from '../ports/store/statements.ts';
import { arrange, withNamedOrder } from './arrange.ts';

function placed(
  id: string,
  kind: 'state' | 'nhri' | 'cso',
  nhriStatus: 'A' | 'B' | null = null,
): PlacedStatement {
  return {
    statement: {
      id,
      invitationId: id,
      state: 'approved',
      version: 0,
      withdrawnAt: null,
      erasedAt: null,
      portraitMark: null,
      assignedToId: null,
    },
    invitation: {
      id,
      reviewId: 'review',
      organisationId: id,
      floorTimeMs: null,
      deadlineAt: null,
      language: 'en',
      languageChosen: false,
      consentAudience: 'missions',
      consentEndsAt: null,
      consentGivenAt: null,
      masterAllowed: false,
      appearance: DEFAULT_APPEARANCE,
      consentTextVersion: null,
      consentTextLanguage: null,
      invitedAt: null,
    },
    organisation: { id, name: id, kind, nhriStatus },
  };
}

const all = [placed('b', 'cso'), placed('a', 'cso'), placed('n', 'nhri', 'A'), placed('s', 'state')];
const ids = (list: readonly PlacedStatement[]) => list.map(({ statement }) => statement.id).join('');

it('begins with the State and the A-status institution', () => {
  expect(ids(arrange(all, []))).toBe('snab');
});

it('keeps an order, ignores who is gone, and puts who came since behind', () => {
  expect(ids(arrange(all, ['b', 'gone', 's']))).toBe('bsna');
  expect(ids(arrange(all, ['a', 'a']))).toBe('asnb');
});

it('puts the named into the places that they hold', () => {
  expect(withNamedOrder(['s', 'n', 'a', 'b'], ['b', 'n']).join('')).toBe('sban');
  expect(withNamedOrder(['s', 'n'], []).join('')).toBe('sn');
});
