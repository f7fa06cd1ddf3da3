import type { RenditionName } from '@rostrum/domain';
import { renditionsFor } from '../../../packages/media/src/video-run.ts';
import { sourceOf } from '../bare-runs.ts';
import { benchClip, type Scene } from '../clips.ts';
import type { Lab } from '../lab.ts';
import { encodedQuality, type Quality, type Trial } from '../quality.ts';
import { type Row, row } from '../row.ts';
import { interpolate, spreadOf } from '../statistics.ts';

const SCENES: readonly Scene[] = ['tripod', 'handheld'];
const SECONDS = 6;
const QUICK_SECONDS = 2;
const GOAL = 0.7;

/** What ladders of the trade give these heights, in kbit/s. */
const COMMON_LADDER: Record<RenditionName, number> = {
  '1080p': 4500,
  '720p': 2500,
  '480p': 1200,
  '360p': 700,
  '240p': 350,
};

/** kbit/s of every rendition: ours, and the fixed rate at which it looks the same. */
type Ladder = ReadonlyMap<RenditionName, { ours: number; fixed: number; ssim: number }>;

/** Bytes at equal looks: SSIM against the source at each rendition's size. */
export async function bytesRows(lab: Lab): Promise<Row[]> {
  const seconds = lab.quick ? QUICK_SECONDS : SECONDS;
  const ladders = new Map<Scene, Ladder>();
  const rows: Row[] = [];
  for (const scene of SCENES) {
    lab.say(`${scene}: looking for the fixed rates that look the same…`);
    const file = await benchClip({ scene, seconds, codec: 'h264' }, lab.signal);
    const source = await sourceOf(file);
    const trial: Trial = { file, source, renditions: renditionsFor(source) };
    const ours = await encodedQuality(lab, trial);
    const ladder = await fixedLadder(lab, trial, ours, seconds);
    ladders.set(scene, ladder);
    rows.push(
      compared(
        `bytes of all renditions ÷ fixed bit rates of equal SSIM (${scene})`,
        [ladder],
        (name) => [ladder.get(name)?.fixed ?? Number.NaN],
        GOAL,
        `${looks(ladder)}. The same encoder on both sides: a steady picture gains nothing by rate control alone.`,
      ),
    );
    if (scene === 'tripod') rows.push(await reorderingRow(lab, trial, ours, seconds));
  }
  const all = [...ladders.values()];
  const hardest = (name: RenditionName) =>
    Math.max(...all.map((ladder) => ladder.get(name)?.fixed ?? Number.NaN));
  return [
    compared(
      `bytes of all renditions ÷ one fixed ladder that no picture looks worse on (${SCENES.join(' and ')})`,
      all,
      (name) => all.map(() => hardest(name)),
      GOAL,
      'A fixed ladder is chosen before the picture is known, so it must do for the hardest of them.',
    ),
    compared(
      `bytes of all renditions ÷ the usual fixed ladder (${Object.values(COMMON_LADDER).join('/')} kbit/s), whatever it looks like`,
      all,
      (name) => all.map(() => COMMON_LADDER[name]),
      null,
      '',
    ),
    ...rows,
  ];
}

function compared(
  name: string,
  ladders: readonly Ladder[],
  fixedOf: (rendition: RenditionName) => readonly number[],
  goal: number | null,
  note: string,
): Row {
  const names = [...(ladders[0]?.keys() ?? [])];
  const sum = (figures: readonly number[]) => figures.reduce((total, one) => total + one, 0);
  const value =
    sum(ladders.flatMap((ladder) => [...ladder.values()].map(({ ours }) => ours))) / ladders.length;
  const baseline = sum(names.flatMap(fixedOf)) / ladders.length;
  // From rendition to rendition: an encoder given the same picture does the same again.
  const each = names.map((rendition) => {
    const ours = sum(ladders.map((ladder) => ladder.get(rendition)?.ours ?? Number.NaN));
    return ours / sum(fixedOf(rendition));
  });
  return row({ name, value, unit: 'kbit/s', baseline, judged: 'ratio', goal, spread: spreadOf(each), note });
}

