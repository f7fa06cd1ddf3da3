import { RATE_CLASSES, type SourceFacts, type Turned } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { cutSoundGraph, encodeSilenceRun, encodeSoundRun, levelFilters, takeSound } from './audio-run.ts';
import { firstSoundRun } from './check-sound.ts';
import { firstSecondsRun } from './first-seconds.ts';
import { DEMUXERS } from './hostile-input.ts';
import { packetTokens } from './packets.ts';
import { portraitRun } from './portrait.ts';
import { probeTokens } from './probe.ts';
import { runTokens } from './runner.ts';
import { soundLengthRun } from './sound-length.ts';
import { stillRun } from './still-picture.ts';
import { cutVideoRun, profilesOf, renditionsFor, takeVideoRun } from './video-run.ts';

const source: SourceFacts = {
  container: 'mov',
  videoCodec: 'hevc',
  audioCodec: 'aac',
  width: 1080,
  height: 1920,
  rotation: 90,
  rate: { num: 30, den: 1 },
  packetMs: 10_000,
  startUs: 66_667,
  transfer: 'sdr',
  interlaced: false,
  videoStreamIndex: 2,
  audioStreamIndex: 1,
};
const rate = RATE_CLASSES[3];

function video(over: Partial<SourceFacts> = {}) {
  return takeVideoRun({
    file: '/in/a b.mp4',
    source: { ...source, ...over },
    rate,
    renditions: ['240p', '720p'],
    outDir: '/out',
    maxFrames: 301,
    maxPixels: 1000,
  });
}

function inOrder(tokens: string[], ...expected: (string | RegExp)[]) {
  let at = -1;
  for (const token of expected) {
    const next = tokens.findIndex(
      (found, i) => i > at && (typeof token === 'string' ? found === token : token.test(found)),
    );
    expect(next, `${token} after position ${at}`).toBeGreaterThan(at);
    at = next;
  }
}

