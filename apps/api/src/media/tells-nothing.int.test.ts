import { readFile } from 'node:fs/promises';
import { SpeakerView, StatementDetail, WatchProgramme } from '@rostrum/contract';
import { checkTake, makeCut, prepareTake, statementPrefix, verifyTake } from '@rostrum/core';
import { isRemovedFinding } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase, requirePart } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { jobRun } from '@rostrum/testkit/plant';
import { CANARIES, telling, walkObject, walkPlaylist, walkVtt, wordsIn } from '@rostrum/testkit/walk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Speaker, TestApi } from '../testing/test-api.ts';
import { startTestApi } from '../testing/test-api.ts';

const WORDS = Object.values(CANARIES);

/** Everything that a player can be led to from an entry playlist, and what lies beside it. */
async function reachable(entry: string): Promise<Map<string, Response>> {
  const base = entry.slice(0, entry.lastIndexOf('/'));
  const found = new Map<string, Response>();
  const waiting = ['index.m3u8', 'audio.m3u8', 'poster.jpg', 'storyboard.vtt', 'peaks-0.dat', 'master.mp4'];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (found.has(path)) continue;
    const response = await fetch(`${base}/${path}`);
    if (response.status !== 200) continue;
    found.set(path, response);
    if (!/\.(m3u8|vtt)$/.test(path)) continue;
    const text = await response.clone().text();
    const named = text.matchAll(/URI="([^"]+)"|^([^#\s][^\s#]*\.(?:m3u8|m4s|jpg|vtt))/gm);
    for (const [, inTag, alone] of named) waiting.push(inTag ?? alone ?? '');
  }
  return found;
}

/** What an answer says beside its body: neither when it was made nor by what. */
const HEADERS_THAT_TELL = ['last-modified', 'x-powered-by', 'server', 'x-amz-meta-name'];

async function toldByAnswers(entry: string): Promise<{ paths: string[]; told: unknown[] }> {
  const told: unknown[] = [];
  const answers = await reachable(entry);
  for (const [path, response] of answers) {
    const tell = (where: string, what: string) => told.push({ path, where, what });
    const body = Buffer.from(await response.arrayBuffer());
    for (const word of wordsIn(body, WORDS)) tell('body', word);
    for (const name of HEADERS_THAT_TELL) if (response.headers.has(name)) tell('headers', name);
    if (path.endsWith('.m3u8')) walkPlaylist(body.toString(), tell);
    else if (path.endsWith('.vtt')) walkVtt(body.toString(), 'sprites', tell);
    // Chapters are named by who speaks, as the programme itself is.
    else if (path !== 'chapters.json') told.push(...walkObject(path, body));
  }
  return { paths: [...answers.keys()], told };
}

