import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { timedFfmpeg } from './timed-ffmpeg.ts';

/**
 * The recordings that figures are about, by name. Each is drawn by ffmpeg from formulas, the same on every
 * machine: a speaker who nods, blinks and talks before a textured wall, with a camera's noise.
 *
 * - `tripod`: a camera that stands, little noise: an office.
 * - `handheld`: a phone in a hand that sways, in bad light.
 */
export type Scene = 'tripod' | 'handheld';

export interface ClipWanted {
  scene: Scene;
  seconds: number;
  codec: 'h264' | 'hevc-hlg';
}

const CACHE = path.join(os.tmpdir(), `rostrum-bench-${os.userInfo().uid}`);
/** Part of every kept name: what is drawn otherwise must not find its old files. */
const GENERATION = 2;
/** Drawing costs more than encoding; so many seconds are drawn and repeated. */
const DRAWN_SECONDS = 10;
const FPS = 30;
/** What phones and webcams write for 1080p at 30/s. */
const BIT_RATE = '8M';

/** The clip's path; drawn once per machine. */
export async function benchClip(wanted: ClipWanted, signal: AbortSignal): Promise<string> {
  const drawn = Math.min(DRAWN_SECONDS, wanted.seconds);
  const picture = await kept(
    `${wanted.scene}-h264-${drawn}s.picture.mp4`,
    pictureTokens(wanted.scene, drawn),
    signal,
  );
  const encoded =
    wanted.codec === 'h264'
      ? picture
      : await kept(`${wanted.scene}-hevc-hlg-${drawn}s.picture.mp4`, hevcTokens(picture), signal);
  return await kept(
    `${wanted.scene}-${wanted.codec}-1080p-${wanted.seconds}s.mp4`,
    await loopTokens(encoded, Math.ceil(wanted.seconds / drawn), wanted.seconds),
    signal,
  );
}

async function kept(name: string, tokens: readonly string[], signal: AbortSignal): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([GENERATION, name, tokens]))
    .digest('hex')
    .slice(0, 12);
  const file = path.join(CACHE, `${key}-${name}`);
  if (existsSync(file)) return file;
  await mkdir(CACHE, { recursive: true });
  const partial = path.join(CACHE, `${process.pid}.part.mp4`);
  try {
    await timedFfmpeg(['-v', 'error', ...tokens, '-f', 'mp4', partial], signal);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return file;
}

/** A fixed disorder: ffmpeg's own `random` depends on how many threads draw. */
const GRAIN = '(mod(abs(sin(X*12.9898+Y*78.233)*43758.5453),1)-0.5)';
const still = (seconds: number) =>
  `loop=loop=-1:size=1:start=0,fps=${FPS},trim=duration=${seconds},setpts=N/${FPS}/TB`;

function wall(seconds: number): string {
  const lum = `70+50*X/W+14*sin(X/9)*sin(Y/13)+9*(sin(X/61+Y/47)+sin(Y/29))+22*${GRAIN}`;
  return (
    `nullsrc=s=1024x576:r=1:d=1,format=yuv444p,geq=lum='${lum}':cb='122+6*sin(Y/90)':cr='130+8*sin(X/120)',` +
    `scale=2048:1152:flags=bicubic,${still(seconds)}`
  );
}

function jacket(seconds: number): string {
  const lum = `50+6.5*mod(X+2*Y,4)+12*sin(X/23)+20*${GRAIN}`;
  const edge = `255*clip((1-hypot((X-160)/150,(Y-140)/120))*14,0,1)`;
  return (
    `nullsrc=s=320x140:r=1:d=1,format=yuva444p,geq=lum='${lum}':cb='138':cr='118':a='${edge}',` +
    `scale=1280:560:flags=bicubic,${still(seconds)}`
  );
}

