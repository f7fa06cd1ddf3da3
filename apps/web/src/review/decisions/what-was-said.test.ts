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
  // One that a colleague removed or settled.
  const judged = { ...none, remarks: { ...none.remarks, judgedAt: '2026-01-01T00:00:01Z' } };
  expect(whatWasSaid(none, judged)).toEqual([{ what: 'other' }]);
  expect(whatWasSaid(none, { ...judged, checklist: checklist(no) })).toMatchObject([{ what: 'answered' }]);
});
