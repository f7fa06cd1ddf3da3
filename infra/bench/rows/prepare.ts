import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { bareTokens, inTurnTokens, sourceOf } from '../bare-runs.ts';
import { benchClip } from '../clips.ts';
import { watchCpu } from '../cpu-time.ts';
import type { Lab } from '../lab.ts';
import { type Row, row } from '../row.ts';
import { comparePairs, median } from '../statistics.ts';
import { timedFfmpeg } from '../timed-ffmpeg.ts';
import { untilTake } from '../until-take.ts';

interface Cost {
  seconds: number;
  cpuSeconds: number;
  /** Processor time by what it went into. */
  spentOn?: { name: string; ms: number }[];
}

const PAIRS = 3;
const HEVC_PAIRS = 2;
const QUICK_SECONDS = 4;

/** Preparing a take in the running product, against ffmpeg alone. */
export async function prepareRows(lab: Lab): Promise<Row[]> {
  const h264 = await benchClip(
    { scene: 'tripod', seconds: lab.quick ? QUICK_SECONDS : 30, codec: 'h264' },
    lab.signal,
  );
  const hevc = await benchClip(
    { scene: 'tripod', seconds: lab.quick ? QUICK_SECONDS : 15, codec: 'hevc-hlg' },
    lab.signal,
  );
  // The first of its kind pays for what is loaded once; it is told of nowhere.
  await prepareInProduct(lab, await benchClip({ scene: 'tripod', seconds: 2, codec: 'h264' }, lab.signal));

  const prepared: Cost[] = [];
  const bare: Cost[] = [];
  const inTurn: Cost[] = [];
  for (let n = 1; n <= lab.times(PAIRS); n += 1) {
    lab.say(`H.264, ${n} of ${lab.times(PAIRS)}…`);
    prepared.push(await prepareInProduct(lab, h264));
    bare.push(await bareRun(lab, h264));
    inTurn.push(await inTurnRun(lab, h264));
  }
  const hevcPrepared: Cost[] = [];
  const hevcInTurn: Cost[] = [];
  for (let n = 1; n <= lab.times(HEVC_PAIRS); n += 1) {
    lab.say(`HEVC, ${n} of ${lab.times(HEVC_PAIRS)}…`);
    hevcPrepared.push(await prepareInProduct(lab, hevc));
    hevcInTurn.push(await inTurnRun(lab, hevc));
  }
  return [
    compared('prepare ÷ one bare ffmpeg (H.264 1080p, tripod)', prepared, bare, 1.05, OVERHEAD),
    compared('prepare ÷ one ffmpeg per rendition (H.264 1080p, tripod)', prepared, inTurn, 0.7, SHARED),
    compared(
      'prepare ÷ one ffmpeg per rendition (HEVC 10-bit HLG 1080p, tripod)',
      hevcPrepared,
      hevcInTurn,
      0.4,
      MAPPED,
    ),
  ];
}

const OVERHEAD =
  'From the state "preparing" to "ready"; above the bare run are queue, storage, sandbox, loudness, segments, poster, storyboard, waveform and master. The parts are processor time, by the file that each ffmpeg makes. One ffmpeg leaves some of two cores idle, and the sound lives on that.';
const SHARED =
  'Bounded by the encoders: one decode and the scaling are all that renditions can share, x264 costs the same either way.';
const MAPPED =
  'Of the processor time of the runs in turn, the encoders alone are 0.29 and one decode 0.08, which nothing here can lessen; the rest is tone mapping, once at 1080 lines here and at each rendition’s own size there.';

function compared(
  name: string,
  ours: readonly Cost[],
  others: readonly Cost[],
  goal: number,
  note: string,
): Row {
  const pairs = ours.map(({ seconds }, n) => ({
    value: seconds,
    baseline: others[n]?.seconds ?? Number.NaN,
  }));
  const cpu = {
    value: median(ours.map(({ cpuSeconds }) => cpuSeconds)),
    baseline: median(others.map(({ cpuSeconds }) => cpuSeconds)),
  };
  const middle = ours.toSorted((a, b) => a.cpuSeconds - b.cpuSeconds)[ours.length >> 1];
  const parts = (middle?.spentOn ?? []).map(({ name: part, ms }) => ({ name: `processor: ${part}`, ms }));
  return row({ name, unit: 's', ...comparePairs(pairs), judged: 'ratio', goal, cpu, parts, note });
}

/** One take, from the moment at which it waits to be prepared until it is ready. */
async function prepareInProduct(lab: Lab, file: string): Promise<Cost> {
  const running = await lab.running();
  const invited = await running.session.invite();
  const worker = running.product.pids().worker;
  await running.session.send(invited, file);
  await untilTake(running, invited.statementId, ['preparing', 'ready']);
  const cpu = watchCpu(worker);
  const takeId = await untilTake(running, invited.statementId, ['ready']);
  const cpuSeconds = cpu.stop();
  const spentOn = cpu.spentOn();
  const states = await running.journal.takeStates(takeId);
  const seconds = ((states.get('ready') ?? Number.NaN) - (states.get('preparing') ?? Number.NaN)) / 1000;
  return { seconds, cpuSeconds, spentOn };
}

export async function bareRun(lab: Lab, file: string): Promise<Cost> {
  const source = await sourceOf(file);
  return await inFolder(lab, (outDir) => timedFfmpeg(bareTokens({ file, source, outDir }), lab.signal));
}

async function inTurnRun(lab: Lab, file: string): Promise<Cost> {
  const source = await sourceOf(file);
  return await inFolder(lab, async (outDir) => {
    const sum: Cost = { seconds: 0, cpuSeconds: 0 };
    for (const tokens of inTurnTokens({ file, source, outDir })) {
      const one = await timedFfmpeg(tokens, lab.signal);
      sum.seconds += one.seconds;
      sum.cpuSeconds += one.cpuSeconds;
    }
    return sum;
  });
}

async function inFolder<T>(lab: Lab, work: (dir: string) => Promise<T>): Promise<T> {
  const dir = path.join(lab.workDir, 'bare');
  await mkdir(dir, { recursive: true });
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
