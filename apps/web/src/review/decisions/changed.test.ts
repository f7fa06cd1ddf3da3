import { expect, test } from 'vitest';
import type { Cut, Decision, Detail, Take } from '../studio/types.ts';
import { whatChanged } from './changed.ts';

const cut = (over: Partial<Cut> = {}): Cut => ({
  id: 'c1',
  takeId: 't1',
  revision: 1,
  edit: { inMs: 0, outMs: 1000, removals: [] },
  lengthMs: 1000,
  measuredMs: 1000,
  state: 'ready',
  progress: 1,
  remainingMs: null,
  waiting: false,
  stopped: null,
  fit: { fit: 'unknown' },
  madeBy: 'staff',
  removesOnlySilence: null,
  previewUrl: null,
  posterUrl: null,
  posterMs: null,
  posterWaits: false,
  createdAt: '2026-01-01T00:00:00Z',
  ...over,
});

const take = (over: Partial<Take> = {}): Take => ({
  id: 't1',
  number: 1,
  state: 'ready',
  way: 'tus',
  fileName: null,
  declaredBytes: null,
  receivedBytes: 1,
  sizeBytes: 1,
  sha256: null,
  beganAt: '2026-01-01T00:00:00Z',
  receivedAt: null,
  progress: 1,
  remainingMs: null,
  waiting: false,
  reason: null,
  measuredMs: 1000,
  fit: { fit: 'unknown' },
  findings: [],
  source: null,
  loudness: null,
  previewUrl: null,
  posterUrl: null,
  receiptAvailable: false,
  turned: 0,
  turnFailed: null,
  cuts: [],
  ...over,
});

const decision = (over: Partial<Decision> = {}): Decision => ({
  id: 'd1',
  kind: 'approve',
  takeId: 't1',
  cutId: 'c1',
  messageToSpeaker: null,
  needsYes: true,
  answer: null,
  answerNote: null,
  decidedAt: '2026-01-01T00:00:00Z',
  answeredAt: null,
  undoneAt: null,
  reason: '',
  decidedBy: 'B',
  ...over,
});

type Part = Pick<Detail, 'takes' | 'decisions' | 'inProgramme'> & {
  version: number;
  state: Detail['statement']['state'];
};

function detail(over: Partial<Part> = {}): Detail {
  const { version = 1, state = 'in_review', takes = [take()], decisions = [], inProgramme = null } = over;
  return {
    statement: { id: 's', state, version, withdrawnAt: null },
    session: {
      id: 'x',
      number: 37,
      format: 'virtual',
      venue: null,
      startsOn: '2020-12-08',
      endsOn: '2020-12-11',
      datesProvisional: true,
      timeZone: 'Europe/Zurich',
      acceptsUploads: true,
      uploadDeadlineAt: null,
      demonstration: false,
    },
    review: {
      id: 'r',
      stateCode: 'NPL',
      stateName: 'Nepal',
      presessionAt: null,
      slotMs: 1,
      floorTimeMs: 1,
      floorTimeFrozen: false,
    },
    organisation: { id: 'o', name: 'O', kind: 'cso', nhriStatus: null },
    floor: { maximumMs: 1, minimumMs: 1, toleranceMs: 1 },
    consent: {
      audience: 'missions',
      endsAt: null,
      givenAt: null,
      masterAllowed: false,
      appearance: { named: 'organisation', face: 'as_sent', voice: 'as_sent' },
      ended: false,
      unmet: [],
      speakerName: null,
      accepted: false,
      acceptedBy: null,
      textVersion: null,
      textLanguage: null,
    },
    takes,
    decisions,
    history: [],
    inProgramme,
    devices: [],
    email: null,
    language: 'en',
    serverNow: '2026-01-01T00:00:00Z',
  };
}

test('nothing changed', () => {
  expect(whatChanged(detail(), detail())).toEqual([]);
});

test('another coordinator decided', () => {
  const now = detail({ version: 2, state: 'awaiting_speaker', decisions: [decision()] });
  expect(whatChanged(detail(), now)).toEqual([
    { what: 'state', state: 'awaiting_speaker' },
    { what: 'decision', kind: 'approve', by: 'B' },
  ]);
});

test('the speaker answered, sent another take and cut it', () => {
  const before = detail({ decisions: [decision()] });
  const now = detail({
    version: 2,
    decisions: [decision({ answer: 'no' })],
    takes: [
      take({ id: 't2', number: 2, cuts: [cut({ id: 'c2', takeId: 't2', madeBy: 'speaker' })] }),
      take(),
    ],
  });
  expect(whatChanged(before, now)).toEqual([
    { what: 'take', number: 2 },
    { what: 'cut', number: 2, revision: 1, by: 'speaker' },
    { what: 'answer', answer: 'no' },
  ]);
});

test('a decision was undone, a take became ready, it went into the programme', () => {
  const before = detail({ takes: [take({ state: 'preparing' })], decisions: [decision()] });
  const now = detail({
    decisions: [decision({ undoneAt: '2026-01-02T00:00:00Z' })],
    inProgramme: { revision: 1, position: 1 },
  });
  expect(whatChanged(before, now)).toEqual([
    { what: 'takeReady', number: 1 },
    { what: 'undone', kind: 'approve' },
    { what: 'programme', inProgramme: true },
  ]);
});

test('a version that differs is never silent', () => {
  expect(whatChanged(detail(), detail({ version: 2 }))).toEqual([{ what: 'other' }]);
});
