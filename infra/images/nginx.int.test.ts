import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { programme, requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { freePort, waitFor } from '@rostrum/testkit/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMainJob } from '../local/demo/main-job.ts';
import { type RoleClient, roleClient, tokenOf } from '../local/demo/role-client.ts';
import { type Product, startProduct } from '../local/product.ts';
import { type Nginx, startNginx, writeConfiguration } from './testing/nginx.ts';
import { slowUpload } from './testing/slow-upload.ts';

const run = promisify(execFile);
const MB = 1024 * 1024;
const START_MS = 2 * 60_000;
/** DESIGN, section 5: a withdrawal ends it within ten seconds. */
const WITHDRAWN_WITHIN_MS = 10_000;

/** What each hop says for itself. */
const OF_A_HOP =
  /^(date|connection|keep-alive|server|x-request-id|etag|vary|content-length|content-encoding|transfer-encoding|accept-ranges|last-modified)$/;

async function headersOf(url: string): Promise<[string, string][]> {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.get(url, resolve).once('error', reject);
  });
  response.resume();
  const raw = response.rawHeaders;
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? '']] : []));
}

async function bytesBelow(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(path.join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

describe.skipIf(!requirePart('nginx') || !requirePart('ffmpeg'))('nginx in front of the product', () => {
  let home: string;
  let product: Product;
  let nginx: Nginx;

  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-nginx-'));
    await chmod(home, 0o755);
    const [port, apiPort] = [await freePort(), await freePort()];
    const env = { PUBLIC_URL: `http://127.0.0.1:${port}`, TRUST_PROXY: '1', LARGEST_RENDITION: '360p' };
    product = await startProduct({ port: apiPort, dataDir: path.join(home, 'data'), env });
    nginx = await startNginx({ home: path.join(home, 'proxy'), port, apiUrl: product.url });
  }, START_MS);
  afterAll(async () => {
    await nginx?.stop();
    await product?.stop();
    await rm(home, { recursive: true, force: true });
  }, START_MS);

  let places = 0;

  /** An organisation with a place of its own in the session that takes statements, its link opened. */
  async function speakerWithPlace(): Promise<RoleClient> {
    const coordinator = roleClient(nginx.url);
    await coordinator.call('POST /api/v1/demonstration/sign-in', {
      body: { token: tokenOf(product.demo.coordinator) },
    });
    const { sessions } = await coordinator.call('GET /api/v1/sessions');
    const session = sessions.find((one) => one.acceptsUploads);
    if (!session) throw new Error('no session takes statements');
    // Of the user-assigned range of ISO 3166-1; the product and its data are this file's own.
    const code = `XN${String.fromCharCode(65 + places)}`;
    places += 1;
    const { id } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
      params: { id: session.id },
      body: { stateCode: code, stateName: `State ${code}` },
    });
    const { link } = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
      params: { id },
      body: { organisation: { name: 'Behind a proxy', kind: 'cso' } },
    });
    const speaker = roleClient(nginx.url);
    await speaker.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
    return speaker;
  }

  test('its own check accepts the configuration', async () => {
    const place = { home: path.join(home, 'check'), port: await freePort(), apiUrl: product.url };
    const file = await writeConfiguration(place);
    const { stderr } = await run(programme('nginx'), ['-t', '-c', file, '-p', place.home]);
    expect(stderr).toContain('test is successful');
  });

  test.each(['/speak/', '/healthz', '/api/v1/me', '/api/v1/speaker/statement'])(
    'passes the headers of %s on as they are, each once',
    async (place) => {
      const wanted = (await headersOf(product.url + place)).filter(([name]) => !OF_A_HOP.test(name));
      const found = (await headersOf(nginx.url + place)).filter(([name]) => !OF_A_HOP.test(name));
      expect(found.sort()).toEqual(wanted.sort());
      expect(found.map(([name]) => name)).toContain('content-security-policy');
    },
  );

  test('a slow upload of 50 MB reaches the API while it is being sent, and nothing of it stays here', async () => {
    const speaker = await speakerWithPlace();
    const bytes = randomBytes(50 * MB);
    const mediaDir = path.join(home, 'data/media');
    const before = await bytesBelow(mediaDir);
    const upload = slowUpload(
      `${nginx.url}/api/v1/speaker/takes`,
      { 'x-rostrum': '1', cookie: speaker.cookieHeader() },
      { name: 'déclaration نهائي.mp4', bytes },
    );
    await upload.sendHalf();
    await waitFor(
      'half of it in the store',
      async () => (await bytesBelow(mediaDir)) - before > 20 * MB,
      30_000,
    );
    expect(await bytesBelow(nginx.bodyDir)).toBe(0);
    const answer = await upload.finish();
    expect(answer).toMatchObject({ status: 201 });
    const { takes } = await speaker.call('GET /api/v1/speaker/statement');
    const [take] = takes;
    if (!take) throw new Error('the take is not there');
    // Signed once the stored object has been read back.
    const receipt = await waitFor(
      'the receipt',
      () => speaker.call('GET /api/v1/speaker/takes/{id}/receipt', { params: { id: take.id } }),
      60_000,
    );
    expect(receipt.payload.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(receipt.payload.bytes).toBe(bytes.length);
  }, 120_000);

  test('live events arrive when they happen', async () => {
    const speaker = await speakerWithPlace();
    const abort = new AbortController();
    const response = await fetch(`${nginx.url}/api/v1/speaker/events`, {
      headers: { cookie: speaker.cookieHeader(), 'accept-encoding': 'gzip' },
      signal: abort.signal,
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    let heard = '';
    const listening = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) heard += decoder.decode(chunk, { stream: true });
    })().catch(() => {});
    try {
      await waitFor('the first event', () => heard.includes('event: hello'), 5000);
      const upload = slowUpload(
        `${nginx.url}/api/v1/speaker/takes`,
        { 'x-rostrum': '1', cookie: speaker.cookieHeader() },
        { name: 'not-a-video.mp4', bytes: randomBytes(MB) },
      );
      expect((await upload.finish()).status).toBe(201);
      await waitFor('a change', () => heard.includes('event: change'), 5000);
    } finally {
      abort.abort();
      await listening;
    }
  }, 60_000);

  test('the main job goes through; viewers share what the API sends; a withdrawal ends it in ten seconds', async () => {
    const file = await clip({ seconds: 4, width: 426, height: 240, sound: 'speech' });
    const said: string[] = [];
    const result = await runMainJob({
      url: nginx.url,
      links: product.demo,
      file,
      say: (line) => said.push(line),
    });
    expect(result, said.join('\n')).toMatchObject({ ok: true });
    const entry = result.programmeUrl ?? '';
    expect(entry).toContain(nginx.url);

    const playlistOf = async (url: string) => await (await fetch(url)).text();
    const track = /^(?!#)(\S+\.m3u8)$/m.exec(await playlistOf(entry))?.[1] ?? '';
    const trackUrl = new URL(track, entry).href;
    const segment = /^(?!#)(\S+\.m4s)$/m.exec(await playlistOf(trackUrl))?.[1] ?? '';
    const segmentUrl = new URL(segment, trackUrl).href;

    const askedOfApi = async () => {
      const metrics = await (await fetch(product.metricsUrls.api)).text();
      const counts = [
        ...metrics.matchAll(/^rostrum_http_request_seconds_count\{([^}]*media[^}]*)\} (\d+)$/gm),
      ];
      return counts.reduce((sum, [, , count]) => sum + Number(count), 0);
    };
    await (await fetch(segmentUrl)).arrayBuffer();
    const before = await askedOfApi();
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(segmentUrl)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    // One more where the kept one came of age meanwhile.
    expect((await askedOfApi()) - before).toBeLessThanOrEqual(1);

    const coordinator = roleClient(nginx.url);
    await coordinator.call('POST /api/v1/demonstration/sign-in', {
      body: { token: tokenOf(product.demo.coordinator) },
    });
    const detail = await coordinator.call('GET /api/v1/statements/{id}', {
      params: { id: result.statementId ?? '' },
    });
    await coordinator.call('POST /api/v1/reviews/{id}/programme/unpublish', {
      params: { id: detail.review.id },
      body: { reason: 'Tried behind a proxy.' },
    });
    await waitFor('the end of the segment', async () => !(await fetch(segmentUrl)).ok, WITHDRAWN_WITHIN_MS);

    // At a screening, too, everybody's list and segments are one request to the API.
    const params = { id: detail.review.id };
    await coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
      params,
      body: { statementIds: [detail.statement.id] },
    });
    const { screening } = await coordinator.call('PUT /api/v1/reviews/{id}/screening', {
      params,
      body: { startsAt: new Date(Date.now() + 1_000).toISOString(), timeZone: 'UTC', version: null },
    });
    const listUrl = new URL(track, new URL(screening?.playlistUrl ?? '', nginx.url)).href;
    const begun = async () => {
      const answer = await fetch(listUrl);
      return answer.ok ? await answer.text() : false;
    };
    const list = await waitFor('the hour', begun, 15_000);
    const listed = new URL(/^(?!#)(\S+\.m4s)$/m.exec(list)?.[1] ?? '', listUrl).href;
    for (const [url, most] of [
      [listed, 1],
      // Its second may end between the first and the last.
      [listUrl, 2],
    ] as const) {
      const asked = await askedOfApi();
      const all = await Promise.all(Array.from({ length: 20 }, () => fetch(url)));
      expect(all.map(({ status }) => status)).toEqual(Array(20).fill(200));
      await Promise.all(all.map((answer) => answer.arrayBuffer()));
      expect((await askedOfApi()) - asked).toBeLessThanOrEqual(most);
    }
  }, 180_000);

  test('what is told to one mission is told to no other, however often both ask', async () => {
    const coordinator = roleClient(nginx.url);
    await coordinator.call('POST /api/v1/demonstration/sign-in', {
      body: { token: tokenOf(product.demo.coordinator) },
    });
    const { sessions } = await coordinator.call('GET /api/v1/sessions');
    const sessionId = sessions.find((one) => one.acceptsUploads)?.id ?? '';
    const { missions } = await coordinator.call('GET /api/v1/missions', { query: { sessionId } });
    const two = missions.slice(0, 2);
    expect(two).toHaveLength(2);
    const delegates = await Promise.all(
      two.map(async ({ id, name }) => {
        const params = { id };
        const { link } = await coordinator.call('POST /api/v1/missions/{id}/link', {
          params,
          body: { sessionId },
        });
        const client = roleClient(nginx.url);
        await client.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
        return { name, client };
      }),
    );
    for (let time = 0; time < 3; time += 1) {
      for (const { name, client } of delegates) {
        expect((await client.call('GET /api/v1/watch')).mission?.name).toBe(name);
      }
      const stranger = await fetch(`${nginx.url}/api/v1/watch`, { headers: { 'x-rostrum': '1' } });
      expect(stranger.status).toBe(401);
      expect(stranger.headers.get('cache-control')).toMatch(/no-store/);
    }
  });

  test('its logs know neither an address nor a path nor a browser', async () => {
    await fetch(`${nginx.url}/speak/?from=somewhere`, { headers: { 'user-agent': 'Telltale/1.0' } });
    const logs = await nginx.logs();
    expect(logs).toMatch(/GET 200 \d+ /);
    expect(logs).not.toMatch(/127\.0\.0\.1|Telltale|\/speak|\/media|from=/);
  });
});
