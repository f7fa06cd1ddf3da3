import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stretchesOf } from '@rostrum/core';
import { newId } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase, requirePart, s3Settings } from '@rostrum/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const HOSTILE_NAMES = [
  'بيان المنظمة.mp4',
  '声明 视频.mov',
  'réponse — été 🎬.webm',
  '../../../etc/passwd',
  '..\\..\\boot.ini',
  'a/b/c.mp4',
  '  .mp4',
  `${'x'.repeat(400)}.mp4`,
  'quote"and;semicolon=.mp4',
];

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const b64 = (text: string) => Buffer.from(text).toString('base64');
const TUS = { 'tus-resumable': '1.0.0' };

async function objects({ parts }: TestApi, { statementId }: Speaker): Promise<string[]> {
  const keys = [];
  for await (const { key } of parts.storage.list(`statements/${statementId}/`)) keys.push(key);
  return keys;
}

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());

describe.each(['directory', 's3'] as const)('uploads into %s', (kind) => {
  const here = kind === 'directory' || requirePart('s3');
  let api: TestApi;
  let place: Place;

  beforeAll(async () => {
    if (!here) return;
    const env: Record<string, string> = {};
    if (kind === 's3') {
      const s3 = await s3Settings();
      Object.assign(env, {
        S3_BUCKET: s3.bucket,
        S3_ENDPOINT: s3.endpoint,
        S3_REGION: s3.region,
        S3_ACCESS_KEY_ID: s3.accessKeyId,
        S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
        S3_FORCE_PATH_STYLE: String(s3.forcePathStyle),
      });
    }
    api = await startTestApi({ databaseUrl: database.url, env });
    place = await api.session();
  });
  afterAll(() => api?.close());

  async function create(speaker: Speaker, bytes: number, metadata: Record<string, string> = {}) {
    return await speaker.browser.send('/api/v1/uploads', {
      method: 'POST',
      headers: {
        ...TUS,
        'upload-length': String(bytes),
        ...(Object.keys(metadata).length === 0
          ? {}
          : {
              'upload-metadata': Object.entries(metadata)
                .map(([name, value]) => `${name} ${b64(value)}`)
                .join(','),
            }),
      },
    });
  }
  const patch = (speaker: Speaker, url: string, offset: number, part: Uint8Array<ArrayBuffer>) =>
    speaker.browser.send(url, {
      method: 'PATCH',
      headers: {
        ...TUS,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: part,
    });
  const head = (speaker: Speaker, url: string) => speaker.browser.send(url, { method: 'HEAD', headers: TUS });
  const idOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
  async function stored(takeId: string): Promise<Buffer> {
    const take = await api.parts.store.takes.get(takeId);
    const { body } = await api.parts.storage.get(take?.originalKey ?? '');
    return Buffer.concat(await body.toArray());
  }

  it.skipIf(!here)('receives a file in parts, with its hash', async () => {
    const speaker = await api.speaker(place);
    const file = randomBytes(7 * 1024 * 1024);
    const created = await create(speaker, file.length, { filename: 'a.mp4', sha256: sha256(file) });
    expect(created.status).toBe(201);
    const url = created.headers.get('location') ?? '';
    expect(url).toMatch(/^\/api\/v1\/uploads\/[0-9a-f-]{36}$/);
    expect(created.headers.has('access-control-allow-origin')).toBe(false);
    expect(Date.parse(created.headers.get('upload-expires') ?? '')).toBeGreaterThan(
      Date.now() + 6 * 24 * 3600_000,
    );

    const half = 6 * 1024 * 1024;
    const first = await patch(speaker, url, 0, file.subarray(0, half));
    expect(first.status).toBe(204);
    expect(first.headers.get('upload-offset')).toBe(String(half));
    expect((await head(speaker, url)).headers.get('upload-offset')).toBe(String(half));
    expect((await patch(speaker, url, 5, file.subarray(5, 10))).status).toBe(409);
    expect((await patch(speaker, url, half, file.subarray(half))).status).toBe(204);

    const take = await api.parts.store.takes.get(idOf(url));
    expect(take?.sizeBytes).toBe(file.length);
    expect(take?.wireSha256).toBe(sha256(file));
    expect(take?.declaredSha256).toBe(sha256(file));
    expect(sha256(await stored(idOf(url)))).toBe(sha256(file));
    // Who lost the last answer hears that everything is there.
    const again = await head(speaker, url);
    expect(again.headers.get('upload-offset')).toBe(String(file.length));
    expect((await patch(speaker, url, file.length, new Uint8Array())).status).toBe(410);
  });

  it.skipIf(!here)('keeps what came of a part that broke off, and its hash', async () => {
    const speaker = await api.speaker(place);
    const file = randomBytes(7 * 1024 * 1024);
    const created = await create(speaker, file.length, { filename: 'a.mp4' });
    const url = created.headers.get('location') ?? '';
    const { hostname, port, pathname } = new URL(url, api.origin);
    const part = request({
      hostname,
      port,
      path: pathname,
      method: 'PATCH',
      headers: {
        ...TUS,
        cookie: speaker.browser.cookieHeader(),
        'x-rostrum': '1',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': 6 * 1024 * 1024,
      },
    });
    part.on('error', () => undefined);
    // Written: by then most of it has left this process.
    await new Promise((resolve) => part.write(file.subarray(0, 2_000_000), resolve));
    part.destroy();
    const asked = async () => Number((await head(speaker, url)).headers.get('upload-offset'));
    await expect.poll(asked).toBeGreaterThan(0);
    const offset = await asked();
    expect((await patch(speaker, url, offset, file.subarray(offset))).status).toBe(204);
    const take = await api.parts.store.takes.get(idOf(url));
    const stretches = stretchesOf(take?.hashState ?? null) ?? [
      { bytes: file.length, sha256: take?.wireSha256 },
    ];
    let at = 0;
    for (const stretch of stretches) {
      expect(stretch.sha256).toBe(sha256(file.subarray(at, at + stretch.bytes)));
      at += stretch.bytes;
    }
    expect(at).toBe(file.length);
    expect(sha256(await stored(idOf(url)))).toBe(sha256(file));
  });

  it.skipIf(!here)('keeps every name as data', async () => {
    const names = kind === 's3' ? HOSTILE_NAMES.slice(0, 2) : HOSTILE_NAMES;
    for (const filename of names) {
      const speaker = await api.speaker(place);
      const created = await create(speaker, 4, { filename });
      const url = created.headers.get('location') ?? '';
      expect((await patch(speaker, url, 0, Buffer.from('abcd'))).status).toBe(204);
      const take = await api.parts.store.takes.get(idOf(url));
      expect(take?.fileName).toBe(filename);
      expect(take?.originalKey).toMatch(/^statements\/[0-9a-f-]{36}\/takes\/[0-9a-f-]{36}\/original$/);
      expect((await stored(idOf(url))).toString()).toBe('abcd');
    }
  });

  it.skipIf(!here)('sends one multipart request straight into the storage', async () => {
    const names = kind === 's3' ? HOSTILE_NAMES.slice(0, 1) : HOSTILE_NAMES;
    for (const filename of names) {
      const speaker = await api.speaker(place);
      const file = randomBytes(300_000);
      const form = new FormData();
      form.set('sha256', sha256(file));
      form.set('file', new Blob([file]), filename);
      const response = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: form });
      const { id, state } = await response.json();
      expect([response.status, state]).toEqual([201, 'receiving']);
      const take = await api.parts.store.takes.get(id);
      // Busboy gives the last part of what looks like a path: RFC 7578 section 4.2.
      expect(filename.endsWith(take?.fileName ?? '-')).toBe(true);
      expect(take?.wireSha256).toBe(sha256(file));
      expect(sha256(await stored(id))).toBe(sha256(file));
    }
  });

  it.skipIf(!here)('gives up on request and leaves nothing', async () => {
    const speaker = await api.speaker(place);
    const created = await create(speaker, 12 * 1024 * 1024, { filename: 'a.mp4' });
    const url = created.headers.get('location') ?? '';
    await patch(speaker, url, 0, randomBytes(6 * 1024 * 1024));
    expect((await create(speaker, 10)).status).toBe(409);
    const ended = await speaker.browser.send(url, { method: 'DELETE', headers: TUS });
    expect(ended.status).toBe(204);
    expect((await api.parts.store.takes.get(idOf(url)))?.state).toBe('abandoned');
    const left = await objects(api, speaker);
    expect(left).toEqual([]);
    expect((await head(speaker, url)).status).toBe(410);
    expect((await create(speaker, 10)).status).toBe(201);
  });
});

