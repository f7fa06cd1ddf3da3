import { expect, test } from 'vitest';
import { ASKED_QUESTION_STATES, QUESTION_ACTS, QUESTION_MOVES, SPEAKER_SEES } from './asked-question.ts';

test('nothing is shown but by a coordinator, after an answer that follows their passing it on', () => {
  const into = (state: string) => QUESTION_ACTS.filter((act) => QUESTION_MOVES[act].to === state);
  expect(into('shown')).toEqual(['show']);
  expect(QUESTION_MOVES.show.from).toEqual(['answered']);
  expect(into('answered')).toEqual(['answer']);
  expect(QUESTION_MOVES.answer.from).not.toContain('asked');
  expect(QUESTION_MOVES.answer.from).not.toContain('set_aside');
  expect(QUESTION_MOVES.answer.from).not.toContain('shown');
});

test('whatever the state, a coordinator can take it from view', () => {
  const left = ASKED_QUESTION_STATES.filter((state) => !QUESTION_MOVES.set_aside.from.includes(state));
  expect(left).toEqual(['set_aside']);
  expect(SPEAKER_SEES).not.toContain('set_aside');
  expect(SPEAKER_SEES).not.toContain('asked');
});
