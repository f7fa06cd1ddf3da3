import { expect, test } from 'vitest';
import { createUnanswered } from './unanswered.ts';

interface Said {
  readonly question: string;
  readonly answer: string;
}
type Now = Readonly<Record<string, string>>;
const KEY = ['statement', 's1', 'checklist'];
const unanswered = () =>
  createUnanswered<Now, Said>((now, { question, answer }) => ({ ...now, [question]: answer }));

/** A server that answers when it is told to, with what it knows at that time. */
function server() {
  let answer: (now: Now) => void = () => {};
  return {
    ask: () =>
      new Promise<Now>((resolve) => {
        answer = resolve;
      }),
    answers: (now: Now) => answer(now),
  };
}

test('what was said and not heard yet stands over what the server answers', async () => {
  const { say, over } = unanswered();
  const { ask, answers } = server();
  say(KEY, { question: 'one', answer: 'yes' });
  const shown = over(KEY, ask);
  say(KEY, { question: 'two', answer: 'yes' });
  answers({ three: 'no' });
  expect(await shown).toEqual({ one: 'yes', two: 'yes', three: 'no' });
});

test('what was heard while the server was answering is not lost with an older answer', async () => {
  const { say, over } = unanswered();
  const { ask, answers } = server();
  const heard = say(KEY, { question: 'one', answer: 'yes' });
  const shown = over(KEY, ask);
  heard();
  answers({});
  expect(await shown).toEqual({ one: 'yes' });
});

test('what was answered counts no longer: the server’s word stands, and so does the last said of two', async () => {
  const { say, over } = unanswered();
  const first = say(KEY, { question: 'one', answer: 'yes' });
  const second = say(KEY, { question: 'one', answer: 'no' });
  expect(await over(KEY, async () => ({}))).toEqual({ one: 'no' });
  first();
  expect(await over(KEY, async () => ({}))).toEqual({ one: 'no' });
  second();
  expect(await over(KEY, async () => ({ one: 'n/a' }))).toEqual({ one: 'n/a' });
});

test('what was said of one take is not said of another', async () => {
  const { say, over } = unanswered();
  say([...KEY, 'take 1'], { question: 'one', answer: 'yes' });
  expect(await over([...KEY, 'take 2'], async () => ({}))).toEqual({});
});

test('what could not be asked fails as it is', async () => {
  const { say, over } = unanswered();
  say(KEY, { question: 'one', answer: 'yes' });
  await expect(over(KEY, () => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
});
