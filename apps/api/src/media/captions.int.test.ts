import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sendForm } from '@rostrum/client';
import { SpeakerView, StatementDetail, WatchProgramme } from '@rostrum/contract';
import { checkTake, makeCut, prepareTake, transcribeTake, verifyTake } from '@rostrum/core';
import { type Cue, type Edit, parseCaptions } from '@rostrum/domain';
import { conformanceProblems } from '@rostrum/hls';
import { whisperTranscriber } from '@rostrum/media';
import { type FreshDatabase, freshDatabase, requirePart } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { clip, frameNumbers } from '@rostrum/testkit/clips';
import { fewRenditions } from '@rostrum/testkit/few-renditions';
import { jobRun } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const run = promisify(execFile);
const RATE = 25;
/** What was said in the part that was removed: nobody who watches may ever read it. */
const REMOVED = 'Zaynab';
const CUES: [startMs: number, endMs: number, text: string][] = [
  [200, 900, 'Thank you.'],
  [1_040, 1_880, 'First <i>point</i> &amp; more.'],
  [2_000, 2_960, `${REMOVED} told me.`],
  [1_900, 1_990, `${REMOVED}`],
  [3_080, 3_880, 'شكرا جزيلا'],
  [4_120, 5_000, 'The end.'],
];
const EDIT: Edit = { inMs: 1_000, outMs: 5_000, removals: [{ startMs: 1_880, endMs: 3_000 }] };
/** The same in the time of the cut, reckoned by hand. */
const CUT_MS = 2_880;
const MAPPED = [
  [40, 880, 'First <i>point</i> &amp; more.'],
  [960, 1_760, 'شكرا جزيلا'],
  [2_000, 2_880, 'The end.'],
] as const;

const vtt = (cues: typeof CUES) =>
  `WEBVTT\n\n${cues.map(([from, to, text]) => `${at(from)} --> ${at(to)}\n${text}\n`).join('\n')}`;
const at = (ms: number) => `00:${(ms / 1000).toFixed(3).padStart(6, '0')}`;
const read = (text: string): Cue[] => parseCaptions(text, { takeMs: 3_600_000 }).cues;

let database: FreshDatabase;
let api: TestApi;
let place: Place;
let chair: Browser;
beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  place = await api.session();
  chair = await api.staff('coordinator');
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

interface Sent extends Speaker {
  takeId: string;
}

async function sent(): Promise<Sent> {
  const speaker = await api.speaker(place);
  await speaker.browser.call('PUT /api/v1/speaker/consent', {
    body: { audience: 'missions', endsAt: null, masterAllowed: false, ...AGREED },
  });
  const form = new FormData();
  const file = await clip({ seconds: 5, width: 320, height: 180, fps: RATE, picture: 'numbers' });
  form.set('file', new Blob([await readFile(file)]), 'statement.mp4');
  const answer = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: form });
  const { id: takeId } = await answer.json();
  const parts = { ...api.parts, media: fewRenditions(api.parts.media) };
  await verifyTake(parts, { takeId }, jobRun());
  await checkTake(parts, { takeId }, jobRun());
  await prepareTake(parts, { takeId }, jobRun());
  return { ...speaker, takeId };
}

async function approve({ statementId, takeId, browser }: Sent, edit: Edit): Promise<void> {
  const cut = await chair.call('POST /api/v1/takes/{id}/cuts', { params: { id: takeId }, body: edit });
  await makeCut(api.parts, { cutId: cut.id }, jobRun());
  const params = { id: statementId };
  const { statement } = StatementDetail.parse(await chair.call('GET /api/v1/statements/{id}', { params }));
  await chair.call('POST /api/v1/statements/{id}/decisions', {
    params,
    body: { kind: 'approve', takeId, cutId: cut.id, reason: 'Fits.', version: statement.version },
  });
  const { question } = SpeakerView.parse(await browser.call('GET /api/v1/speaker/statement'));
  if (question === null) return;
  await browser.call('POST /api/v1/speaker/decisions/{id}/answer', {
    params: { id: question.decisionId },
    body: { answer: 'yes' },
  });
}

