import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { RENDITIONS, type RenditionName, type SourceFacts } from '@rostrum/domain';
import { type BareRun, bareTokens } from './bare-runs.ts';
import type { Lab } from './lab.ts';
import { timedFfmpeg } from './timed-ffmpeg.ts';

export interface Quality {
  rendition: RenditionName;
  bytes: number;
  /** Against the source at this rendition's size; 1 is the same. */
  ssim: number;
}

export interface Trial {
  file: string;
  source: SourceFacts;
  renditions: readonly RenditionName[];
  alter?: BareRun['alter'];
}

/** Encodes once and looks at what came of it. */
export async function encodedQuality(lab: Lab, trial: Trial): Promise<Quality[]> {
  const outDir = path.join(lab.workDir, 'quality');
  await mkdir(outDir, { recursive: true });
  try {
    const { alter, ...run } = trial;
    await timedFfmpeg(bareTokens({ ...run, outDir, sound: false, ...(alter ? { alter } : {}) }), lab.signal);
    const fileOf = (name: RenditionName) => path.join(outDir, `${name}.mp4`);
    const { stderr } = await timedFfmpeg(ssimTokens(trial, fileOf), lab.signal);
    const ssims = readSsims(stderr);
    const found: Quality[] = [];
    for (const [at, rendition] of trial.renditions.entries()) {
      const ssim = ssims[at];
      if (ssim === undefined) throw new Error(`no SSIM of ${rendition}: ${stderr.slice(-500)}`);
      found.push({ rendition, bytes: (await stat(fileOf(rendition))).size, ssim });
    }
    return found;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

function ssimTokens({ file, renditions }: Trial, fileOf: (name: RenditionName) => string): string[] {
  const inOrder = 'setpts=N/30/TB';
  const chains = renditions.flatMap((name, at) => {
    const profile = RENDITIONS.find((one) => one.name === name);
    const size = `scale=w=${profile?.width}:h=${profile?.height}:flags=bicubic,setsar=1,format=yuv420p`;
    return [
      `[s${at}]${size},${inOrder}[r${at}]`,
      `[${at + 1}:v]${inOrder}[e${at}]`,
      `[e${at}][r${at}]ssim[q${at}]`,
    ];
  });
  const split = `[0:v]split=${renditions.length}${renditions.map((_, at) => `[s${at}]`).join('')}`;
  const sinks = renditions.flatMap((_, at) => ['-map', `[q${at}]`, '-f', 'null', '-']);
  const inputs = [file, ...renditions.map(fileOf)].flatMap((input) => ['-i', input]);
  return [...inputs, '-filter_complex', [split, ...chains].join(';'), ...sinks];
}

/** In the order of the filters in the graph, which is not that of their last words. */
export function readSsims(stderr: string): number[] {
  return [...stderr.matchAll(/Parsed_ssim_(\d+) @ \S+\] SSIM .*All:([\d.]+)/g)]
    .map(([, filter, all]) => ({ filter: Number(filter), ssim: Number(all) }))
    .sort((a, b) => a.filter - b.filter)
    .map(({ ssim }) => ssim);
}
