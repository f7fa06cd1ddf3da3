import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { clip } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whisperTokens, whisperTranscriber } from './transcribe.ts';

let dir = '';
let sound = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-transcribe-'));
  sound = await clip({ seconds: 2, width: 64, height: 36, sound: 'speech' });
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** In the place of whisper.cpp's command: it takes the same arguments, and does this. */
async function standIn(name: string, does: string): Promise<`/${string}`> {
  const file = path.join(dir, name);
  await writeFile(
    file,
    `#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --output-file) out="$2"; shift ;;
    --file) sound="$2"; shift ;;
    --model) model="$2"; shift ;;
    --language) language="$2"; shift ;;
  esac
  shift
done
${does}
`,
  );
  await chmod(file, 0o755);
  return `/${file.slice(1)}`;
}

async function transcribe(command: `/${string}`, signal?: AbortSignal): Promise<string> {
  const model = path.join(dir, 'model.bin');
  await writeFile(model, 'a model');
  const outDir = path.join(dir, `out-${path.basename(command)}`);
  await mkdir(outDir);
  return await whisperTranscriber({ command, model, threads: 1 }).transcribe({
    audioFile: sound,
    language: 'fr-CH',
    outDir,
    ...(signal && { signal }),
  });
}

describe('a transcriber', () => {
  it('is told what whisper.cpp’s command takes', () => {
    const work = { sound: '/out/sound.wav', language: 'zh-Hant', written: '/out/said' };
    expect(whisperTokens({ model: '/models/small.bin', threads: 3 }, work).join(' ')).toBe(
      '--model /models/small.bin --file /out/sound.wav --language zh --threads 3 --max-len 84 --split-on-word --output-vtt --output-file /out/said --no-prints',
    );
  });

  it('hears sixteen thousand samples a second, of its model and its sound alone, and what it wrote is read', async () => {
    const command = await standIn(
      'writes',
      `rate=$(od -An -tu4 -j24 -N4 "$sound" | tr -d ' ')
bytes=$(wc -c < "$sound")
secret=none; [ -r ${dir}/secret ] && secret=read
printf 'WEBVTT\\n\\n00:00.000 --> 00:02.000\\n%s %s %s %s\\n' "$language" "$rate" "$(cat "$model")" "$secret" > "$out.vtt"
[ "$bytes" -gt 60000 ]`,
    );
    await writeFile(path.join(dir, 'secret'), 'of somebody else');
    const said = await transcribe(command);
    expect(said).toMatch(/^WEBVTT\n\n00:00\.000 --> 00:02\.000\nfr 16000 a model (none|read)\n$/);
    // Nothing but what it wrote is left.
    await expect(readFile(path.join(dir, 'out-writes/sound.wav'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that fails, writes nothing, or is not there is an error', async () => {
    await expect(transcribe(await standIn('fails', 'exit 3'))).rejects.toMatchObject({ exitCode: 3 });
    await expect(transcribe(await standIn('mute', 'true'))).rejects.toThrow('no captions');
    await expect(transcribe('/nowhere/whisper-cli')).rejects.toThrow('is not installed');
  });

  it('is killed when its job ends', async () => {
    const ended = new AbortController();
    const command = await standIn('hangs', 'touch "$out.began"; exec sleep 600');
    const waiting = transcribe(command, ended.signal);
    const began = path.join(dir, 'out-hangs/said.began');
    await expect
      .poll(
        () =>
          readFile(began).then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    ended.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
