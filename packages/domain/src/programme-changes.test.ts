import { expect, test } from 'vitest';
import { type ProgrammePlace, programmeChanges } from './programme-changes.ts';

const shown = (
  statementId: string,
  cutId = `${statementId}1`,
  captionIds: string[] = [],
): ProgrammePlace => ({
  statementId,
  kind: 'statement',
  cutId,
  captionIds,
});
const card = (statementId: string): ProgrammePlace => ({
  statementId,
  kind: 'card',
  cutId: null,
  captionIds: [],
});

test('the same says nothing, whatever the order of the captions', () => {
  expect(programmeChanges([shown('a', 'a1', ['x', 'y'])], [shown('a', 'a1', ['y', 'x'])])).toEqual([]);
  expect(programmeChanges([], [])).toEqual([]);
});

test('what came, went, is shown by another cut or by other captions', () => {
  const before = [shown('a'), shown('b'), card('c'), shown('d'), shown('e')];
  const after = [shown('a', 'a2'), card('b'), shown('c'), shown('d', 'd1', ['x']), card('f')];
  expect(programmeChanges(before, after)).toEqual([
    { kind: 'removed', statementId: 'e' },
    { kind: 'cut', statementId: 'a' },
    { kind: 'card', statementId: 'b' },
    { kind: 'shown', statementId: 'c' },
    { kind: 'captions', statementId: 'd' },
    { kind: 'added', statementId: 'f', as: 'card', place: 5 },
  ]);
});

test('issues that were written anew are a change, where it is known what was shown', () => {
  const at = (issuesVersion: number | null): ProgrammePlace => ({ ...shown('a'), issuesVersion });
  expect(programmeChanges([at(1)], [at(2)])).toEqual([{ kind: 'issues', statementId: 'a' }]);
  expect(programmeChanges([at(null)], [at(1)])).toEqual([{ kind: 'issues', statementId: 'a' }]);
  expect(programmeChanges([at(1)], [at(1)])).toEqual([]);
  expect(programmeChanges([shown('a')], [at(1)])).toEqual([]);
});

test('so is a text in writing', () => {
  const at = (...writtenIds: string[]): ProgrammePlace => ({ ...shown('a'), writtenIds });
  expect(programmeChanges([at()], [at('x')])).toEqual([{ kind: 'written', statementId: 'a' }]);
  expect(programmeChanges([at('x', 'y')], [at('y', 'x')])).toEqual([]);
  expect(programmeChanges([shown('a')], [at('x')])).toEqual([]);
});

test('one that is put first is one move', () => {
  const before = ['a', 'b', 'c', 'd'].map((id) => shown(id));
  const after = ['d', 'a', 'b', 'c'].map((id) => shown(id));
  expect(programmeChanges(before, after)).toEqual([{ kind: 'moved', statementId: 'd', from: 4, to: 1 }]);
  expect(programmeChanges(after, before)).toEqual([{ kind: 'moved', statementId: 'd', from: 1, to: 4 }]);
});

test('a turned list keeps one in its place', () => {
  const before = ['a', 'b', 'c'].map((id) => shown(id));
  expect(programmeChanges(before, [...before].reverse())).toHaveLength(2);
});
