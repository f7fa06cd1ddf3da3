import type { CutWithMedia, SpeakerStatementState, TakeWithCuts } from '@rostrum/core';
import { editLengthMs, type Finding, isRemovedFinding, type RemovedFinding } from '@rostrum/domain';
import { html, type Markup } from './html.ts';
import type { PlainKey, PlainWords } from './plain-words.ts';

type Told = Exclude<Finding['code'], RemovedFinding | 'needs_cut'>;

/** What a speaker may want to mend stands first; the rest is for their ease. */
const SAID: Readonly<Record<Told, { key: PlainKey; better: boolean }>> = {
  shorter_than_expected: { key: 'plain.finding.shorter_than_expected', better: true },
  silent: { key: 'plain.finding.silent', better: true },
  very_quiet: { key: 'plain.finding.very_quiet', better: true },
  clipped: { key: 'plain.finding.clipped', better: true },
  one_side_only: { key: 'plain.finding.one_side_only', better: true },
  silence_at_start: { key: 'plain.finding.silence_at_start', better: true },
  silence_within: { key: 'plain.finding.silence_within', better: true },
  silence_at_end: { key: 'plain.finding.silence_at_end', better: true },
  low_resolution: { key: 'plain.finding.low_resolution', better: true },
  rotated: { key: 'plain.finding.rotated', better: false },
  portrait: { key: 'plain.finding.portrait', better: false },
  hdr: { key: 'plain.finding.hdr', better: false },
  variable_frame_rate: { key: 'plain.finding.variable_frame_rate', better: false },
  interlaced: { key: 'plain.finding.interlaced', better: false },
  no_container_length: { key: 'plain.finding.no_container_length', better: false },
  several_audio_streams: { key: 'plain.finding.several_audio_streams', better: false },
  sound_only: { key: 'plain.finding.sound_only', better: false },
};

const isTold = (code: Finding['code']): code is Told => code !== 'needs_cut' && !isRemovedFinding(code);

/** Over the floor time, and no part of it is chosen that is not: somebody has to shorten it. */
export function needsCut(take: TakeWithCuts): boolean {
  return take.state === 'ready' && take.fit.fit === 'needs_cut' && chosenPart(take) === null;
}

/** The newest cut, where it is made or being made and keeps to the floor time. */
function chosenPart({ cuts: [newest] }: TakeWithCuts): CutWithMedia | null {
  if (newest === undefined || newest.state === 'failed') return null;
  return newest.fit.fit === 'needs_cut' || newest.fit.fit === 'over_tolerance' ? null : newest;
}

/** How the length stands to the floor time, and what the checks found, once all of it was looked at. */
export function foundPart(
  words: PlainWords,
  state: SpeakerStatementState,
  take: TakeWithCuts,
): Markup | null {
  if (take.state !== 'ready' || take.verdict?.outcome !== 'accepted') return null;
  const told = take.verdict.findings
    .flatMap(({ code, figures = {} }) => (isTold(code) ? [{ ...SAID[code], figures }] : []))
    .sort((a, b) => Number(b.better) - Number(a.better));
  const over = overPart(words, state, take);
  if (over === null && told.length === 0) return null;
  const lengthOf = (ms: number | undefined) => (ms === undefined || ms < 0 ? '–' : words.length(ms));
  const list = told.map(
    ({ key, figures }) =>
      html`<li>${words.say(key, {
        length: lengthOf(figures.measuredMs),
        minimum: lengthOf(figures.minimumMs),
        start: lengthOf(figures.startMs),
        end: lengthOf(figures.endMs),
      })}</li>`,
  );
  const again = state.mayBegin && told.some(({ better }) => better);
  return html`<h2>${words.say('plain.found.title')}</h2>
${over}
${list.length === 0 ? null : html`<ul>${list}</ul>`}
${again ? html`<p>${words.say('plain.found.do')}</p>` : null}`;
}

function overPart(words: PlainWords, { floor }: SpeakerStatementState, take: TakeWithCuts): Markup | null {
  if (take.fit.fit !== 'needs_cut' || take.measuredMs === null) return null;
  const figures = { length: words.length(take.measuredMs), limit: words.length(floor.maximumMs) };
  const part = chosenPart(take);
  if (part !== null) {
    const length = words.length(part.measuredMs ?? editLengthMs(part.edit));
    return html`<p>${words.say('plain.cut.chosen', { ...figures, part: length })}</p>`;
  }
  // A begun second is taken out whole: never 0:00.
  const over = words.length(Math.ceil(take.fit.overMs / 1000) * 1000);
  return html`<p role="alert">${words.say('plain.cut.text', { ...figures, over })}</p>`;
}