const publish = (...of: Sent[]) =>
  chair.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: place.reviewId },
    body: { statementIds: of.map(({ statementId }) => statementId) },
  });
const add = (speaker: Sent, language: string, text: string, takeId = speaker.takeId) =>
  speaker.browser.call('POST /api/v1/speaker/takes/{id}/captions', {
    params: { id: takeId },
    body: { language, text },
  });
const list = (speaker: Sent) =>
  speaker.browser.call('GET /api/v1/speaker/takes/{id}/captions', { params: { id: speaker.takeId } });
const refused = (code: string) => expect.objectContaining({ code });

/** Everything that the entry playlist leads to, as served. */
async function walk(entry: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const visit = async (address: string): Promise<void> => {
    if (found.has(address)) return;
    const answer = await fetch(address);
    expect([address, answer.status]).toEqual([address, 200]);
    const body = Buffer.from(await answer.arrayBuffer());
    found.set(address, body);
    if (!address.endsWith('.m3u8')) return;
    for (const line of body.toString().split('\n')) {
      const said = line.startsWith('#') ? /URI="([^"]+)"/.exec(line)?.[1] : line;
      if (said) await visit(new URL(said, address).href);
    }
  };
  await visit(entry);
  for (const name of ['chapters.vtt', 'poster.jpg']) await visit(new URL(name, entry).href);
  return found;
}

