import { expect, test } from 'vitest';
import { type BoardRow, countStages, isMissing, type ReviewGroup, type Stage } from './stages.ts';
import { filterBoard, isFiltered, readWanted } from './wanted.ts';

function row(name: string, stage: Stage, more: Partial<BoardRow> = {}): BoardRow {
  return {
    statementId: name,
    invitationId: name,
    organisation: { id: name, name, kind: 'cso', nhriStatus: null },
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
    ...more,
  };
}

function group(stateName: string, fr: string, ...rows: BoardRow[]): ReviewGroup {
  return {
    review: {
      id: stateName,
      stateCode: stateName.slice(0, 3).toUpperCase(),
      stateName,
      stateNames: { en: stateName, fr },
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
  'Népal',
  row('Ligue des droits', 'to_review', { assignedToId: 'anna' }),
  row('Comité d’égalité', 'preparing', {
    stuck: true,
    words: { written: 'missing', captions: 'unchecked', issues: 'not_asked' },
  }),
);
const lebanon = group('Lebanon', 'Liban', row('Observatory', 'to_review', { assignedToId: 'ben' }));
const empty = group('Nauru', 'Nauru');
const all = [nepal, lebanon, empty];
const everything = ['Nepal:Ligue des droits|Comité d’égalité', 'Lebanon:Observatory', 'Nauru:'];
const asked = (query: string) => readWanted(new URLSearchParams(query));
const names = (query: string) =>
  filterBoard(all, asked(query), 'anna').found.map(
    ({ group: { review }, shown }) =>
      `${review.stateName}:${shown.map((one) => one.organisation.name).join('|')}`,
  );

test.each([
  ['', everything],
  ['stage=to_review', ['Nepal:Ligue des droits', 'Lebanon:Observatory']],
  ['stage=no_such_stage', everything],
  ['stuck=1', ['Nepal:Comité d’égalité']],
  ['q=EGALITE', ['Nepal:Comité d’égalité']],
  ['q=nep+lig', ['Nepal:Ligue des droits']],
  ['q=liban', ['Lebanon:Observatory']],
  ['q=nauru', ['Nauru:']],
  ['state=LEB', ['Lebanon:Observatory']],
  ['state=XXX', []],
  ['who=me', ['Nepal:Ligue des droits']],
  ['who=nobody', ['Nepal:Comité d’égalité']],
  ['who=ben', ['Lebanon:Observatory']],
  ['who=gone', []],
  ['stage=declined', []],
  ['words=missing', ['Nepal:Comité d’égalité']],
  ['words=captions&stage=to_review', []],
  ['words=issues', []],
  ['words=no_such_gap', everything],
  ['stage=preparing&q=lebanon', []],
  ['q=%3Cscript%3E', []],
])('%s', (query, expected) => {
  expect(names(query)).toEqual(expected);
});

test('stages are counted over all that is asked for but the stage', () => {
  const { ofAnyStage } = filterBoard(all, asked('stage=preparing&state=NEP'), 'anna');
  expect([...countStages(ofAnyStage)]).toEqual([
    ['to_review', 1],
    ['preparing', 1],
  ]);
});

test('an address without a wish is not filtered', () => {
  expect(isFiltered(asked('q=+&stage=x'))).toBe(false);
  expect(isFiltered(asked('who=me'))).toBe(true);
});

test('what was sent is not missing, what was refused is', () => {
  const missing = (stage: Stage) => isMissing(row('x', stage));
  expect(
    ['invited', 'due_soon', 'missing', 'refused', 'changes_requested'].every((one) => missing(one as Stage)),
  ).toBe(true);
  expect(
    ['arriving', 'to_review', 'awaiting_speaker', 'withdrawn'].some((one) => missing(one as Stage)),
  ).toBe(false);
});
