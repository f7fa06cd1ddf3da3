import type { Edit } from '@rostrum/domain';
import { waitFor } from '@rostrum/testkit/services';
import { benchClip } from '../clips.ts';
import { watchCpu } from '../cpu-time.ts';
import type { CutEntry } from '../journal.ts';
import type { Lab, Running } from '../lab.ts';
import { LONGEST_STATEMENT, type LongTake, readyLongTake } from '../long-take.ts';
import { playableAt } from '../playable-at.ts';
import { type Row, row } from '../row.ts';
import { median, spreadOf } from '../statistics.ts';
import { bareRun } from './prepare.ts';

const BOUND =
  'Until the first segments of picture and sound are fetched: bounded by the processor time of the first edge (at most one GOP, in every rendition) and, beside it, of the sound’s edges and the loudness of the whole cut; nothing else is begun before. Whole segments are copied in the store, not through this machine. It may be decided on once it is ready, with all segments, poster, storyboard, waveform and master of it.';
const RUNS = 3;
const LONGEST_MS = 10 * 60_000;
/** Long enough for the start of a process to be nothing, short enough to be affordable. */
const SAMPLE_SECONDS = 30;

interface Cut {
  /** From the request until it plays, and until it may be decided on. */
  seconds: number;
  listedSeconds: number;
  readySeconds: number;
  cpuSeconds: number;
  keptMs: number;
}

/** A cut of a whole statement, from the coordinator's request until it plays, against encoding the same anew. */
export async function cutRows(lab: Lab): Promise<Row[]> {
  const take = await readyLongTake(lab);
  const running = await lab.running();
  const lengthMs = (lab.quick ? 12 : LONGEST_STATEMENT) * 1000;
  const plain: Cut[] = [];
  const removing: Cut[] = [];
  for (let n = 1; n <= lab.times(RUNS); n += 1) {
    lab.say(`Cutting, ${n} of ${lab.times(RUNS)}…`);
    plain.push(await cut(running, take, edit(lengthMs, n, false)));
    removing.push(await cut(running, take, edit(lengthMs, n, true)));
  }
  lab.say('Encoding the same anew…');
  const seconds = lab.quick ? 4 : SAMPLE_SECONDS;
  const sample = await bareRun(lab, await benchClip({ scene: 'tripod', seconds, codec: 'h264' }, lab.signal));
  const anew = {
    perMs: sample.seconds / (seconds * 1000),
    cpuPerMs: sample.cpuSeconds / (seconds * 1000),
    seconds,
  };
  return [
    ...rowsOf('cut of a 7 min statement → playable (in and out)', 4, plain, anew),
    ...rowsOf('cut of a 7 min statement → playable (in, out, one removal)', 5, removing, anew),
  ];
}

/** Nowhere on a key picture, and never the same twice: what was made before would be given again. */
function edit(lengthMs: number, n: number, removal: boolean): Edit {
  const at = (share: number) => Math.round(lengthMs * share) + n * 37;
  const removals = removal ? [{ startMs: at(0.401), endMs: at(0.487) }] : [];
  return { inMs: at(0.0293), outMs: at(0.9637), removals };
}

async function cut(running: Running, take: LongTake, wanted: Edit): Promise<Cut> {
  const { coordinator } = running.session;
  const cpu = watchCpu(running.product.pids().worker);
  const began = performance.now();
  const asked = await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: take.takeId },
    body: wanted,
  });
  const until = (what: string, reached: (entry: CutEntry) => boolean) =>
    waitFor(
      what,
      async () => {
        const entry = await running.journal.cut(asked.id);
        if (entry.state === 'failed') throw new Error('the cut failed');
        return reached(entry);
      },
      LONGEST_MS,
    );
  const viewed = async () => {
    const { takes } = await coordinator.call('GET /api/v1/statements/{id}', {
      params: { id: take.statementId },
    });
    return takes.flatMap(({ cuts }) => cuts).find(({ id }) => id === asked.id);
  };
  await until('the cut’s playlist', ({ listed }) => listed);
  const listedAt = performance.now();
  const playing = await playableAt(running.product.url, (await viewed())?.previewUrl ?? '');
  await until('the cut', ({ state }) => state === 'ready');
  const cpuSeconds = cpu.stop();
  const { askedAt, readyAt } = await running.journal.cut(asked.id);
  const view = await viewed();
  return {
    seconds: (playing - began) / 1000,
    listedSeconds: (listedAt - began) / 1000,
    readySeconds: (readyAt - askedAt) / 1000,
    cpuSeconds,
    keptMs: view?.measuredMs ?? Number.NaN,
  };
}

function rowsOf(
  name: string,
  goalSeconds: number,
  cuts: readonly Cut[],
  anew: { perMs: number; cpuPerMs: number; seconds: number },
): Row[] {
  const seconds = cuts.map((one) => one.seconds);
  const value = median(seconds);
  const listedMs = median(cuts.map((one) => one.listedSeconds)) * 1000;
  const readyMs = median(cuts.map((one) => one.readySeconds)) * 1000;
  const keptMs = median(cuts.map((one) => one.keptMs));
  const cpu = { value: median(cuts.map((one) => one.cpuSeconds)), baseline: keptMs * anew.cpuPerMs };
  const parts = [
    { name: 'asked → playlist in the row', ms: listedMs },
    { name: 'playlists and first segments', ms: value * 1000 - listedMs },
    { name: 'plays → ready', ms: readyMs - value * 1000 },
  ];
  const ratios = seconds.map((one) => one / (keptMs * anew.perMs));
  return [
    row({
      name,
      value,
      unit: 's',
      goal: goalSeconds,
      spread: spreadOf(seconds),
      cpu: { ...cpu, baseline: null },
      parts,
      note: BOUND,
    }),
    row({
      name: `${name} ÷ encoding it again`,
      value,
      unit: 's',
      baseline: keptMs * anew.perMs,
      judged: 'ratio',
      goal: 0.02,
      spread: spreadOf(ratios),
      cpu,
      note: `Encoding again is one bare ffmpeg over ${anew.seconds} s of the same picture, reckoned up to the cut’s length.`,
    }),
  ];
}
