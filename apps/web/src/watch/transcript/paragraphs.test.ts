import { expect, it } from 'vitest';
import { type Paragraph, paragraphsOf, sentenceAt, sentencesOf } from './paragraphs.ts';

const cue = (startMs: number, endMs: number, text: string) => ({ startMs, endMs, text });
const texts = (all: Paragraph) => all.map(({ text }) => text);

it('captions are joined to whole sentences, and one that holds two is divided', () => {
  const all = sentencesOf([
    cue(0, 1_000, 'Thank you,\nMr. President.'),
    cue(1_000, 2_000, 'We speak for'),
    cue(2_000, 3_000, 'forty groups. Two of'),
    cue(3_100, 4_000, 'them are here.'),
  ]);
  expect(texts(all)).toEqual([
    'Thank you, Mr. President.',
    'We speak for forty groups.',
    'Two of them are here.',
  ]);
  expect(all.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 1_000],
    [1_000, 2_684],
    [2_684, 4_000],
  ]);
});

it('every script has its own full stop, and its own spaces', () => {
  expect(
    texts(sentencesOf([cue(0, 1_000, 'هل من جواب؟'), cue(1_000, 2_000, 'نعم.'), cue(2_000, 3_000, 'شكرا')])),
  ).toEqual(['هل من جواب؟', 'نعم.', 'شكرا']);
  expect(
    texts(sentencesOf([cue(0, 1_000, '谢谢主席。我们代表'), cue(1_000, 2_000, '四十个团体。')])),
  ).toEqual(['谢谢主席。', '我们代表四十个团体。']);
});

it('without full stops a pause ends a sentence, and no sentence is endless', () => {
  expect(texts(sentencesOf([cue(0, 1_000, 'thank you'), cue(3_000, 4_000, 'we ask')]))).toEqual([
    'thank you',
    'we ask',
  ]);
  const endless = Array.from({ length: 100 }, (_, i) => cue(i * 1_000, i * 1_000 + 1_000, 'words and words'));
  for (const { text } of sentencesOf(endless)) expect(text.length).toBeLessThan(400);
});

it('paragraphs follow the pauses of whoever speaks', () => {
  const long = `${'A word and '.repeat(16)}no more.`;
  const all = paragraphsOf([
    cue(0, 9_000, long),
    cue(9_200, 10_000, 'It goes on.'),
    cue(11_400, 12_000, 'Something else.'),
    cue(13_500, 14_000, 'A slow speaker.'),
    cue(17_000, 18_000, 'The end.'),
  ]);
  expect(all.map(texts)).toEqual([
    [long, 'It goes on.'],
    ['Something else.', 'A slow speaker.'],
    ['The end.'],
  ]);
  expect(paragraphsOf([])).toEqual([]);
});

it('the present sentence is the last that began', () => {
  const all = sentencesOf([cue(500, 1_000, 'One.'), cue(2_000, 3_000, 'Two.')]);
  expect([0, 499, 500, 1_500, 1_999, 2_000, 9_000].map((ms) => sentenceAt(all, ms))).toEqual([
    -1, -1, 0, 0, 0, 1, 1,
  ]);
});
