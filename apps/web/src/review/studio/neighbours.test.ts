import { expect, test } from 'vitest';
import type { BoardRow, ReviewGroup, Stage } from '../board/stages.ts';
import { readWanted } from '../board/wanted.ts';
import { neighboursOf } from './neighbours.ts';

const row = (id: string, stage: Stage): BoardRow => ({
  statementId: id,
  invitationId: id,
  organisation: { id, name: id, kind: 'cso', nhriStatus: null },
  state: 'in_review',
  stage,
  deadlineAt: null,
  assignedToId: null,
  version: 1,
  floorTimeMs: 420_000,
  take: null,
  stuck: false,
  consentEnded: false,
  unmet: [],
  open: { notes: 0, comments: 0 },
  words: { written: 'there', captions: 'there', issues: 'there' },
});
const group = (code: string, ...rows: BoardRow[]): ReviewGroup => ({
  review: {
    id: code,
    stateCode: code,
    stateName: code,
    stateNames: { en: code, fr: code },
    presessionAt: null,
    slotMs: 3_600_000,
    floorTimeMs: 420_000,
    floorTimeFrozen: false,
  },
  rows,
  published: null,
});
const board = [
  group('NPL', row('a', 'to_review'), row('b', 'approved')),
  group('OMN', row('c', 'invited'), row('d', 'to_review'), row('e', 'approved')),
];
const from = (id: string, search = '') =>
  neighboursOf(board, { id, wanted: readWanted(new URLSearchParams(search)), me: 'me' });

test('one goes from row to row of the board, across its States, and not beyond its ends', () => {
  expect(from('b')).toMatchObject({ before: 'a', after: 'c' });
  expect(from('a')).toMatchObject({ before: undefined, after: 'b' });
  expect(from('e')).toMatchObject({ before: 'd', after: undefined });
});

test('what the board is filtered by is passed through alone, from what has left it as well', () => {
  expect(from('b', '?stage=approved')).toMatchObject({ before: undefined, after: 'e' });
  expect(from('d', '?stage=approved')).toMatchObject({ before: 'b', after: 'e' });
  expect(from('b', '?stage=declined')).toMatchObject({ before: undefined, after: undefined });
});

test('what waits for a review is reached from everywhere, all around, but for itself', () => {
  expect(from('b')).toMatchObject({ waitingBefore: 'a', waitingAfter: 'd' });
  expect(from('e')).toMatchObject({ waitingBefore: 'd', waitingAfter: 'a' });
  expect(from('d', '?stage=approved')).toMatchObject({ waitingBefore: 'a', waitingAfter: 'a' });
});

test('of a board that does not know it, nothing is next to it', () => {
  expect(from('x')).toEqual({
    before: undefined,
    after: undefined,
    waitingBefore: undefined,
    waitingAfter: undefined,
  });
});
