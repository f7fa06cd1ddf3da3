import { describe, expect, it } from 'vitest';
import { captionLimits, columnsOf, cueWarnings } from './caption-rules.ts';
import { plainCueText } from './captions.ts';
import type { Range } from './edit.ts';
import { spokenWords } from './spoken-words.ts';
import { spreadCaptions } from './spread-captions.ts';

/** The same numbers at every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEXTS: Readonly<Record<string, string>> = {
  en: `Thank you, Mr. President. Our union speaks for 4,200 teachers in 37 districts.

In the third cycle, the State accepted recommendation 112.45 on free schooling; little has changed since. Fees are still asked for in 6 of 10 schools, and girls leave first. Why? Because families choose. A child who walks two hours a day, in the rain, with nothing eaten, does not learn.

We recommend: first, end all fees by 2027. Second, pay teachers on time. Third, publish the figures every year, by district and by sex, so that the UPR can see them.

We thank you.`,
  fr: `Merci, Monsieur le Président. Notre syndicat parle pour 4 200 enseignantes et enseignants.

Au troisième cycle, l’État a accepté la recommandation 112.45 ; peu de choses ont changé. Les frais sont encore exigés dans six écoles sur dix, et les filles partent les premières. Pourquoi ? Parce que les familles choisissent.

Nous recommandons de mettre fin à tous les frais avant 2027, de payer les enseignants à temps, et de publier les chiffres chaque année.`,
  ar: `شكرًا سيدي الرئيس. تتحدث نقابتنا باسم أربعة آلاف معلم ومعلمة في البلاد.

في الجولة الثالثة، قبلت الدولة التوصية بشأن التعليم المجاني؛ ولم يتغير الكثير منذ ذلك الحين. لا تزال الرسوم تُطلب في ست مدارس من كل عشر، والفتيات أول من يغادر. لماذا؟ لأن الأسر تضطر إلى الاختيار.

نوصي بإنهاء جميع الرسوم قبل عام 2027، وبدفع رواتب المعلمين في موعدها.`,
  zh: `主席先生，谢谢您。我们的工会代表全国四千二百名教师发言。

在第三轮审议中，国家接受了关于免费教育的建议，但此后变化不大。十所学校中仍有六所收取费用，女孩最先离开学校。为什么？因为家庭不得不选择。

我们建议在2027年之前取消所有费用，并按时支付教师工资。`,
  hi: `धन्यवाद, अध्यक्ष महोदय। हमारा संघ चार हज़ार शिक्षकों की ओर से बोलता है। तीसरे चक्र में राज्य ने निःशुल्क शिक्षा की सिफारिश स्वीकार की थी; तब से बहुत कम बदला है। दस में से छह विद्यालयों में अब भी शुल्क माँगा जाता है।`,
};

interface Reading {
  runs: Range[];
  takeMs: number;
  /** When each sentence truly began. */
  sentencesMs: number[];
}

/** Somebody who reads that text: with a pace of their own that changes, and pauses of every length. */
function read(text: string, language: string, roll: () => number): Reading {
  const words = spokenWords(text, language);
  const runs: Range[] = [];
  const sentencesMs: number[] = [];
  const pace = 140 + 120 * roll();
  let now = 300 + 2_500 * roll();
  let from = now;
  let begins = true;
  let hurry = 1;
  for (const [at, { weight, after }] of words.entries()) {
    if (begins) {
      sentencesMs.push(Math.round(now));
      hurry = 0.85 + 0.3 * roll();
    }
    now += weight * pace * hurry * (0.7 + 0.6 * roll());
    begins = after === 'sentence' || after === 'paragraph';
    const last = at + 1 === words.length;
    let pause = 0;
    if (after === 'paragraph') pause = 500 + 1_500 * roll();
    else if (after === 'sentence') pause = roll() < 0.1 ? 0 : 250 + 900 * roll();
    else if (after === 'clause') pause = roll() < 0.3 ? 0 : 150 + 350 * roll();
    else if (roll() < 0.05) pause = 150 + 500 * roll();
    if (pause === 0 && !last) continue;
    runs.push({ startMs: Math.round(from), endMs: Math.round(now) });
    now += pause;
    from = now;
  }
  return { runs, takeMs: Math.round(now + 1_500 * roll()), sentencesMs };
}

const plain = (text: string) => text.replace(/\s+/g, '');

describe.each(Object.entries(TEXTS))('a text in %s', (language, text) => {
  const limits = captionLimits(language);

  it('is shown word for word, in lines that can be read, in order and apart, for every reader', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { runs, takeMs } = read(text, language, dice(seed));
      const { cues, sentences } = spreadCaptions({ text, language, speech: { runs }, takeMs });
      expect(plain(cues.map((cue) => plainCueText(cue.text)).join(''))).toBe(plain(text));
      for (const [at, cue] of cues.entries()) {
        expect(cue.startMs).toBeGreaterThanOrEqual(cues[at - 1]?.endMs ?? 0);
        expect(cue.endMs).toBeGreaterThan(cue.startMs);
        expect(cue.endMs).toBeLessThanOrEqual(takeMs);
        const lines = plainCueText(cue.text).split('\n');
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(limits.lineColumns);
      }
      for (const { startMs, cue } of sentences) {
        expect(startMs).toBeGreaterThanOrEqual(cues[cue]?.startMs ?? takeMs);
        expect(startMs).toBeLessThanOrEqual(cues[cue]?.endMs ?? 0);
      }
    }
  });

  it('begins its sentences when they are spoken', () => {
    let near = 0;
    let all = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const { runs, takeMs, sentencesMs } = read(text, language, dice(seed));
      const { sentences } = spreadCaptions({ text, language, speech: { runs }, takeMs });
      expect(sentences).toHaveLength(sentencesMs.length);
      for (const [at, ms] of sentencesMs.entries()) {
        all += 1;
        if (Math.abs((sentences[at]?.startMs ?? 0) - ms) <= 1_000) near += 1;
      }
    }
    expect(near / all).toBeGreaterThan(0.95);
  });

  it('moves with what it is spread over', () => {
    const { runs, takeMs } = read(text, language, dice(7));
    const by = (range: Range) => ({ startMs: range.startMs + 5_000, endMs: range.endMs + 5_000 });
    const first = spreadCaptions({ text, language, speech: { runs }, takeMs });
    const later = spreadCaptions({ text, language, speech: { runs: runs.map(by) }, takeMs: takeMs + 5_000 });
    expect(later.cues.map(({ startMs }) => startMs - 5_000)).toEqual(
      first.cues.map(({ startMs }) => startMs),
    );
  });
});

