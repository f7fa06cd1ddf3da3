import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { clip } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkTake } from './check-take.ts';
import { MediaProcessError } from './media-error.ts';
import { prepareTake } from './prepare-take.ts';
import { killTree } from './process-tree.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import { bubblewrapTokens, findTool, launch, sandboxAvailable } from './sandbox.ts';

const run = promisify(execFile);
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-runner-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** An ffmpeg that would never end, marked so that it can be found. */
function endless(mark: string, more: string[] = []): FfmpegRun {
  return {
    inputs: [{ options: ['-v', 'error', '-re', '-f', 'lavfi'], file: 'testsrc2=s=64x36:r=10' }],
    outputs: [{ options: ['-metadata', `title=${mark}`, ...more, '-f', 'null'], file: 'pipe:1' }],
  };
}

async function running(mark: string): Promise<number> {
  let found = 0;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue;
    const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(mark)) found += 1;
  }
  return found;
}

const confinement = { read: [], write: [] };

describe('a run', () => {
  it('leaves no process when it is cancelled', async () => {
    const mark = `cancelled-${Date.now()}`;
    const abort = new AbortController();
    const work = runFfmpeg(endless(mark), {
      confinement,
      timeoutMs: 30_000,
      signal: abort.signal,
      onProgress: ({ frames }) => {
        if (frames > 0) abort.abort(new Error('enough'));
      },
    });
    await expect(work).rejects.toThrow('enough');
    await vi.waitFor(async () => expect(await running(mark)).toBe(0), 3000);
  });

  it('leaves no process when its time is up, and says that', async () => {
    const mark = `late-${Date.now()}`;
    const error = await runFfmpeg(endless(mark), { confinement, timeoutMs: 700 }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MediaProcessError);
    expect(error).toMatchObject({ timedOut: true });
    await vi.waitFor(async () => expect(await running(mark)).toBe(0), 3000);
  });

  it('reports the code and the last words of one that fails', async () => {
    const broken: FfmpegRun = {
      inputs: [{ options: ['-v', 'error', '-f', 'lavfi'], file: 'nosuchfilter' }],
      outputs: [{ options: ['-f', 'null', '-t', '1'], file: 'pipe:1' }],
    };
    const error = await runFfmpeg(broken, { confinement, timeoutMs: 5000 }).catch((e: unknown) => e);
    expect(error).toMatchObject({ exitCode: 1, timedOut: false });
    if (!(error instanceof MediaProcessError)) throw error;
    expect(error.stderrTail).toContain('nosuchfilter');
  });

  it('keeps only the end of what is said on stderr', async () => {
    const chatty: FfmpegRun = {
      inputs: [{ options: ['-v', 'trace', '-f', 'lavfi'], file: 'testsrc2=s=64x36:r=100:d=20' }],
      outputs: [{ options: ['-f', 'null', '-t', '20'], file: 'pipe:1' }],
    };
    const { stderrTail } = await runFfmpeg(chatty, { confinement, timeoutMs: 20_000 });
    expect(stderrTail.length).toBeGreaterThan(100);
    expect(stderrTail.length).toBeLessThanOrEqual(200 * 501);
  });

  it('cannot write a file larger than its limit', async () => {
    const file = path.join(dir, 'large.raw');
    const large: FfmpegRun = {
      inputs: [{ options: ['-v', 'error', '-f', 'lavfi'], file: 'testsrc2=s=320x180:r=25:d=20' }],
      outputs: [{ options: ['-f', 'rawvideo', '-y'], file }],
    };
    const limited = { read: [], write: [dir], fileBytes: 1024 * 1024 };
    await expect(runFfmpeg(large, { confinement: limited, timeoutMs: 20_000 })).rejects.toThrow(
      MediaProcessError,
    );
    expect((await readFile(file)).length).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe('cancelling a preparation', () => {
  it('leaves neither process nor file', async () => {
    const file = await clip({ seconds: 8, width: 640, height: 360 });
    const verdict = await checkTake({ file, bytes: 1 });
    if (verdict.outcome !== 'accepted') throw new Error(verdict.reason);
    const outDir = await mkdtemp(path.join(dir, 'cancel-'));
    const abort = new AbortController();
    const work = prepareTake({
      file,
      source: verdict.source,
      outDir,
      renditions: ['720p', '360p', '240p'],
      maxDurationMs: 60_000,
      signal: abort.signal,
      onSegment: () => abort.abort(new Error('withdrawn')),
    });
    await expect(work).rejects.toThrow('withdrawn');
    expect(await readdir(outDir)).toEqual([]);
    await vi.waitFor(async () => expect(await running(outDir)).toBe(0), 3000);
  });

  it('passes on the failure of whoever is told of a segment', async () => {
    const file = await clip({ seconds: 3 });
    const verdict = await checkTake({ file, bytes: 1 });
    if (verdict.outcome !== 'accepted') throw new Error(verdict.reason);
    const outDir = await mkdtemp(path.join(dir, 'store-'));
    const work = prepareTake({
      file,
      source: verdict.source,
      outDir,
      renditions: ['240p'],
      maxDurationMs: 60_000,
      onSegment: async () => {
        throw new Error('storage is away');
      },
    });
    await expect(work).rejects.toThrow('storage is away');
    expect(await readdir(outDir)).toEqual([]);
  });
});

describe('inside of the sandbox', () => {
  it('there is no network, no home, no other upload, no environment', async ({ skip }) => {
    if (!(await sandboxAvailable())) skip('bubblewrap does not work here');
    const mine = path.join(dir, 'mine.mp4');
    const other = path.join(dir, 'other.mp4');
    const out = await mkdtemp(path.join(dir, 'out-'));
    await writeFile(mine, 'mine');
    await writeFile(other, 'other');
    const script = [
      `cat ${mine}`,
      `cat ${other} 2>/dev/null && echo OTHER`,
      'ls /root /home /etc/passwd 2>/dev/null && echo HOME',
      `touch ${mine} 2>/dev/null && echo CHANGED`,
      'touch /usr/x 2>/dev/null && echo SYSTEM',
      `touch ${out}/y && echo written`,
      'cat /proc/net/dev | grep -v -e lo: -e "|" && echo NETWORK',
      'true',
    ].join('\n');
    const bwrap = findTool('bwrap') ?? '';
    const { stdout } = await run(bwrap, [
      ...bubblewrapTokens({ read: [mine], write: [out] }),
      '/bin/sh',
      '-c',
      script,
    ]);
    expect(stdout.trim().split('\n')).toEqual(['minewritten']);
  });

  it('there is nothing of the others: no process, no variable, no place to write, no way out', async ({
    skip,
  }) => {
    if (!(await sandboxAvailable())) skip('bubblewrap does not work here');
    vi.stubEnv('DATABASE_URL', 'postgres://xyzzy');
    const calls: string[] = [];
    const server = createServer((socket) => {
      calls.push('called');
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const out = await mkdtemp(path.join(dir, 'out-'));
    const script = [
      `test -d /proc/${process.pid} && echo PROCESS`,
      'ls /proc | grep -c "^[0-9]*$" | grep -v "^[1-9]$" && echo PROCESSES',
      'cat /proc/*/environ 2>/dev/null | tr "\\0" "\\n" | grep -e DATABASE_URL -e xyzzy && echo VARIABLE',
      'for place in / /tmp /dev /dev/shm /usr /etc /proc /sys; do',
      '  (echo x > "$place/rostrum-was-here") 2>/dev/null && echo "WRITTEN $place"',
      'done',
      `test -e ${dir}/../rostrum-was-here && echo OUTSIDE`,
      `(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null && echo CALLED`,
      '(exec 3<>/dev/tcp/1.1.1.1/53) 2>/dev/null && echo INTERNET',
      'mount -t tmpfs none /mnt 2>/dev/null && echo MOUNTED',
      'unshare -r true 2>/dev/null; kill -9 1 2>/dev/null',
      `head -c 3000000 /dev/zero > ${out}/large 2>/dev/null && echo LARGE`,
      'echo end',
    ].join('\n');
    const { command, prefix } = await launch('ffprobe', {
      read: [],
      write: [out],
      fileBytes: 1_000_000,
    });
    // The whole chain as the tools get it, with a shell in the tool's place.
    const { stdout } = await run(command, [...prefix.slice(0, -1), '/bin/bash', '-c', script]);
    vi.unstubAllEnvs();
    await new Promise((resolve) => server.close(resolve));
    expect(stdout.trim().split('\n')).toEqual(['end']);
    expect(calls).toEqual([]);
    expect((await stat(path.join(out, 'large'))).size).toBeLessThanOrEqual(1_000_000);
  });

  it('what it starts beside itself ends with it', async ({ skip }) => {
    if (!(await sandboxAvailable())) skip('bubblewrap does not work here');
    const mark = `escape-${process.pid}-${Date.now()}`;
    const { command, prefix } = await launch('ffprobe', { read: [], write: [] });
    // Sessions of their own, out of reach of whoever kills the group.
    const script = `for i in 1 2 3 4 5 6; do setsid sh -c 'sleep 600; : ${mark}' & done; echo started; wait`;
    const child = spawn(command, [...prefix.slice(0, -1), '/bin/sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    expect(await running(mark)).toBeGreaterThan(0);
    killTree(child.pid);
    await vi.waitFor(async () => expect(await running(mark)).toBe(0), 10_000);
  });

  it('a tool cannot take more memory than its limit', async () => {
    const greedy: FfmpegRun = {
      inputs: [{ options: ['-v', 'error', '-f', 'lavfi'], file: 'color=s=4096x4096:r=25:d=4' }],
      outputs: [{ options: ['-vf', 'reverse', '-f', 'null'], file: 'pipe:1' }],
    };
    const limited = { read: [], write: [], memoryBytes: 1024 ** 3 };
    const said = await runFfmpeg(greedy, { confinement: limited, timeoutMs: 60_000 }).then(
      ({ stderrTail }) => stderrTail,
      (error: unknown) => (error instanceof MediaProcessError ? error.stderrTail : String(error)),
    );
    expect(said).toContain('Cannot allocate memory');
  });

  it('ffmpeg sees no variable of ours', async () => {
    vi.stubEnv('ROSTRUM_TEST_SECRET', 'xyzzy');
    const mark = `environment-${Date.now()}`;
    const abort = new AbortController();
    let seen = '';
    const work = runFfmpeg(endless(mark), {
      confinement,
      timeoutMs: 20_000,
      signal: abort.signal,
      onProgress: () => {
        void environmentOf(mark).then((text) => {
          seen = text;
          abort.abort(new Error('enough'));
        });
      },
    });
    await expect(work).rejects.toThrow('enough');
    vi.unstubAllEnvs();
    expect(seen).toContain('PATH=');
    expect(seen).not.toContain('xyzzy');
  });
});

async function environmentOf(mark: string): Promise<string> {
  let all = '';
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue;
    const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(mark)) all += await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
  }
  return all;
}