function looks(ladder: Ladder): string {
  return [...ladder]
    .map(([name, { ours, ssim }]) => `${name} ${ours.toFixed(0)} kbit/s at ${ssim.toFixed(4)}`)
    .join(', ');
}

const TRIALS = 3;
const STEP = 1.25;

/** Tries the same encoder at fixed rates until they stand on both sides of our looks, all renditions at once. */
async function fixedLadder(
  lab: Lab,
  trial: Trial,
  ours: readonly Quality[],
  seconds: number,
): Promise<Ladder> {
  const kbps = (bytes: number) => (bytes * 8) / 1000 / seconds;
  const tried = new Map<RenditionName, { x: number; y: number }[]>(
    ours.map(({ rendition }) => [rendition, []]),
  );
  const wanted = new Map(ours.map(({ rendition, bytes }) => [rendition, kbps(bytes)]));
  for (let n = 0; n < TRIALS; n += 1) {
    const rates = new Map(wanted);
    const found = await encodedQuality(lab, {
      ...trial,
      alter: (options, name) => atFixedRate(options, rates.get(name) ?? Number.NaN),
    });
    for (const [at, { rendition, bytes, ssim }] of found.entries()) {
      const points = tried.get(rendition) ?? [];
      points.push({ x: Math.log(kbps(bytes)), y: ssim });
      const goal = ours[at]?.ssim ?? Number.NaN;
      const asked = rates.get(rendition) ?? Number.NaN;
      const next =
        points.length < 2 ? asked * (ssim < goal ? STEP : 1 / STEP) : Math.exp(interpolate(points, goal));
      // A trial that says nonsense must not send the next one to nowhere.
      wanted.set(rendition, Math.min(asked * 3, Math.max(asked / 3, next)));
    }
  }
  return new Map(
    ours.map(({ rendition, bytes, ssim }) => {
      const fixed = Math.exp(interpolate(tried.get(rendition) ?? [], ssim));
      return [rendition, { ours: kbps(bytes), fixed, ssim }];
    }),
  );
}

function without(options: readonly string[], ...names: readonly string[]): string[] {
  return options.filter((token, at) => !names.includes(token) && !names.includes(options[at - 1] ?? ''));
}

function atFixedRate(options: readonly string[], kbps: number): string[] {
  const rate = ['-b:v', `${Math.round(kbps)}k`, '-maxrate', `${Math.round(kbps * 1.1)}k`];
  return [
    ...without(options, '-crf', '-maxrate', '-bufsize'),
    ...rate,
    '-bufsize',
    `${Math.round(kbps * 2)}k`,
  ];
}

/** What it costs that no picture is reordered. */
async function reorderingRow(
  lab: Lab,
  trial: Trial,
  ours: readonly Quality[],
  seconds: number,
): Promise<Row> {
  lab.say('the same with reordered pictures…');
  const points = new Map<RenditionName, { x: number; y: number }[]>();
  for (const finer of [0, 2]) {
    const found = await encodedQuality(lab, {
      ...trial,
      alter: (options) => finerBy(without(options, '-bf'), finer),
    });
    for (const { rendition, bytes, ssim } of found)
      points.set(rendition, [...(points.get(rendition) ?? []), { x: Math.log(bytes), y: ssim }]);
  }
  const kbps = (bytes: number) => (bytes * 8) / 1000 / seconds;
  const pairs = ours.map(({ rendition, bytes, ssim }) => ({
    ours: kbps(bytes),
    reordered: kbps(Math.exp(interpolate(points.get(rendition) ?? [], ssim))),
  }));
  return row({
    name: 'bytes without reordered pictures (-bf 0) ÷ with the preset’s three, at equal SSIM (tripod)',
    value: pairs.reduce((sum, pair) => sum + pair.ours, 0),
    baseline: pairs.reduce((sum, pair) => sum + pair.reordered, 0),
    unit: 'kbit/s',
    judged: 'ratio',
    spread: spreadOf(pairs.map((pair) => pair.ours / pair.reordered)),
    note: 'The price of segments without edit lists that are shown on time by ffmpeg and all that is built on it.',
  });
}

function finerBy(options: readonly string[], steps: number): string[] {
  return options.map((token, at) => (options[at - 1] === '-crf' ? String(Number(token) - steps) : token));
}