describe.skipIf(!requirePart('ffmpeg'))('a statement whose file told everything', () => {
  let database: FreshDatabase;
  let api: TestApi;
  let speaker: Speaker;
  let reviewId: string;
  let takeId: string;
  beforeAll(async () => {
    database = await freshDatabase();
    api = await startTestApi({ databaseUrl: database.url });
    const place = await api.session();
    reviewId = place.reviewId;
    speaker = await api.speaker(place);
    await speaker.browser.call('PUT /api/v1/speaker/consent', {
      body: { audience: 'missions', endsAt: null, masterAllowed: true, ...AGREED },
    });
    const form = new FormData();
    form.set('file', new Blob([await readFile(await telling('keys'))]), 'a.mp4');
    const sent = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: form });
    takeId = (await sent.json()).id;
    await verifyTake(api.parts, { takeId }, jobRun());
    await checkTake(api.parts, { takeId }, jobRun());
    await prepareTake(api.parts, { takeId }, jobRun());
    const edit = { inMs: 200, outMs: 2800, removals: [{ startMs: 1200, endMs: 1500 }] };
    const params = { id: takeId };
    const cut = await speaker.browser.call('POST /api/v1/speaker/takes/{id}/cuts', { params, body: edit });
    await makeCut(api.parts, { cutId: cut.id }, jobRun());

    const chair = await api.staff('coordinator');
    const detail = StatementDetail.parse(
      await chair.call('GET /api/v1/statements/{id}', { params: { id: speaker.statementId } }),
    );
    await chair.call('POST /api/v1/statements/{id}/decisions', {
      params: { id: speaker.statementId },
      body: { kind: 'approve', takeId, cutId: cut.id, reason: 'Fits.', version: detail.statement.version },
    });
    await chair.call('POST /api/v1/reviews/{id}/programme/publish', {
      params: { id: reviewId },
      body: { statementIds: [speaker.statementId] },
    });
  }, 180_000);
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  it('leaves nothing of it in any object that is stored, but for the sealed original', async () => {
    const told: unknown[] = [];
    const endings = new Map<string, number>();
    for await (const { key } of api.parts.storage.list(statementPrefix(speaker.statementId))) {
      const { body } = await api.parts.storage.get(key);
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      const data = Buffer.concat(parts);
      if (/\/original(\.\w+)?$/.test(key)) {
        expect(wordsIn(data, WORDS).length).toBeGreaterThan(15);
        continue;
      }
      const ending = key.slice(key.lastIndexOf('.') + 1);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
      told.push(...walkObject(key, data), ...wordsIn(data, WORDS).map((word) => ({ key, word })));
    }
    expect(told).toEqual([]);
    // Both sets are there: of the take, and of its cut.
    expect(endings.get('mp4')).toBeGreaterThanOrEqual(10);
    expect(endings.get('m4s')).toBeGreaterThanOrEqual(16);
    expect(endings.get('jpg')).toBeGreaterThanOrEqual(4);
  });

  it('leaves nothing of it in anything that the gateway sends', async () => {
    const delegate = await api.delegate({ sessionId: await sessionOf(), reviewId });
    const { playlistUrl } = WatchProgramme.parse(
      await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: reviewId } }),
    );
    const view = SpeakerView.parse(await speaker.browser.call('GET /api/v1/speaker/statement'));
    const cut = view.takes[0]?.cuts.find(({ madeBy }) => madeBy === 'speaker');
    for (const url of [playlistUrl, view.takes[0]?.previewUrl, cut?.previewUrl]) {
      const { paths, told } = await toldByAnswers(`${api.origin}${url}`);
      expect(told).toEqual([]);
      for (const kind of [/index\.m3u8/, /\d+p\.m3u8/, /init-0\.mp4/, /\d\.m4s/, /poster\.jpg/])
        expect(paths.some((path) => kind.test(path))).toBe(true);
    }
  });

  it('is reported by kind, to the speaker and to the staff, and never by value', async () => {
    const view = SpeakerView.parse(await speaker.browser.call('GET /api/v1/speaker/statement'));
    const kinds = view.takes[0]?.findings.map(({ code }) => code).filter(isRemovedFinding);
    expect(kinds).toEqual(expect.arrayContaining(['location_removed', 'device_removed', 'author_removed']));
    const plain = await (await speaker.browser.send('/speak/plain', { bare: true })).text();
    expect(plain).toContain('<li>The place where it was recorded</li>');
    const chair = await api.staff('coordinator');
    const detail = StatementDetail.parse(
      await chair.call('GET /api/v1/statements/{id}', { params: { id: speaker.statementId } }),
    );
    expect(detail.takes[0]?.findings).toEqual(view.takes[0]?.findings);
    const row = await api.parts.store.takes.get(takeId);
    for (const said of [view, detail, row?.verdict, plain])
      expect(wordsIn(Buffer.from(JSON.stringify(said)), WORDS)).toEqual([]);
  });

  async function sessionOf(): Promise<string> {
    const view = SpeakerView.parse(await speaker.browser.call('GET /api/v1/speaker/statement'));
    return view.session.id;
  }
});
