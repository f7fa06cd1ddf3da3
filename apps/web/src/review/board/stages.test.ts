import { expect, test } from 'vitest';
import { type BoardRow, countStages, filterBoard, type ReviewGroup, type Stage } from './stages.ts';

function row(name: string, stage: Stage, stuck = false): BoardRow {
  return {
    statementId: name,
    invitationId: name,
    organisation: { id: name, name, kind: 'cso', nhriStatus: null },
    state: 'in_review',
    stage,
    version: 1,
    floorTimeMs: 420_000,
    take: null,
    stuck,
    unmet: [],
  };
}

function group(stateName: string, ...rows: BoardRow[]): ReviewGroup {
  return {
    review: {
      id: stateName,
      stateCode: stateName.slice(0, 3).toUpperCase(),
      stateName,
      presessionAt: null,
      slotMs: 3_600_000,
      floorTimeMs: 420_000,
      floorTimeFrozen: false,
    },
    rows,
    published: null,
  };
}

const nepal = group(
  'Nepal',
  row('Ligue des droits', 'to_review'),
  row('Comité d’égalité', 'preparing', true),
);
const oman = group('Oman', row('Observatory', 'to_review'));
const empty = group('Nauru');
const all = [nepal, oman, empty];
const none = { stage: undefined, stuck: false, text: '' };
const names = (groups: ReviewGroup[]) =>
  groups.map(
    ({ review, rows }) => `${review.stateName}:${rows.map((one) => one.organisation.name).join('|')}`,
  );

test('each stage is counted over all SuRs', () => {
  expect([...countStages(all)]).toEqual([
    ['to_review', 2],
    ['preparing', 1],
  ]);
});

test.each([
  [none, ['Nepal:Ligue des droits|Comité d’égalité', 'Oman:Observatory', 'Nauru:']],
  [{ ...none, stage: 'to_review' as const }, ['Nepal:Ligue des droits', 'Oman:Observatory']],
  [{ ...none, stuck: true }, ['Nepal:Comité d’égalité']],
  [{ ...none, text: 'egalite' }, ['Nepal:Comité d’égalité']],
  [{ ...none, text: 'nep lig' }, ['Nepal:Ligue des droits']],
  [{ ...none, text: 'nauru' }, ['Nauru:']],
  [{ ...none, stage: 'declined' as const }, []],
  [{ stage: 'preparing' as const, stuck: false, text: 'oman' }, []],
])('%j', (wanted, expected) => {
  expect(names(filterBoard(all, wanted))).toEqual(expected);
});
