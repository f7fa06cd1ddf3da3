import { expect, test } from 'vitest';
import type { ChecklistNow } from '../checklist/use-checklist.ts';
import type { Note, RemarksNow } from '../remarks/use-remarks.ts';
import { whatWasSaid } from './what-was-said.ts';

const note = (over: Partial<Note> = {}): Note => ({
  id: 'n1',
  takeId: null,
  startMs: null,
  endMs: null,
  body: 'Listen',
  by: 'Bo',
  mine: false,
  createdAt: '2026-01-01T00:00:00Z',
  editedAt: null,
  resolvedAt: null,
  resolvedBy: null,
  ...over,
});
const remarks = (notes: Note[], comments: RemarksNow['comments'] = []): RemarksNow => ({
  notes,
  comments,
  judgedAt: null,
});
const checklist = (answer: ChecklistNow['questions'][number]['answer'], takeId = 't1'): ChecklistNow => ({
  takeId,
  cutId: null,
  questions: [{ id: 'picture', text: null, answer, suggestion: null }],
});
const no = { answer: 'no' as const, remark: null, cutId: null, by: 'Bo', mine: false, at: '' };

test('a colleague’s word is news, one’s own is not, nor is what is read for the first time', () => {
  const none = { remarks: remarks([]), checklist: checklist(null) };
  const said = {
    remarks: remarks([note(), note({ id: 'n2', mine: true })], [{ ...note({ id: 'c' }), shown: false }]),
    checklist: checklist(no),
  };
  expect(whatWasSaid(none, said)).toEqual([
    { what: 'note', by: 'Bo' },
    { what: 'comment', by: 'Bo' },
    { what: 'answered', by: 'Bo', question: { id: 'picture', text: null }, said: 'no' },
  ]);
  expect(whatWasSaid(said, said)).toEqual([]);
  expect(whatWasSaid({ remarks: undefined, checklist: undefined }, said)).toEqual([]);
  expect(
    whatWasSaid({ ...none, checklist: checklist(null, 'other') }, { ...none, checklist: checklist(no) }),
  ).toEqual([]);
  expect(whatWasSaid(none, { ...none, checklist: checklist({ ...no, mine: true }) })).toEqual([]);
  const rewritten = { ...said, remarks: remarks([note({ body: 'Look' })], said.remarks.comments) };
  expect(whatWasSaid(said, rewritten)).toEqual([{ what: 'note', by: 'Bo' }]);
  // Something of which no text tells.
  const judged = { ...none, remarks: { ...none.remarks, judgedAt: '2026-01-01T00:00:01Z' } };
  expect(whatWasSaid(none, judged)).toEqual([{ what: 'other' }]);
  expect(whatWasSaid(none, { ...judged, checklist: checklist(no) })).toMatchObject([{ what: 'answered' }]);
});

test('what a colleague settled, opened again, removed or took back is named', () => {
  const at = { takeId: 't1', startMs: 83_000 };
  const open = note(at);
  const done = note({ ...at, resolvedAt: '2026-01-01T00:00:01Z', resolvedBy: 'Cy' });
  const look = (
    notes: Note[],
    judgedAt: string | null = null,
    answer: Parameters<typeof checklist>[0] = null,
  ) => ({
    remarks: { ...remarks(notes), judgedAt },
    checklist: checklist(answer),
  });
  const later = '2026-01-01T00:00:02Z';
  const settled = { what: 'settled', kind: 'note', by: 'Cy', atMs: 83_000 };
  expect(whatWasSaid(look([open]), look([done], later))).toEqual([settled]);
  expect(whatWasSaid(look([done]), look([open], later))).toEqual([
    { what: 'reopened', kind: 'note', atMs: 83_000 },
  ]);
  expect(whatWasSaid(look([open]), look([], later))).toEqual([{ ...settled, what: 'removed', by: 'Bo' }]);
  expect(whatWasSaid(look([], null, no), look([], later))).toEqual([
    { what: 'unanswered', question: { id: 'picture', text: null } },
  ]);
  // By oneself, beside a colleague's word of which no text tells.
  const own = (id: string, isSettled: boolean) => id === 'n1' && isSettled;
  expect(whatWasSaid(look([open]), look([done], later), own)).toEqual([{ what: 'other' }]);
  expect(whatWasSaid(look([done]), look([open], later), own)).toMatchObject([{ what: 'reopened' }]);
  expect(whatWasSaid(look([note({ mine: true })]), look([], later))).toEqual([{ what: 'other' }]);
  // Without a word of anybody else it was oneself, in another tab.
  expect(whatWasSaid(look([open]), look([done]))).toEqual([]);
});