describe.skipIf(!requirePart('ffmpeg'))('captions', () => {
  let first: Sent;
  let second: Sent;
  beforeAll(async () => {
    first = await sent();
    second = await sent();
  }, 120_000);

  it('are in step after a cut and inside a programme, without the words of what was removed', {
    timeout: 120_000,
  }, async () => {
    await add(first, 'en', vtt(CUES));
    await add(second, 'en', vtt([[400, 1_200, 'Second statement.']]));
    await add(second, 'AR-eg', vtt([[400, 1_200, 'السلام عليكم']]));
    await approve(second, { inMs: 0, outMs: 5_000, removals: [] });
    await approve(first, EDIT);
    await publish(first, second);
    const delegate = await api.delegate(place);
    const { playlistUrl, revision } = WatchProgramme.parse(
      await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
    );
    expect(revision.items.map(({ startMs, lengthMs }) => [startMs, lengthMs])).toEqual([
      [0, CUT_MS],
      [CUT_MS, 5_000],
    ]);
    const address = `${api.origin}${playlistUrl}`;
    const base = address.slice(0, address.lastIndexOf('/'));
    const served = await walk(address);
    for (const [where, body] of served) {
      expect(body.includes(REMOVED), where).toBe(false);
      if (where.endsWith('.m3u8')) expect([where, conformanceProblems(body.toString())]).toEqual([where, []]);
    }
    const segment = await fetch(`${base}/captions-en/0.vtt`);
    expect(segment.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(segment.headers.get('cache-control')).toMatch(/max-age=[0-5]\b/);
    const cues = read(await segment.text());
    expect(cues.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toEqual([
      ...MAPPED,
      [CUT_MS + 400, CUT_MS + 1_200, 'Second statement.'],
    ]);
    // A programme of which some statements alone have a language has it from its beginning.
    const arabic = read(await (await fetch(`${base}/captions-ar-EG/0.vtt`)).text());
    expect(arabic).toEqual([{ startMs: CUT_MS + 400, endMs: CUT_MS + 1_200, text: 'السلام عليكم' }]);

    // The numbers in the pictures say that what is captioned is what is seen.
    const numbers = await frameNumbers(address);
    const numberAt = (ms: number) => numbers[Math.round((ms * RATE) / 1000)];
    const sourceMs = [1_040, 3_080, 4_120, 400];
    expect(cues.map(({ startMs }) => numberAt(startMs))).toEqual(sourceMs.map((ms) => (ms * RATE) / 1000));

    const chapters = await (await fetch(`${base}/chapters.json`)).json();
    expect(chapters).toEqual(
      revision.items.map(({ organisation, startMs, lengthMs }, index) => ({
        chapter: index + 1,
        'start-time': startMs / 1000,
        duration: lengthMs / 1000,
        titles: [{ language: 'und', title: organisation.name }],
      })),
    );
    // Players that know nothing of chapters or WebVTT take it as before.
    const { stderr } = await run('ffmpeg', ['-v', 'error', '-i', address, '-f', 'null', '-']);
    expect(stderr).toBe('');
    // ffmpeg 5.1 passes captions over in an entry playlist, and takes their own.
    const own = ['-v', 'error', '-allowed_extensions', 'ALL', '-i', `${base}/captions-en.m3u8`];
    const { stdout } = await run('ffmpeg', [...own, '-f', 'webvtt', '-']);
    expect(read(stdout).map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
      cues.map(({ startMs, endMs }) => [startMs, endMs]),
    );
    for (const gone of ['captions-fr.m3u8', 'captions-en/1.vtt', 'captions-en/x.vtt', 'captions-en.vtt'])
      expect([gone, (await fetch(`${base}/${gone}`)).status]).toEqual([gone, 404]);
    const forged = base.replace(/[^/]+$/, (sig) => [...sig].reverse().join(''));
    for (const name of ['captions-en.m3u8', 'captions-en/0.vtt', 'chapters.json'])
      expect((await fetch(`${forged}/${name}`)).status).toBe(403);

    // What comes later waits for the next revision; what is removed is gone at once.
    const later = await add(second, 'en', vtt([[400, 1_200, 'Not seen by anybody.']]));
    expect(
      (await fetch(`${base}/captions-en/0.vtt`).then((answer) => answer.text())).includes('Not seen'),
    ).toBe(false);
    await second.browser.call('DELETE /api/v1/speaker/captions/{id}', { params: { id: later.id } });
    await expect
      .poll(async () => read(await (await fetch(`${base}/captions-en/0.vtt`)).text()).length, {
        timeout: 10_000,
      })
      .toBe(MAPPED.length);
  });

  it('are in previews of the take and of the cut, and a file where its speaker lets it be had', {
    timeout: 60_000,
  }, async () => {
    const { takes } = SpeakerView.parse(await first.browser.call('GET /api/v1/speaker/statement'));
    const preview = async (url: string | null | undefined) => {
      const base = `${api.origin}${url}`.replace(/[^/]+$/, '');
      expect(await (await fetch(`${base}index.m3u8`)).text()).toContain('TYPE=SUBTITLES');
      const texts = await (await fetch(`${base}captions-en/0.vtt`)).text();
      return read(texts).map(({ startMs, text }) => [startMs, text]);
    };
    expect((await preview(takes[0]?.previewUrl)).map(([startMs]) => startMs)).toEqual([
      200, 1_040, 1_900, 2_000, 3_080, 4_120,
    ]);
    const cut = takes[0]?.cuts.find(({ edit }) => edit.inMs === EDIT.inMs);
    const params = { id: (await list(first)).captions[0]?.id ?? '' };
    const shown = await first.browser.call('GET /api/v1/speaker/captions/{id}', {
      params,
      query: { cutId: cut?.id },
    });
    expect([shown.cues.length, shown.leftOut]).toEqual([MAPPED.length, CUES.length - MAPPED.length]);
    expect(await preview(cut?.previewUrl)).toEqual(MAPPED.map(([startMs, , text]) => [startMs, text]));

    await publish(first);
    const files = () =>
      chair.call('GET /api/v1/reviews/{id}/programme/playlist', { params: { id: place.reviewId } });
    expect((await files()).captions).toEqual([]);
    const consent = (masterAllowed: boolean) =>
      first.browser.call('PUT /api/v1/speaker/consent', {
        body: { audience: 'missions', endsAt: null, masterAllowed, ...AGREED },
      });
    await consent(true);
    const [file] = (await files()).captions;
    expect(file).toMatchObject({ language: 'en', label: 'English' });
    const whole = `${api.origin}${file?.url}`;
    expect(read(await (await fetch(whole)).text()).map(({ startMs }) => startMs)).toEqual(
      MAPPED.map(([startMs]) => startMs),
    );
    await consent(false);
    expect((await fetch(whole)).status).toBe(403);
  });

  it('arrive as files in any encoding, cleaned, and what is none is refused', async () => {
    const send = (bytes: Uint8Array<ArrayBuffer>, language = 'ar') =>
      sendForm(
        'POST /api/v1/speaker/takes/{id}/captions/file',
        { params: { id: second.takeId }, form: { language, file: new File([bytes], 'كلمات.srt') } },
        {
          origin: api.origin,
          headers: () => ({ cookie: second.browser.cookieHeader() }),
        },
      );
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
    const head = '1\r\n00:00:01,000 --> 00:00:04,000\r\n';
    const arabic = await send(bytes(`${head}\xd3\xe1\xc7\xe3\r\n`));
    expect(arabic).toMatchObject({
      language: 'ar',
      label: 'العربية',
      direction: 'rtl',
      cues: 1,
      findings: [],
    });
    const [cue] = (
      await second.browser.call('GET /api/v1/speaker/captions/{id}', { params: { id: arabic.id } })
    ).cues;
    expect(cue).toEqual({ startMs: 1_000, endMs: 4_000, text: 'سلام' });

    const hostile = await send(
      bytes(`WEBVTT\n\n00:01.000 --> 00:04.000 line:0\n<script>alert(1)</script>&lt;script&gt;<v Ali>b\n`),
      'en',
    );
    expect(hostile.findings).toEqual([{ code: 'styling_removed', figures: { count: 1 } }]);
    const staff = await chair.call('GET /api/v1/captions/{id}', { params: { id: hostile.id } });
    expect(staff.cues[0]?.text).toBe('&lt;script&gt;b');

    const random = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 256);
    await expect(send(random)).rejects.toEqual(refused('captions_unreadable'));
    await expect(send(new Uint8Array(3 * 1024 * 1024))).rejects.toEqual(refused('captions_too_large'));
    await expect(send(new Uint8Array(0))).rejects.toEqual(refused('captions_unreadable'));
    await expect(send(bytes(head), '../x')).rejects.toEqual(refused('request_invalid'));
    const far = bytes('1\n00:10:00,000 --> 00:10:04,000\nFar.\n');
    await expect(send(far)).rejects.toEqual(refused('captions_do_not_match'));
    const path = `/api/v1/speaker/takes/${second.takeId}/captions/file`;
    const bare = await second.browser.send(path, { method: 'POST', body: new FormData() });
    expect((await bare.json()).code).toBe('file_missing');
  });

  it('as text: large ones pass, too large ones do not, and none of somebody else’s', async () => {
    const long = `${vtt([[1_000, 4_000, 'Good.']])}\nNOTE ${'é'.repeat(300_000)}`;
    expect(await add(second, 'es', long)).toMatchObject({ language: 'es', cues: 1, madeBy: 'speaker' });
    await expect(add(second, 'es', 'x'.repeat(3 * 1024 * 1024))).rejects.toEqual(
      refused('captions_too_large'),
    );
    await expect(add(second, 'es', 'x'.repeat(7 * 1024 * 1024))).rejects.toEqual(refused('body_too_large'));
    await expect(add(second, 'español', vtt(CUES))).rejects.toEqual(refused('request_invalid'));
    await expect(add(first, 'es', vtt(CUES), second.takeId)).rejects.toEqual(refused('not_found'));
    const { captions } = await list(second);
    const [mine] = captions;
    const params = { id: mine?.id ?? '' };
    await expect(first.browser.call('GET /api/v1/speaker/captions/{id}', { params })).rejects.toEqual(
      refused('not_found'),
    );
    await expect(first.browser.call('DELETE /api/v1/speaker/captions/{id}', { params })).rejects.toEqual(
      refused('not_found'),
    );
    const staff = await chair.call('POST /api/v1/takes/{id}/captions', {
      params: { id: second.takeId },
      body: { language: 'es', text: vtt(CUES) },
    });
    expect(staff).toMatchObject({ version: 2, madeBy: 'staff' });
    await chair.call('DELETE /api/v1/captions/{id}', { params: { id: staff.id } });
    const left = await chair.call('GET /api/v1/takes/{id}/captions', { params: { id: second.takeId } });
    expect(left.captions.map(({ language }) => language)).not.toContain('es');
  });

  it('sent twice at once are two versions, and the later stands', async () => {
    const both = await Promise.all([add(first, 'fr', vtt(CUES)), add(first, 'fr', vtt(CUES))]);
    expect(both.map(({ version }) => version).sort()).toEqual([1, 2]);
    const french = (await list(first)).captions.filter(({ language }) => language === 'fr');
    expect(french.map(({ version }) => version)).toEqual([2]);
  });

  it('are written down by machine only where that is set up, and never over what came meanwhile', async () => {
    const ask = { params: { id: first.takeId }, body: { language: 'de', baseId: null } };
    await expect(chair.call('POST /api/v1/takes/{id}/captions/transcription', ask)).rejects.toEqual(
      refused('transcriber_off'),
    );
    const folder = await mkdtemp(path.join(tmpdir(), 'rostrum-stand-in-'));
    const command = path.join(folder, 'whisper-cli');
    // In the place of whisper.cpp's command: what it writes is not clean, and reaches over the end.
    const script = `#!/bin/sh
while [ "$1" != --output-file ]; do shift; done
printf 'WEBVTT\\n\\n00:00.500 --> 00:02.000\\n <font>Danke.</font>\\n\\n00:03.000 --> 00:09.000\\nEnde.\\n' > "$2.vtt"`;
    await writeFile(command, script, { mode: 0o755 });
    const transcriber = whisperTranscriber({ command: `/${command.slice(1)}`, model: command, threads: 1 });
    const parts = { ...api.parts, transcriber };
    const userId = (await api.parts.prisma.user.findFirstOrThrow()).id;
    const job = {
      takeId: first.takeId,
      statementId: first.statementId,
      language: 'de',
      baseId: null,
      userId,
    };
    await transcribeTake(parts, job, jobRun());
    const german = async () => (await list(first)).captions.filter(({ language }) => language === 'de');
    const [made] = await german();
    expect(made).toMatchObject({ origin: 'transcribed', cues: 2, checkedAt: null, madeBy: 'staff' });
    expect(made?.findings.map(({ code }) => code)).toEqual(['styling_removed', 'shortened_at_the_end']);
    const read = { params: { id: made?.id ?? '' } };
    const { cues } = await first.browser.call('GET /api/v1/speaker/captions/{id}', read);
    const corrected = await first.browser.call('POST /api/v1/speaker/captions/{id}/corrections', {
      ...read,
      body: { cues: cues.map((cue) => ({ ...cue, text: `${cue.text}!` })) },
    });
    // Run once more, as every job may: what was corrected stands.
    await transcribeTake(parts, job, jobRun());
    expect((await german()).map(({ id }) => id)).toEqual([corrected.id]);
    const checked = { params: { id: corrected.id }, body: { checked: true } };
    await chair.call('PUT /api/v1/captions/{id}/checked', checked);
    expect((await german())[0]?.checkedAt).not.toBeNull();
    await rm(folder, { recursive: true });
  });

  it('of a withdrawn statement are refused, and gone', async () => {
    const { captions } = await list(second);
    await second.browser.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
    await expect(add(second, 'en', vtt(CUES))).rejects.toEqual(refused('statement_withdrawn'));
    await expect(list(second)).rejects.toEqual(refused('statement_withdrawn'));
    const params = { id: captions[0]?.id ?? '' };
    await expect(chair.call('GET /api/v1/captions/{id}', { params })).rejects.toEqual(
      refused('statement_withdrawn'),
    );
  });
});
