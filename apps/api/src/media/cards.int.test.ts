import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ProgrammeView, WatchProgramme } from '@rostrum/contract';
import { drawCard, drawProgrammeCards, eraseStatement, type MediaEngine } from '@rostrum/core';
import { cardFrames, RENDITION_NAMES, VIDEO_TIMESCALE } from '@rostrum/domain';
import { presentationProblems, readPresentation } from '@rostrum/hls';
import { type FreshDatabase, freshDatabase, requirePart } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { type ClipSpec, clip, measureLoudness } from '@rostrum/testkit/clips';
import { fewRenditions } from '@rostrum/testkit/few-renditions';
import { jobRun } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { ALL_KINDS, approved, sent, worked } from '../testing/programme-of-all-kinds.ts';
import { type Decoded, decoded, ffmpeg, flashes, numberIn, overHttp } from '../testing/read-programme.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const TITLE_MS = 1000;
const NO_STATEMENT_MS = 2400;

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('a programme with title cards', () => {
  let database: FreshDatabase;
  let api: TestApi;
  let dir: string;
  let place: Place;
  let chair: Browser;
  let delegate: Browser;
  let first: Speaker;
  let second: Speaker;
  let silent: Speaker;
  /** The first of 25 pictures a second and hardly to be heard, the second of 29.97 and far too loud. */
  const [kindA, , kindB] = ALL_KINDS;
  const clipA: ClipSpec = { ...kindA, sound: 'speech', soundGainDb: -20 };
  const clipB: ClipSpec = { ...kindB, sound: 'clipped' };
  const pictures = { first: 60, second: 93 };

  const appear = (speaker: Speaker, named: 'name' | 'organisation', speakerName: string | null) =>
    speaker.browser.call('PUT /api/v1/speaker/consent', {
      body: {
        audience: 'missions',
        endsAt: null,
        masterAllowed: false,
        ...AGREED,
        appearance: { named, face: 'as_sent', voice: 'as_sent' },
        speakerName,
      },
    });
  const programme = async () =>
    ProgrammeView.parse(
      await chair.call('GET /api/v1/reviews/{id}/programme', { params: { id: place.reviewId } }),
    );
  const watched = async () =>
    WatchProgramme.parse(
      await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
    );
  const publish = () =>
    chair.call('POST /api/v1/reviews/{id}/programme/publish', {
      params: { id: place.reviewId },
      body: { statementIds: [first.statementId, second.statementId] },
    });
  /** They are wanted in every rendition, and two are enough to be looked at. */
  const drawing = () => ({
    ...api.parts,
    media: {
      ...api.parts.media,
      makeTitleCard: (card: Parameters<MediaEngine['makeTitleCard']>[0]) => {
        expect(card.renditions).toEqual(RENDITION_NAMES);
        return api.parts.media.makeTitleCard({ ...card, renditions: ['360p', '240p'] });
      },
    },
  });
  const drawShared = () => drawProgrammeCards(drawing(), { reviewId: place.reviewId }, jobRun());
  const drawOwn = ({ statementId }: Speaker) => drawCard(drawing(), { statementId }, jobRun());
  const set = async (key: 'cards.titleMs' | 'cards.noStatementMs', value: number) =>
    (await api.staff('administrator')).call('PUT /api/v1/settings/{key}', {
      params: { key },
      body: { value, version: 0 },
    });
  const keysBelow = async (prefix: string) => {
    const keys: string[] = [];
    for await (const { key } of api.parts.storage.list(prefix)) keys.push(key);
    return keys;
  };

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'rostrum-cards-'));
    database = await freshDatabase();
    api = await startTestApi({ databaseUrl: database.url });
    place = await api.session({ cards: 'en' });
    [chair, delegate] = [await api.staff('coordinator'), await api.delegate(place)];
    first = await api.speaker(place, { name: 'Alpha' });
    second = await api.speaker(place, { name: 'Beta' });
    silent = await api.speaker(place, { name: 'Gamma' });
    await set('cards.titleMs', TITLE_MS);
    await set('cards.noStatementMs', NO_STATEMENT_MS);
    const few = { ...api.parts, media: fewRenditions(api.parts.media) };
    for (const [speaker, spec] of [
      [first, clipA],
      [second, clipB],
    ] as const) {
      await appear(speaker, 'organisation', null);
      const takeId = await sent(speaker, await clip(spec));
      await worked(few, takeId);
      await approved(chair, { speaker, takeId });
    }
  }, 120_000);
  afterAll(async () => {
    await api?.close();
    await database?.drop();
    if (dir) await rm(dir, { recursive: true, force: true });
  });

  /** Every picture once, each at its time: cards between the pictures that are numbered. */
  function expectWhole(
    read: Decoded,
    parts: readonly ('opening' | 'title' | 'none' | 'first' | 'second')[],
  ): void {
    expect(read.complaints).toBe('');
    const wanted: { ticks: number; number: number | null; spec: object }[] = [];
    let ticks = 0;
    for (const part of parts) {
      const isFirst = part === 'first';
      const isCard = part !== 'first' && part !== 'second';
      const frames = isCard
        ? cardFrames(part === 'none' ? NO_STATEMENT_MS : TITLE_MS)
        : pictures[isFirst ? 'first' : 'second'];
      const perFrame = part === 'second' ? 3003 : 3600;
      for (let frame = 0; frame < frames; frame += 1) {
        wanted.push({ ticks, number: isCard ? null : frame, spec: isFirst ? clipA : clipB });
        ticks += perFrame;
      }
    }
    expect(read.pictures).toHaveLength(wanted.length);
    const off = read.pictures.map(({ timeS }, at) => timeS - (wanted[at]?.ticks ?? 0) / VIDEO_TIMESCALE);
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.0001);
    for (const [at, picture] of read.pictures.entries()) {
      const { number, spec } = wanted[at] ?? { number: null, spec: {} };
      if (number === null) expect(flashes(picture), `card at ${at}`).toBe(true);
      else expect(numberIn(picture, spec)).toBe(number);
    }
    expect(read.soundStartS).toBe(0);
    expect(Math.abs(read.sound.length / 48_000 - ticks / VIDEO_TIMESCALE)).toBeLessThan(0.0107);
  }

  it('is not published before its cards are drawn, and at once when they are', {
    timeout: 120_000,
  }, async () => {
    const draft = (await programme()).draft;
    expect(draft).toMatchObject({ cardsToDraw: 6, openingMs: TITLE_MS });
    // Their length is known all the same: what fits the slot does not change when they come.
    expect(draft.items.map(({ cardMs, kind }) => [kind, cardMs])).toEqual([
      ['statement', TITLE_MS],
      ['statement', TITLE_MS],
      ['card', NO_STATEMENT_MS],
    ]);
    await drawShared();
    expect((await programme()).draft).toMatchObject({ cardsToDraw: 0, lengthMs: draft.lengthMs });
    const drawn = await keysBelow('cards/');
    await drawShared();
    expect(await keysBelow('cards/')).toEqual(drawn);

    // To be seen before it is, by whoever of the staff is handed the address, and while it is that draft alone.
    const preview = `${api.origin}${(await programme()).draft.previewUrl}`;
    expectWhole(await decoded(preview, dir), ['opening', 'title', 'first', 'title', 'second', 'none']);
    const beganMs = performance.now();
    await publish();
    expect((await fetch(preview)).status).toBe(403);
    console.log(`published with cards in ${(performance.now() - beganMs).toFixed(0)} ms`);
    const { revision } = await watched();
    expect(revision).toMatchObject({
      lengthMs: draft.lengthMs,
      items: [
        { kind: 'statement', startMs: TITLE_MS, cardMs: TITLE_MS, lengthMs: TITLE_MS + 2400 },
        { kind: 'statement', startMs: 2 * TITLE_MS + 2400, cardMs: TITLE_MS },
        { kind: 'card', cardMs: NO_STATEMENT_MS, lengthMs: NO_STATEMENT_MS },
      ],
    });
  });

  it('plays in one timeline: every picture of card and statement once, by every rule', async () => {
    const address = `${api.origin}${(await watched()).playlistUrl}`;
    const parts = ['opening', 'title', 'first', 'title', 'second', 'none'] as const;
    expectWhole(await decoded(address, dir), parts);
    const file = path.join(dir, 'copy.mp4');
    expect(await ffmpeg(['-v', 'warning', '-i', address, '-c', 'copy', file])).toBe('');
    expectWhole(await decoded(file, dir), parts);
    const presentation = await readPresentation(address, overHttp);
    expect(presentationProblems(presentation)).toEqual([]);
    const { variants } = presentation;
    expect(variants.map(({ track }) => [track.name, track.inits.length])).toEqual([
      ['360p', 1],
      ['240p', 1],
    ]);
    expect(variants.some(({ track }) => track.segments.some(({ listed }) => listed.discontinuity))).toBe(
      false,
    );

    const chapters = await (await fetch(new URL('chapters.json', address))).json();
    const { items } = (await watched()).revision;
    expect(chapters).toMatchObject([
      { 'start-time': 0, duration: TITLE_MS / 1000, titles: [{ title: 'Test State' }] },
      ...items.map(({ startMs, lengthMs, organisation }) => ({
        'start-time': startMs / 1000,
        duration: lengthMs / 1000,
        titles: [{ title: organisation.name }],
      })),
    ]);
    const storyboard = await (await fetch(new URL('storyboard.vtt', address))).text();
    expect(storyboard).toContain('00:00:00.000 --> ');
  });

  it('is as loud at its second statement as at its first, as it is played, and its cards are silent', async () => {
    const { items } = (await watched()).revision;
    const whole = path.join(dir, 'copy.mp4');
    const heard = async (fromMs: number, lengthMs: number, name: string) => {
      const file = path.join(dir, `${name}.wav`);
      const cut = ['-ss', String(fromMs / 1000), '-t', String(lengthMs / 1000)];
      expect(await ffmpeg(['-v', 'warning', '-i', whole, ...cut, '-map', '0:a:0', file])).toBe('');
      return (await measureLoudness(file)).lufs;
    };
    const spoken: number[] = [];
    for (const { kind, startMs, cardMs, lengthMs, position } of items) {
      // Sound's frames are no whole pictures: what lies in one with a statement's first or last word is its own.
      expect(await heard(startMs + 50, cardMs - 100, `card-${position}`)).toBe(-70);
      if (kind === 'statement')
        spoken.push(await heard(startMs + cardMs, lengthMs - cardMs, `spoken-${position}`));
    }
    const sources = await Promise.all([clipA, clipB].map(async (spec) => measureLoudness(await clip(spec))));
    const [quiet, loud] = sources.map(({ lufs }) => lufs);
    console.log(`sent at ${quiet} and ${loud} LUFS, played at ${spoken.join(' and ')}`);
    expect((loud ?? 0) - (quiet ?? 0)).toBeGreaterThan(15);
    expect(Math.max(...spoken) - Math.min(...spoken)).toBeLessThanOrEqual(1);
  });

  it('shows no name that its speaker does not appear by, and keeps none', async () => {
    const revision = async () => (await watched()).revision;
    const before = await revision();
    const ownKeys = async () => await keysBelow(`statements/${first.statementId}/cards/`);
    await appear(first, 'name', 'Wadih Al-Asmar');
    // Until another is drawn, the one that names nobody is right.
    expect((await revision()).items).toMatchObject(before.items.map(({ startMs }) => ({ startMs })));
    expect((await programme()).draft.cardsToDraw).toBe(1);
    await drawOwn(first);
    expect((await programme()).draft.cardsToDraw).toBe(0);
    const named = await api.parts.store.titleCards.ofStatement(first.statementId);
    expect(named).toHaveLength(1);
    expect((await ownKeys()).every((key) => key.startsWith(named[0]?.manifest.root ?? '?'))).toBe(true);
    expect((await revision()).items[0]).toMatchObject({ cardMs: TITLE_MS, speakerName: 'Wadih Al-Asmar' });

    const [epoch, shownMs] = [(await watched()).epoch, (await revision()).lengthMs];
    await appear(first, 'organisation', null);
    // At once, and with nobody at work: neither the name nor its card, but the one that names the State alone.
    expect(await revision()).toMatchObject({
      lengthMs: shownMs,
      items: [{ cardMs: TITLE_MS, speakerName: null }, {}, {}],
    });
    const address = `${api.origin}${(await watched()).playlistUrl}`;
    expectWhole(await decoded(address, dir), ['opening', 'opening', 'first', 'title', 'second', 'none']);
    await drawOwn(first);
    expect(await ownKeys()).toEqual([]);
    expect(await revision()).toMatchObject({ lengthMs: shownMs, items: [{ cardMs: TITLE_MS }, {}, {}] });
    expect((await watched()).epoch).toBeGreaterThan(epoch + 1);
  });

  it('moves nobody in a screening, whoever is called otherwise meanwhile', { timeout: 60_000 }, async () => {
    let nowMs = Date.now();
    vi.spyOn(api.parts.clock, 'now').mockImplementation(() => new Date(nowMs));
    const params = { id: place.reviewId };
    await chair.call('PUT /api/v1/reviews/{id}/screening', {
      params,
      body: { startsAt: new Date(nowMs + 1000).toISOString(), timeZone: 'UTC', version: null },
    });
    nowMs += 3000;
    const stands = async () => {
      const { screening, revision, epoch } = await watched();
      if (screening === null) throw new Error('it is over');
      const { overrides, lengthMs } = screening;
      return { epoch, at: { overrides, lengthMs, items: revision.items.map(({ startMs }) => startMs) } };
    };
    const before = await stands();
    const rename = async (name: string) =>
      chair.call('PATCH /api/v1/invitations/{id}', {
        params: { id: second.invitationId },
        body: { organisation: { name } },
      });
    const changes = [
      () => rename('Beta, which has a much longer name by now'),
      () => drawOwn(second),
      () => appear(first, 'name', 'Wadih Al-Asmar'),
      () => drawOwn(first),
      () => appear(first, 'organisation', null),
      () => drawOwn(first),
      () => rename('Beta'),
      () => drawOwn(second),
    ];
    for (const [at, change] of changes.entries()) {
      await change();
      expect([at, (await stands()).at]).toEqual([at, before.at]);
    }
    expect((await watched()).revision.items[1]?.organisation.name).toBe('Beta');
    // All the same, whatever was handed out under the former names is void.
    expect((await stands()).epoch).toBeGreaterThanOrEqual(before.epoch + 6);
    // For the tests behind this one there was none.
    await api.parts.prisma.screening.updateMany({ data: { state: 'cancelled', cancelledAt: new Date() } });
  });

  it('has the card of whoever takes theirs back, before any worker looks', async () => {
    await appear(first, 'name', 'Wadih Al-Asmar');
    await drawOwn(first);
    await first.browser.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
    const { revision, playlistUrl } = await watched();
    expect(revision).toMatchObject({
      cause: 'withdrawal',
      items: [
        { kind: 'card', cardMs: NO_STATEMENT_MS, startMs: TITLE_MS },
        { kind: 'statement', cardMs: TITLE_MS },
        { kind: 'card', cardMs: NO_STATEMENT_MS },
      ],
    });
    expectWhole(await decoded(`${api.origin}${playlistUrl}`, dir), [
      'opening',
      'none',
      'title',
      'second',
      'none',
    ]);
    await drawOwn(first);
    await eraseStatement(api.parts, { statementId: first.statementId });
    expect(await keysBelow(`statements/${first.statementId}/`)).toEqual([]);
    expect(await api.parts.prisma.titleCard.count({ where: { statementId: { not: null } } })).toBe(0);
    expect((await watched()).revision.items).toHaveLength(3);
  });

  it('is without cards where a coordinator wants none', async () => {
    const { draft } = await programme();
    const statementIds = draft.items.map(({ statementId }) => statementId);
    const without = ProgrammeView.parse(
      await chair.call('PUT /api/v1/reviews/{id}/programme/order', {
        params: { id: place.reviewId },
        body: { statementIds, cards: null },
      }),
    );
    // Whoever says nothing of it changes nothing of it.
    expect(without).toMatchObject({ audience: 'missions', published: { audience: 'missions' } });
    expect(without).toMatchObject({ cards: null, draft: { openingMs: 0, cardsToDraw: 0 } });
    expect(without.draft.mark).not.toBe(draft.mark);
    await chair.call('POST /api/v1/reviews/{id}/programme/publish', {
      params: { id: place.reviewId },
      body: { statementIds: [second.statementId], mark: without.draft.mark },
    });
    const { revision } = await watched();
    expect(revision.items.map(({ cardMs }) => cardMs)).toEqual([0, 0, 0]);
    expect(silent.statementId).toBe(revision.items.at(-1)?.statementId);
  });

  it('of which nothing is left to announce plays to nobody, and everybody is listed', async () => {
    const params = { id: place.reviewId };
    const statementIds = (await programme()).draft.items.map(({ statementId }) => statementId);
    await chair.call('PUT /api/v1/reviews/{id}/programme/order', {
      params,
      body: { statementIds, cards: 'en' },
    });
    await drawShared();
    await drawOwn(second);
    await chair.call('POST /api/v1/reviews/{id}/programme/publish', {
      params,
      body: { statementIds: [second.statementId] },
    });
    const before = await watched();
    expect(before.revision.items[1]).toMatchObject({ kind: 'statement', cardMs: TITLE_MS });
    await second.browser.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
    expect(await watched()).toMatchObject({
      playlistUrl: null,
      alone: [],
      revision: {
        cause: 'withdrawal',
        lengthMs: 0,
        items: statementIds.map((statementId) => ({ kind: 'card', statementId, cardMs: 0, posterUrl: null })),
      },
    });
    expect((await fetch(`${api.origin}${before.playlistUrl}`)).status).toBeGreaterThanOrEqual(400);
  });
});
