import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { waitFor } from '@rostrum/testkit/services';
import { runsBelow, watchCpu } from '../cpu-time.ts';
import type { Lab, Running } from '../lab.ts';
import { keepLongTake, longClip } from '../long-take.ts';
import { openReviewPage, type ReviewPage } from '../review-page.ts';
import { type Row, row } from '../row.ts';
import type { Invited } from '../speakers-session.ts';
import { median, spreadOf } from '../statistics.ts';
import { untilTake } from '../until-take.ts';

const BOUND =
  'On the statement’s page, open in Chromium, until the picture is on screen. Bounded by processor time: reading the file twice over (its hash, and every packet), which is the check; then the first two seconds of all renditions, and beside them the loudness of the whole sound, which is known before its first segment. The parts are those of the median run.';
const RUNS = 3;
const GOAL_SECONDS = 5;
const CANCELLED_WITHIN_MS = 60_000;

/** Moments in milliseconds since the last byte was answered, in the order in which they came. */
type Chain = readonly { name: string; ms: number }[];

/** From the last byte of a whole statement to its first picture on the page that a coordinator has open. */
export async function firstFrameRows(lab: Lab): Promise<Row[]> {
  const file = await longClip(lab);
  const running = await lab.running();
  const page = await openReviewPage(running.product);
  const chains: Chain[] = [];
  const cpuSeconds: number[] = [];
  try {
    for (let n = 1; n <= lab.times(RUNS); n += 1) {
      lab.say(`Sending, ${n} of ${lab.times(RUNS)}…`);
      const invited = await running.session.invite();
      const watched = await page.watch(invited.statementId);
      const cpu = watchCpu(running.product.pids().worker);
      const sentAt = await running.session.send(invited, file);
      const shown = await watched.firstPicture();
      cpuSeconds.push(cpu.stop());
      chains.push(await chainOf(running, invited, sentAt, shown));
      if (n === lab.times(RUNS)) keepLongTake(lab, invited);
      else await giveUp(running, invited);
    }
  } finally {
    await page.close();
  }
  const totals = chains.map((chain) => (chain.at(-1)?.ms ?? Number.NaN) / 1000);
  const value = median(totals);
  const typical = chains[totals.findIndex((total) => total >= value)] ?? chains[0] ?? [];
  return [
    row({
      name: 'last byte received → a coordinator sees the first picture (7 min of 1080p)',
      value,
      unit: 's',
      goal: GOAL_SECONDS,
      spread: spreadOf(totals),
      cpu: { value: median(cpuSeconds), baseline: null },
      parts: steps(typical),
      note: BOUND,
    }),
  ];
}

/** How long after the moment before it each came. */
function steps(chain: Chain): { name: string; ms: number }[] {
  return chain.map(({ name, ms }, at) => ({ name, ms: ms - (chain[at - 1]?.ms ?? 0) }));
}

async function chainOf(
  { journal, mediaDir }: Running,
  { statementId }: Invited,
  sentAt: number,
  shown: Awaited<ReturnType<Awaited<ReturnType<ReviewPage['watch']>>['firstPicture']>>,
): Promise<Chain> {
  const take = await journal.newestTake(statementId);
  const states = await journal.takeStates(take?.id ?? '');
  const stored = await firstSegments(path.join(mediaDir, 'statements', statementId));
  const video = [...stored].filter(([track]) => track !== 'audio').map(([, at]) => at);
  const moments = new Map([
    ['verified', states.get('received')],
    ['check begun', states.get('checking')],
    ['checked', states.get('preparing')],
    ['first segment of the sound', stored.get('audio')],
    ['first segment of the first rendition', Math.min(...video)],
    ['first segment of every rendition', Math.max(...video)],
    ['playlist in the row', (await journal.firstPlaylistAt(statementId)) ?? undefined],
    ['page asks for the playlist', shown.entryAskedAt],
    ['page asks for a segment', shown.segmentAskedAt],
    ['picture on screen', shown.at],
  ]);
  return [...moments]
    .flatMap(([name, at]) => (at === undefined || !Number.isFinite(at) ? [] : [{ name, ms: at - sentAt }]))
    .sort((a, b) => a.ms - b.ms);
}

/** When each track's first segment was whole in storage. */
async function firstSegments(folder: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const name of await readdir(folder, { recursive: true })) {
    if (path.basename(name) !== '00000.m4s') continue;
    const { mtimeMs } = await stat(path.join(folder, name));
    found.set(path.basename(path.dirname(name)), mtimeMs);
  }
  return found;
}

/** Takes the statement back, so that its preparing does not stand in the next run's way. */
async function giveUp(running: Running, { speaker, statementId }: Invited): Promise<void> {
  await untilTake(running, statementId, ['preparing', 'ready']);
  await speaker.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
  const { worker } = running.product.pids();
  await waitFor('the end of the preparing', () => !runsBelow(worker, 'ffmpeg'), CANCELLED_WITHIN_MS);
}
