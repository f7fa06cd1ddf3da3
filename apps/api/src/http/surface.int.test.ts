import { routes } from '@rostrum/contract';
import { newId, PROBLEMS } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { ProblemBody, problemType } from './problem-body.ts';

let database: FreshDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

interface Layer {
  name: string;
  route?: { path: string; methods: Record<string, boolean> };
}

/** What stands in the chain without a path of its own. */
const MIDDLEWARE = ['observed', 'secured', 'plainFailures', 'nothingHere', 'failures'];

describe('the surface', () => {
  it('has no route that is not documented', async () => {
    const document = await api.browser().call('GET /api/openapi.json');
    const documented = document.paths as Record<string, Record<string, unknown>>;
    const layers = (api.app.router as unknown as { stack: Layer[] }).stack;
    expect(layers.length).toBeGreaterThan(Object.keys(routes).length);
    const unknown: string[] = [];
    for (const { name, route } of layers) {
      if (route === undefined) {
        if (!MIDDLEWARE.includes(name)) unknown.push(`middleware ${name}`);
        continue;
      }
      if (route.path === '/api/auth/*rest') continue;
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      const known = documented[path];
      if (known === undefined) unknown.push(path);
      // What answers every method (the refusal of those that a path does not have, and tus) names none.
      const all = Object.keys(route.methods);
      const methods = all.length > 10 ? [] : all;
      for (const method of methods) if (known?.[method] === undefined) unknown.push(`${method} ${path}`);
    }
    expect(unknown).toEqual([]);
  });

  it('answers every documented path with something else than "nothing here"', async () => {
    const document = await api.browser().call('GET /api/openapi.json');
    const browser = await api.staff('administrator');
    const missing: string[] = [];
    for (const [path, methods] of Object.entries(document.paths as Record<string, object>)) {
      // Pages are served from the build, which this API was started without.
      if (/^\/((speak|review|watch|kit)\/)?$/.test(path)) continue;
      for (const method of Object.keys(methods)) {
        const stop = new AbortController();
        const response = await browser.send(path.replace(/\{\w+\}/g, newId()), {
          method: method.toUpperCase(),
          signal: stop.signal,
        });
        if (response.status === 405) missing.push(`${method} ${path}`);
        stop.abort();
      }
    }
    expect(missing).toEqual([]);
  });

  it('answers what it does not have, and what it does not do, with a problem', async () => {
    const cases: [string, RequestInit, string][] = [
      ['/nothing', {}, 'not_found'],
      ['/api/v1/nothing', {}, 'not_found'],
      ['/api/auth/sign-up/email', { method: 'POST', body: '{}' }, 'not_found'],
      ['/api/auth/rostrum/open-session', { method: 'POST', body: '{}' }, 'not_found'],
      ['/api/v1/me', { method: 'DELETE' }, 'method_not_allowed'],
      ['/api/v1/uploads', { method: 'PUT' }, 'method_not_allowed'],
      ['/api/v1/statements/%', {}, 'request_invalid'],
      ['/media/p/nothing/nothing/index.m3u8', {}, 'not_found'],
      [`/media/p/${newId()}/nothing/index.m3u8`, {}, 'not_found'],
      [`/media/s/${newId()}/nothing/index.m3u8`, {}, 'media_address_bad'],
    ];
    for (const [path, init, code] of cases) {
      const response = await api.browser().send(path, init);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const problem = ProblemBody.parse(await response.json());
      expect([path, problem.code]).toEqual([path, code]);
      expect(problem).toMatchObject({
        type: problemType(code as keyof typeof PROBLEMS),
        status: response.status,
        title: PROBLEMS[code as keyof typeof PROBLEMS].title,
        requestId: response.headers.get('x-request-id'),
      });
    }
    const allowed = await api.browser().send('/api/v1/me', { method: 'DELETE' });
    expect(allowed.headers.get('allow')).toBe('GET, HEAD');
  });

  it('says where a request is wrong, and never what it held', async () => {
    const chair = await api.staff('coordinator');
    const { reviewId } = await api.session();
    const json = (path: string, body: string) =>
      chair.send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const wrong = await json(
      `/api/v1/reviews/${reviewId}/invitations`,
      '{"organisation":{"name":"secret name","kind":"nothing"}}',
    );
    const text = await wrong.text();
    expect(JSON.parse(text)).toMatchObject({
      code: 'request_invalid',
      invalid: ['body.organisation.kind'],
    });
    expect(text).not.toContain('secret');
    const broken = await json('/api/v1/links/open', '{"token": secret');
    expect(await broken.json()).toMatchObject({ code: 'request_invalid' });
    for (const spelt of ['\\u0000', '\\ud83d']) {
      const noText = await json(
        `/api/v1/reviews/${reviewId}/programme/unpublish`,
        `{"reason":"because${spelt}"}`,
      );
      expect(await noText.json()).toMatchObject({ code: 'request_invalid' });
    }
    const large = await json('/api/v1/links/open', JSON.stringify({ token: 'x'.repeat(100_000) }));
    expect(await large.json()).toMatchObject({ code: 'body_too_large', status: 413 });
    const id = await chair.send('/api/v1/statements/not-an-id');
    expect(await id.json()).toMatchObject({ code: 'request_invalid', invalid: ['params.id'] });
    const query = await chair.send('/api/v1/missions');
    expect(await query.json()).toMatchObject({ invalid: ['query.sessionId'] });
  });

  it('takes a changing request from its own pages alone', async () => {
    const browser = api.browser();
    const post = async (headers: Record<string, string>, bare = false) => {
      const response = await browser.send('/api/v1/links/open', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ token: 'x'.repeat(43) }),
        bare,
      });
      return (await response.json()).code;
    };
    expect(await post({}, true)).toBe('request_forged');
    expect(await post({ origin: 'https://elsewhere.example' })).toBe('request_forged');
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe('request_forged');
    expect(await post({ 'sec-fetch-site': 'same-site' })).toBe('request_forged');
    expect(await post({ origin: api.origin, 'sec-fetch-site': 'same-origin' })).toBe('link_unknown');
    expect(await post({})).toBe('link_unknown');
  });

  it('sends headers that keep its pages to themselves', async () => {
    const { headers } = await api.browser().send('/healthz');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/'unsafe-(inline|eval)'/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.get('permissions-policy')).toContain('camera=(), microphone=()');
  });

  it("lets the speaker's page record, play what it recorded and use workers, and no other page record", async () => {
    const headersOf = async (path: string) => (await api.browser().send(path)).headers;
    for (const path of ['/speak/', '/speak']) {
      const headers = await headersOf(path);
      expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self)');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("media-src 'self' blob:");
      expect(policy).toContain("worker-src 'self'");
    }
    for (const path of ['/speaker', '/review/', '/watch/']) {
      expect((await headersOf(path)).get('permissions-policy')).toContain('camera=(), microphone=()');
    }
  });

  it('is alive, and ready when its parts are', async () => {
    const browser = api.browser();
    expect(await browser.call('GET /healthz')).toEqual({ status: 'ok' });
    expect(await browser.call('GET /readyz')).toEqual({
      status: 'ok',
      parts: { database: 'ok', queue: 'ok', storage: 'ok' },
    });
    const { keys } = await browser.call('GET /.well-known/rostrum-keys.json');
    expect(keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
  });
});
