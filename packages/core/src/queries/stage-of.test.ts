import type { StatementState, TakeState } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { deadlineFact, type StageFacts, stageOf } from './stage-of.ts';

/** Takes by their states, oldest first; their number is their id. */
function facts(state: StatementState, takes: TakeState[], more: Partial<StageFacts> = {}): StageFacts {
  return {
    state,
    takes: takes.map((one, i) => ({ id: String(i + 1), number: i + 1, state: one })).reverse(),
    decision: null,
    published: false,
    deadline: 'ahead',
    ...more,
  };
}
const about = (takeId: string) => ({ decision: { takeId } });

describe('a stage', () => {
  it.each([
    ['invited', facts('invited', [])],
    ['invited', facts('invited', ['abandoned'])],
    ['due_soon', facts('invited', [], { deadline: 'near' })],
    ['missing', facts('invited', ['abandoned'], { deadline: 'passed' })],
    ['arriving', facts('invited', ['receiving'], { deadline: 'passed' })],
    ['preparing', facts('in_review', ['received'])],
    ['failed', facts('in_review', ['failed'])],
    ['failed', facts('in_review', ['ready', 'failed', 'refused'])],
    ['preparing', facts('in_review', ['failed', 'preparing'])],
    ['refused', facts('invited', ['refused'])],
    ['to_review', facts('in_review', ['ready'])],
    ['to_review', facts('in_review', ['ready', 'refused'])],
    // A no, or an undo: the same take asks for a word again.
    ['to_review', facts('in_review', ['ready'], about('1'))],
    ['changes_requested', facts('changes_requested', ['ready'], about('1'))],
    ['arriving', facts('changes_requested', ['ready', 'receiving'], about('1'))],
    ['refused', facts('changes_requested', ['ready', 'refused'], about('1'))],
    ['awaiting_speaker', facts('awaiting_speaker', ['ready'], about('1'))],
    ['approved', facts('approved', ['ready'], about('1'))],
    ['in_programme', facts('approved', ['ready'], { ...about('1'), published: true })],
    // A newer take waits for its own word while the older one stays published.
    ['to_review', facts('approved', ['ready', 'ready'], { ...about('1'), published: true })],
    ['in_programme', facts('approved', ['ready', 'refused'], { ...about('1'), published: true })],
    ['declined', facts('declined', ['ready'], about('1'))],
    ['withdrawn', facts('withdrawn', ['receiving'])],
  ] as const)('%s', (stage, given) => {
    expect(stageOf(given)).toBe(stage);
  });
});

describe('a deadline', () => {
  const now = new Date('2020-11-02T09:00:00Z');
  const inMs = (ms: number) => new Date(now.getTime() + ms);
  it.each([
    ['ahead', null],
    ['ahead', inMs(1001)],
    ['near', inMs(1000)],
    ['near', inMs(0)],
    ['passed', inMs(-1)],
  ] as const)('is %s', (fact, deadlineAt) => {
    expect(deadlineFact(deadlineAt, now, 1000)).toBe(fact);
  });
});