it('a cough before, an applause behind and a greeting that was not written are nobody’s words', () => {
  const text = TEXTS.en ?? '';
  let near = 0;
  let all = 0;
  for (let seed = 1; seed <= 30; seed += 1) {
    const roll = dice(seed);
    const { runs, takeMs, sentencesMs } = read(text, 'en', roll);
    const laterMs = 6_000;
    const moved = runs.map(({ startMs, endMs }) => ({ startMs: startMs + laterMs, endMs: endMs + laterMs }));
    const last = moved.at(-1)?.endMs ?? 0;
    const more = [
      { startMs: 400, endMs: 700 },
      { startMs: 1_500, endMs: 4_200 },
      ...moved,
      { startMs: last + 1_200, endMs: last + 4_000 },
    ];
    const found = spreadCaptions({
      text,
      language: 'en',
      speech: { runs: more },
      takeMs: takeMs + laterMs + 4_000,
    });
    for (const [at, ms] of sentencesMs.entries()) {
      all += 1;
      if (Math.abs((found.sentences[at]?.startMs ?? 0) - ms - laterMs) <= 1_000) near += 1;
    }
  }
  expect(near / all).toBeGreaterThan(0.9);
});

it('sentences of the text that are not said are left out, and the others stay where they are', () => {
  const text = TEXTS.en ?? '';
  const [first = '', ...others] = text.split('\n\n');
  const unsaid =
    'There is a further matter, which the report of our members describes, and for which there is no time today.';
  let near = 0;
  let all = 0;
  for (let seed = 1; seed <= 30; seed += 1) {
    const { runs, takeMs, sentencesMs } = read(text, 'en', dice(seed));
    const longer = [first, unsaid, `${unsaid} ${unsaid}`, ...others].join('\n\n');
    const { sentences } = spreadCaptions({ text: longer, language: 'en', speech: { runs }, takeMs });
    all += sentencesMs.length;
    near += sentencesMs.filter((ms) =>
      sentences.some(({ startMs }) => Math.abs(startMs - ms) <= 1_000),
    ).length;
    const asItIs = spreadCaptions({ text, language: 'en', speech: { runs }, takeMs });
    expect(asItIs.leftOut).toBe(0);
  }
  expect(near / all).toBeGreaterThan(0.9);
});

describe('what cannot be spread', () => {
  const speech = { runs: [{ startMs: 0, endMs: 60_000 }] };
  const refuses = (text: string, runs = speech.runs) =>
    expect(() => spreadCaptions({ text, language: 'en', speech: { runs }, takeMs: 60_000 }));

  it('is said', () => {
    refuses(' \n—\n').toThrow(expect.objectContaining({ code: 'captions_no_text' }));
    refuses('Hello.', []).toThrow(expect.objectContaining({ code: 'captions_no_speech' }));
    refuses('Hello.').toThrow(expect.objectContaining({ code: 'captions_do_not_fit' }));
    refuses('Every child has a right to school. '.repeat(2_000)).toThrow(
      expect.objectContaining({ code: 'captions_do_not_fit' }),
    );
  });
});

it('signs that are markup in captions are signs', () => {
  const speech = { runs: [{ startMs: 100, endMs: 2_000 }] };
  const { cues } = spreadCaptions({ text: 'R&D <b>grew</b> by 3.', language: 'en', speech, takeMs: 3_000 });
  expect(cues.map(({ text }) => text)).toEqual(['R&amp;D &lt;b&gt;grew&lt;/b&gt; by 3.']);
});

it('warnings are of a script’s own measure', () => {
  const cue = (text: string, lengthMs: number) => ({ startMs: 0, endMs: lengthMs, text });
  const warned = (text: string, lengthMs: number, language: string) =>
    cueWarnings(cue(text, lengthMs), undefined, captionLimits(language));
  expect(warned('每个孩子都有上学的权利这是我们的建议', 1_000, 'zh')).toEqual(['too_fast']);
  expect(warned('a'.repeat(18), 1_000, 'en')).toEqual([]);
  expect(warned(`${'a'.repeat(43)}\nb\nc`, 500, 'en')).toEqual([
    ...['too_fast', 'line_too_long', 'too_many_lines', 'too_short'],
  ]);
  // Vowel marks take no place of their own.
  expect(columnsOf('كُلُّ طِفْلٍ')).toBe(6);
  expect(
    cueWarnings(cue('Hello.', 2_000), { startMs: 1_500, endMs: 3_000, text: 'x' }, captionLimits('en')),
  ).toEqual(['overlaps']);
});