describe('uploads that are refused', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ databaseUrl: database.url });
  });
  afterAll(() => api?.close());

  const create = (speaker: Speaker, headers: Record<string, string>) =>
    speaker.browser.send('/api/v1/uploads', { method: 'POST', headers: { ...TUS, ...headers } });

  it('names what is wrong by a code', async () => {
    const place = await api.session({ sizeLimitBytes: 1000, takes: 1 });
    const speaker = await api.speaker(place);
    const cases: [Record<string, string>, number, string][] = [
      [{ 'upload-length': '1001' }, 413, 'size_over_limit'],
      [{ 'upload-length': '0' }, 422, 'empty_file'],
      [{}, 400, 'request_invalid'],
      [{ 'upload-defer-length': '1' }, 400, 'request_invalid'],
      [{ 'upload-length': '10', 'upload-metadata': 'a b c d' }, 400, 'request_invalid'],
      [{ 'upload-length': '10', 'upload-metadata': `sha256 ${b64('no')}` }, 400, 'request_invalid'],
      [{ 'upload-length': '10', 'tus-resumable': '0.2.0' }, 400, 'request_invalid'],
    ];
    for (const [headers, status, code] of cases) {
      const response = await create(speaker, headers);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const problem = await response.json();
      expect([problem.code, response.status]).toEqual([code, status]);
      expect(response.headers.get('tus-resumable')).toBe('1.0.0');
    }
    // Nothing was left that would stand in the way.
    expect((await create(speaker, { 'upload-length': '10' })).status).toBe(201);
  });

  it('stops a form at the size limit, and takes it back whole', async () => {
    const place = await api.session({ sizeLimitBytes: 100_000 });
    const speaker = await api.speaker(place);
    const form = new FormData();
    form.set('file', new Blob([randomBytes(100_001)]), 'large.mp4');
    const response = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: form });
    expect((await response.json()).code).toBe('size_over_limit');
    const left = await objects(api, speaker);
    expect(left).toEqual([]);

    const exact = new FormData();
    exact.set('file', new Blob([randomBytes(100_000)]), 'exact.mp4');
    const fits = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: exact });
    expect(fits.status).toBe(201);
  });

  it('says what a form lacks', async () => {
    const speaker = await api.speaker(await api.session());
    const without = new FormData();
    without.set('sha256', 'a'.repeat(64));
    const empty = new FormData();
    empty.set('file', new Blob([]), 'empty.mp4');
    const badHash = new FormData();
    badHash.set('sha256', 'nothing');
    badHash.set('file', new Blob(['x']), 'x.mp4');
    const two = new FormData();
    two.append('file', new Blob(['x']), 'x.mp4');
    two.append('file', new Blob(['y']), 'y.mp4');
    const codes = [];
    for (const body of [without, empty, badHash]) {
      const response = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body });
      codes.push((await response.json()).code);
    }
    expect(codes).toEqual(['file_missing', 'empty_file', 'request_invalid']);
    const both = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: two });
    expect((await both.json()).code).toBe('request_invalid');
  });

  it('erases what an aborted form left', async () => {
    const speaker = await api.speaker(await api.session());
    const stop = new AbortController();
    const boundary = 'x'.repeat(20);
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n`;
    const body = new ReadableStream({
      async pull(controller) {
        controller.enqueue(new TextEncoder().encode(head));
        controller.enqueue(randomBytes(200_000));
        await expect
          .poll(() => api.parts.store.takes.ofStatement(speaker.statementId))
          .toMatchObject([{ state: 'receiving' }]);
        stop.abort();
      },
    });
    const sending = speaker.browser.send('/api/v1/speaker/takes', {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body,
      signal: stop.signal,
      duplex: 'half',
    } as RequestInit);
    await expect(sending).rejects.toThrow();
    await expect
      .poll(() => api.parts.store.takes.ofStatement(speaker.statementId))
      .toMatchObject([{ state: 'abandoned' }]);
    await expect.poll(() => objects(api, speaker)).toEqual([]);
  });

  it('knows whose upload it is, and whose session ended', async () => {
    const place = await api.session();
    const [mine, theirs] = [await api.speaker(place), await api.speaker(place)];
    const created = await create(mine, { 'upload-length': '10' });
    const url = created.headers.get('location') ?? '';
    const ask = (speaker: Speaker, path: string) =>
      speaker.browser.send(path, { method: 'HEAD', headers: TUS });
    expect((await ask(mine, url)).status).toBe(200);
    expect((await ask(theirs, url)).status).toBe(404);
    expect((await ask(mine, `/api/v1/uploads/${newId()}`)).status).toBe(404);
    expect((await ask(mine, '/api/v1/uploads/..%2f..%2fetc')).status).toBe(404);
    const chair = await api.staff('coordinator');
    await chair.call('DELETE /api/v1/invitations/{id}/link', { params: { id: mine.invitationId } });
    expect((await ask(mine, url)).status).toBe(401);
    await expect(
      mine.browser.call('POST /api/v1/links/open', { body: { token: mine.token } }),
    ).rejects.toMatchObject({ code: 'link_revoked' });
  });

  it('lets go of an upload whose part broke off, at whichever moment that was', async () => {
    const speaker = await api.speaker(await api.session());
    const created = await create(speaker, { 'upload-length': '900000' });
    const { hostname, port, pathname } = new URL(created.headers.get('location') ?? '', api.origin);
    const cookie = speaker.browser.cookieHeader();
    const statuses: number[] = [];
    let offset = 0;
    // While the row is asked, the part's first bytes are here and nobody reads them yet.
    for (const afterMs of [0, 3, 5, 8, 12, 20, 30]) {
      const headers = { ...TUS, cookie, 'x-rostrum': '1', 'content-type': 'application/offset+octet-stream' };
      const part = request({
        hostname,
        port,
        path: pathname,
        method: 'PATCH',
        headers: { ...headers, 'upload-offset': String(offset), 'content-length': 100_000 },
      });
      part.on('error', () => undefined);
      part.write(Buffer.alloc(1_000, 7));
      await setTimeout(afterMs);
      part.destroy();
      const head = await speaker.browser.send(pathname, { method: 'HEAD', headers: TUS });
      statuses.push(head.status);
      offset = Number(head.headers.get('upload-offset'));
    }
    expect(statuses).toEqual(statuses.map(() => 200));
  });

  it('refuses a forged request, a late one, and a session that takes none', async () => {
    const speaker = await api.speaker(await api.session());
    const forged = await speaker.browser.send('/api/v1/uploads', {
      method: 'POST',
      headers: { ...TUS, 'upload-length': '10' },
      bare: true,
    });
    expect((await forged.json()).code).toBe('request_forged');
    const codes = [];
    for (const options of [{ acceptsUploads: false }, { deadlineAt: new Date(Date.now() - 1000) }]) {
      const late = await api.speaker(await api.session(options));
      codes.push((await (await create(late, { 'upload-length': '10' })).json()).code);
    }
    expect(codes).toEqual(['session_takes_no_uploads', 'deadline_passed']);
  });

  it('receives two at once', async () => {
    const place = await api.session();
    const speakers = await Promise.all([api.speaker(place), api.speaker(place)]);
    const files = [randomBytes(3_000_000), randomBytes(3_000_000)];
    await Promise.all(
      speakers.map(async (speaker, i) => {
        const file = files[i] ?? Buffer.alloc(0);
        const created = await create(speaker, { 'upload-length': String(file.length) });
        const url = created.headers.get('location') ?? '';
        for (let at = 0; at < file.length; at += 500_000) {
          const answer = await speaker.browser.send(url, {
            method: 'PATCH',
            headers: {
              ...TUS,
              'upload-offset': String(at),
              'content-type': 'application/offset+octet-stream',
            },
            body: file.subarray(at, at + 500_000),
          });
          expect(answer.status).toBe(204);
        }
        const [take] = await api.parts.store.takes.ofStatement(speaker.statementId);
        expect(take?.wireSha256).toBe(sha256(file));
        const path = join(api.dataDir, 'media', take?.originalKey ?? '');
        expect(sha256(await readFile(path))).toBe(sha256(file));
      }),
    );
  });
});