/** An oval with hair, eyes that look about and blink, and a mouth that moves in syllables and pauses. */
function head(seconds: number): string {
  const radius = 'hypot((X-90)/74,(Y-120)/104)';
  const blob = (x: string, y: string, width: string, height: string) =>
    `exp(-(pow((X-${x})/${width},2)+pow((Y-${y})/(${height}),2)))`;
  const lids = '2+5*gt(mod(T,3.1),0.12)';
  const eye = (x: number) => `95*${blob(`${x}-2*sin(T*1.3)`, '100', '11', lids)}`;
  const mouth = `80*${blob('90', '175', '24', '3+11*pow(sin(T*11.9),2)*gt(mod(T,1.7),0.4)')}`;
  const hair = '110*lt(Y,46+9*sin(X/13))';
  const lum = `172-70*pow(${radius},3)-28*(X-90)/74-${eye(60)}-${eye(120)}-${mouth}-${hair}+10*${GRAIN}`;
  return (
    `nullsrc=s=180x240:r=${FPS}:d=${seconds},format=yuva444p,geq=lum='clip(${lum},16,235)':` +
    `cb='108+6*${radius}':cr='150-5*${radius}':a='255*clip((1-${radius})*12,0,1)',scale=600:800:flags=bicubic`
  );
}

function pictureTokens(scene: Scene, seconds: number): string[] {
  const { sway, noise } = scene === 'handheld' ? { sway: 16, noise: 14 } : { sway: 0, noise: 5 };
  const graph = [
    `${wall(seconds)}[wall]`,
    `${jacket(seconds)}[jacket]`,
    `${head(seconds)}[head]`,
    `[wall][jacket]overlay=x='384+5*sin(t*0.9)':y='640+4*sin(t*1.7)'[seated]`,
    `[seated][head]overlay=x='724+22*sin(t*0.8)+6*sin(t*2.9)':y='130+10*sin(t*1.1)':shortest=1,` +
      `crop=1920:1080:x='64+${sway}*(sin(t*2.1)+0.5*sin(t*5.3))':y='36+${sway}*0.6*(sin(t*1.7+1)+0.4*sin(t*6.1))',` +
      `noise=alls=${noise}:allf=t:all_seed=7,format=yuv420p[v]`,
  ];
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', String(FPS), '-b:v', BIT_RATE];
  return [
    '-filter_complex',
    graph.join(';'),
    '-map',
    '[v]',
    ...encoder,
    '-maxrate',
    '12M',
    '-bufsize',
    '16M',
  ];
}

/** As newer phones record by default: HEVC, 10 bits, HLG. */
function hevcTokens(picture: string): string[] {
  const toHlg =
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,' +
    'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020,' +
    'zscale=t=arib-std-b67:m=bt2020nc:r=tv:npl=203,format=yuv420p10le';
  const colours = ['-color_primaries', 'bt2020', '-colorspace', 'bt2020nc', '-color_trc', 'arib-std-b67'];
  const encoder = [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-b:v',
    BIT_RATE,
    '-x265-params',
    'log-level=none:keyint=30',
  ];
  return ['-i', picture, '-vf', toHlg, ...encoder, ...colours, '-tag:v', 'hvc1'];
}

/** The drawn seconds again and again, and one sound beside them: a voice in a quiet room. */
async function loopTokens(picture: string, times: number, seconds: number): Promise<string[]> {
  const list = path.join(CACHE, `${path.basename(picture)}-${times}.txt`);
  await writeFile(list, `file '${picture}'\n`.repeat(times));
  // Syllables with the peaks of plosives, far above the voice's level: what a limiter has to take care of.
  const voice =
    `aevalsrc='(0.1*(sin(2*PI*140*t)+0.6*sin(2*PI*280*t+sin(2*PI*3*t))+0.3*sin(2*PI*840*t)+0.2*sin(t*t*9001))` +
    `*pow(abs(sin(2*PI*1.9*t)),2)+0.4*sin(2*PI*180*t)*exp(-60*mod(t,0.61)))*(0.1+0.9*gt(mod(t,1.7),0.4))` +
    `+0.001*sin(t*t*7919)':s=48000:d=${seconds}`;
  const join = ['-f', 'concat', '-safe', '0', '-i', list, '-f', 'lavfi', '-i', voice];
  const tracks = [
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-t',
    String(seconds),
    '-c:v',
    'copy',
    '-c:a',
    'aac',
    '-b:a',
    '128k',
  ];
  return [...join, ...tracks, ...(picture.includes('hevc') ? ['-tag:v', 'hvc1'] : [])];
}
