import { speechOfPeaks, spreadCaptions } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { describe, expect, it } from 'vitest';
import { dice, inRoom, peaksOf, readAloud } from './testing/spoken.ts';
import { SPOKEN_TEXTS } from './testing/spoken-texts.ts';

const ROOMS: readonly [name: string, noiseDb: number | null][] = [
  ['in a silent room', null],
  ['in a room 20 dB below', 20],
  ['in a room 12 dB below', 12],
];
const NEAR_MS = 1_000;
const SHARE = 0.9;

describe.skipIf(!requirePart('espeak'))('a written text that is read aloud', () => {
  it.each(SPOKEN_TEXTS)('in $language: nine sentences in ten begin within a second', (spoken) => {
    const { language, voice, paragraphs } = spoken;
    const roll = dice(language.charCodeAt(0) * 1_000 + language.charCodeAt(1));
    const { pcm, sentencesMs, lengthMs } = readAloud({ voice, paragraphs, roll });
    const text = paragraphs.map((sentences) => sentences.join(' ')).join('\n');
    for (const [room, noiseDb] of ROOMS) {
      const heard = noiseDb === null ? pcm : inRoom(pcm, noiseDb, roll);
      const speech = speechOfPeaks(peaksOf(heard), lengthMs);
      const { sentences } = spreadCaptions({ text, language, speech, takeMs: lengthMs });
      expect(sentences).toHaveLength(sentencesMs.length);
      const off = sentencesMs.map((ms, at) => Math.abs((sentences[at]?.startMs ?? 0) - ms));
      off.sort((a, b) => a - b);
      const near = off.filter((ms) => ms <= NEAR_MS).length;
      const [middle = 0, most = 0] = [off[Math.floor(off.length / 2)], off.at(-1)].map((ms) =>
        Math.round(ms ?? 0),
      );
      console.log(
        `captions in ${language}, ${room}: ${near} of ${off.length} within 1 s, half within ${middle} ms, all within ${most} ms`,
      );
      expect(near / off.length).toBeGreaterThanOrEqual(SHARE);
    }
  });
});