describe('every opening of a hostile file', () => {
  const takeTokens = runTokens(video());
  const soundTokens = runTokens(
    encodeSoundRun(takeSound('/in/a.mp4', source), { gainDb: 0, limitDbtp: null }, 10, '/o'),
  );
  const cutTokens = runTokens(
    cutVideoRun({
      file: '/in/c.mp4',
      rate,
      frames: [{ start: 0, end: 1 }],
      renditions: ['240p'],
      outDir: '/o',
    }),
  );
  it.each([
    ['probe', probeTokens('/in/a.mp4')],
    ['packets', packetTokens('/in/a.mp4')],
    ['first seconds', runTokens(firstSecondsRun('/in/a.mp4', 0, 1, 1000))],
    ['first sound', runTokens(firstSoundRun('/in/a.mp3', 0))],
    ['length of sound', runTokens(soundLengthRun('/in/a.mp3', source, 1000))],
    ['picture', takeTokens],
    ['sound', soundTokens],
    ['cut', cutTokens],
  ])('%s: demuxer and protocol lists stand before the file', (_, tokens) => {
    const file = tokens.findIndex((token) => token.startsWith('file:/in/'));
    const before = tokens.slice(0, file);
    inOrder(before, '-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS.join(','));
    expect(tokens.slice(file + 1).some((token) => token.startsWith('file:'))).toBe(false);
  });

  it('a portrait is opened as what its first bytes say, and as nothing else', () => {
    const run = portraitRun('/in/a.png', { kind: 'webp', orientation: 6 }, '/out/portrait.jpg');
    const tokens = runTokens(run);
    const before = tokens.slice(0, tokens.indexOf('file:/in/a.png'));
    inOrder(
      before,
      '-noautorotate',
      '-protocol_whitelist',
      'file',
      '-format_whitelist',
      'webp_pipe',
      '-f',
      'webp_pipe',
    );
    expect(run.graph).toContain('[0:v]transpose=clock,crop=');
    inOrder(tokens, '-map_metadata', '-1', '-frames:v', '1');
  });

  it('lists no demuxer that follows names', () => {
    for (const name of ['hls', 'concat', 'dash', 'sdp', 'rtsp', 'image2', 'lavfi', 'tee'])
      expect(DEMUXERS).not.toContain(name);
  });
});

describe('the picture', () => {
  const tokens = runTokens(video());
  it('keeps the file’s own times, so that picture and sound share one zero', () => {
    inOrder(tokens, '-copyts', '-reinit_filter', '0', '-i', 'file:/in/a b.mp4', '-filter_complex');
    const graph = tokens[tokens.indexOf('-filter_complex') + 1] ?? '';
    expect(
      graph.startsWith(
        '[0:2]setpts=PTS-(66667/1000000)/TB,fps=fps=30/1:start_time=0:round=near,trim=end_frame=301,',
      ),
    ).toBe(true);
  });

  it('scales from the largest down, whatever the order asked for', () => {
    const graph = tokens[tokens.indexOf('-filter_complex') + 1] ?? '';
    expect(graph.indexOf('[v720p]')).toBeLessThan(graph.indexOf('[n1]scale=w=426:h=240'));
    expect(profilesOf(['240p', '1080p', '480p']).map((profile) => profile.name)).toEqual([
      '1080p',
      '480p',
      '240p',
    ]);
  });

  it('gives each output its map, its GOP, its scrubbing and its own folder', () => {
    for (const name of ['720p', '240p']) {
      inOrder(
        tokens,
        '-map',
        `[v${name}]`,
        '-map_metadata',
        '-1',
        '-c:v',
        'libx264',
        '-g',
        '60',
        '-keyint_min',
        '60',
        '-sc_threshold',
        '0',
        '-bsf:v',
        /^h264_metadata=tick_rate=60:[^,]*,filter_units=remove_types=6$/,
        '-f',
        'hls',
        '-hls_segment_filename',
        `/out/${name}/%05d.m4s`,
        `/out/${name}/index.m3u8`,
      );
    }
  });

  it('deinterlaces before it chooses frames, and tone-maps before the bars', () => {
    const graph = (over: Partial<SourceFacts>) => video(over).graph ?? '';
    expect(graph({ interlaced: true })).toMatch(/bwdif[^;]*,fps=/);
    expect(graph({})).not.toContain('tonemap');
    expect(graph({ transfer: 'hlg' })).toMatch(/arib-std-b67[^;]*zscale=t=linear[^;]*tonemap=[^;]*pad=/);
    expect(graph({ transfer: 'pq' })).toContain('smpte2084');
  });

  it('makes 1080 only of what has it, upright or not', () => {
    expect(renditionsFor({ width: 1080, height: 1920 })).toContain('1080p');
    expect(renditionsFor({ width: 1920, height: 1079 })).toEqual(['720p', '480p', '360p', '240p']);
    expect(renditionsFor({ width: 320, height: 180 })).toEqual(['720p', '480p', '360p', '240p']);
  });

  it('chooses a cut’s frames by number', () => {
    const run = cutVideoRun({
      file: '/in/take.mp4',
      rate,
      frames: [
        { start: 3, end: 10 },
        { start: 20, end: 21 },
      ],
      renditions: ['240p'],
      outDir: '/out',
    });
    expect(run.graph).toContain(
      "trim=end_frame=21,select='between(n\\,3\\,9)+between(n\\,20\\,20)',setpts=N/(30/1)/TB",
    );
  });
});

describe('a card', () => {
  const still = { rate: RATE_CLASSES[1], frames: 63, renditions: ['240p', '1080p'] as const, outDir: '/out' };

  it('is read as pixels, scaled once, and is as many pictures as are asked for', () => {
    const run = stillRun('/in/card.rgba', still);
    inOrder(
      runTokens(run),
      '-f',
      'rawvideo',
      '-pixel_format',
      'rgba',
      '-video_size',
      '1920x1080',
      'file:/in/card.rgba',
    );
    expect(run.graph).toContain('[0:v]scale=w=1920:h=1080');
    expect(run.graph).toContain('format=yuv420p,loop=loop=62:size=1:start=0');
    expect(run.outputs.map(({ file }) => file)).toEqual(['/out/1080p/index.m3u8', '/out/240p/index.m3u8']);
  });

  it('counts a still picture by whole numbers: 59 ÷ 25 × 25 is less than 59', () => {
    const run = stillRun('/in/card.rgba', { ...still, rate: RATE_CLASSES[1] });
    expect(run.graph).toContain('setpts=round(N/(25/1)/TB)');
  });

  it('has the encoder’s settings of every other picture', () => {
    const [mine, takes] = [stillRun('/in/card.rgba', still), video()].map(
      ({ outputs }) => outputs.at(-1)?.options,
    );
    expect(mine?.filter((token) => token !== '50')).toEqual(takes?.filter((token) => token !== '60'));
  });
});

describe('the sound', () => {
  it('silence is encoded as every sound is, out of no file', () => {
    const silence = encodeSilenceRun(10, '/o');
    const sound = encodeSoundRun(takeSound('/in/a.mp4', source), { gainDb: 0, limitDbtp: null }, 10, '/o');
    expect(silence.outputs).toEqual(sound.outputs);
    expect(silence.inputs).toEqual([
      { options: ['-v', 'error', '-f', 'lavfi'], file: 'anullsrc=r=48000:cl=stereo' },
    ]);
    expect(silence.graph).toContain('atrim=start_sample=1024:end_sample=10240');
  });

  it('is levelled, then padded, then cut so that the encoder’s own first frame is cancelled', () => {
    const run = encodeSoundRun(
      takeSound('/in/a.mp4', source),
      { gainDb: 4.5, limitDbtp: -3 },
      100,
      '/out/x.aac',
    );
    expect(run.graph).toMatch(
      /^\[0:1\]asetpts=PTS-\(66667\/1000000\)\/TB,aresample=48000:async=1:[^;]*first_pts=0,[^;]*\[sound\];\[sound\]volume=4\.500dB[^;]*alimiter=limit=0\.70795[^;]*apad=whole_len=102400,atrim=start_sample=1024:end_sample=102400/,
    );
    inOrder(
      runTokens(run),
      '-copyts',
      '-i',
      '-map',
      '[out]',
      '-map_metadata',
      '-1',
      '-c:a',
      'aac',
      '-flags:a',
      '+bitexact',
      '-f',
      'adts',
      '/out/x.aac',
    );
  });

  it('needs no limiter where nothing reaches it', () => {
    expect(levelFilters({ gainDb: 0, limitDbtp: null }).join()).not.toMatch(/volume|alimiter/);
  });

  it('fades both sides of every join', () => {
    const graph = cutSoundGraph([
      { start: 0, end: 4800 },
      { start: 9600, end: 9700 },
    ]);
    expect(graph).toContain('asplit=2[p0][p1]');
    expect(graph).toContain(
      '[p0]atrim=start_sample=0:end_sample=4800,asetpts=N/SR/TB,afade=t=in:start_sample=0:nb_samples=240,afade=t=out:start_sample=4560:nb_samples=240[q0]',
    );
    expect(graph).toContain('afade=t=out:start_sample=50:nb_samples=50[q1]');
    expect(graph).toContain('[q0][q1]concat=n=2:v=0:a=1[cut]');
  });
});

describe('a picture that is turned by hand', () => {
  const graph = (turned: Turned) =>
    takeVideoRun({
      file: '/in/a.mp4',
      source,
      turned,
      rate,
      renditions: ['240p', '720p'],
      outDir: '/out',
      maxFrames: 301,
      maxPixels: 1000,
    }).graph ?? '';

  it('is turned where all pictures are of one size, on a canvas that lies as it will', () => {
    expect(graph(0)).not.toMatch(/transpose|flip/);
    expect(graph(90)).toMatch(/pad=eval=frame:w=720:h=1280:[^,]*,setsar=1,transpose=clock,setparams/);
    expect(graph(270)).toMatch(/pad=eval=frame:w=720:h=1280:[^,]*,setsar=1,transpose=cclock,setparams/);
    expect(graph(180)).toMatch(/pad=eval=frame:w=1280:h=720:[^,]*,setsar=1,hflip,vflip,setparams/);
  });
});
