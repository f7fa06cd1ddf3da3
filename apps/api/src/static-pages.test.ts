import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mountPages, type StatementOf } from './static-pages.ts';

const SPEAK =
  '<head><title>t</title></head><nav id="exit"><a href="https://built.example/">x</a></nav><p>speak</p>';
let webDir: string;
let server: Server;
let port: number;
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'rostrum-web-'));
  await mkdir(join(webDir, 'speak'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'speak/index.html'), SPEAK);
  await writeFile(join(webDir, 'assets/speak-DEADbeef01.js'), 'let a = 1;');
  await writeFile(join(webDir, 'assets/speak-DEADbeef01.js.br'), brotliCompressSync('let a = 1;'));
  await writeFile(join(webDir, '.secret'), 'for nobody');
  const app = express();
  const statementOf: StatementOf = async ({ headers }) =>
    headers.cookie === undefined ? null : { name: '</script><b>$&', cookie: headers.cookie };
  const set = express();
  mountPages(set, webDir, { exitUrl: 'https://set.example/?a=1&b=$&"' });
  app.use('/set', set);
  mountPages(app, webDir, { statementOf });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(webDir, { recursive: true, force: true });
});

function ask(path: string, encoding = 'identity', cookie?: string) {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }>(
    (resolve, reject) => {
      const headers = { 'accept-encoding': encoding, ...(cookie === undefined ? {} : { cookie }) };
      get({ port, path, headers }, async (response) => {
        const body = Buffer.concat(await response.toArray());
        resolve({ status: response.statusCode, headers: response.headers, body });
      }).once('error', reject);
    },
  );
}

it('keeps what has a hash in its name for ever, and asks for a page each time', async () => {
  const script = await ask('/assets/speak-DEADbeef01.js');
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(script.body.toString()).toBe('let a = 1;');
  const page = await ask('/speak/');
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['content-type']).toContain('text/html');
});

it('hands out what was compressed when it was built, to who takes it', async () => {
  const compressed = await ask('/assets/speak-DEADbeef01.js', 'gzip, br');
  expect(compressed.headers['content-encoding']).toBe('br');
  expect(compressed.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(compressed.headers.vary).toMatch(/accept-encoding/i);
  expect(compressed.headers['cache-control']).toContain('immutable');
  expect(brotliDecompressSync(compressed.body).toString()).toBe('let a = 1;');
  expect((await ask('/assets/speak-DEADbeef01.js', 'gzip')).headers['content-encoding']).toBeUndefined();
});

it('gives an entrance at every address inside it', async () => {
  const { status, headers, body } = await ask('/speak/something/inside');
  expect([status, headers['cache-control'], body.toString()]).toEqual([200, 'no-store', SPEAK]);
});

it('leads away from the page to where it was set, or to where it was built', async () => {
  expect((await ask('/speak/')).body.toString()).toContain('<a href="https://built.example/">');
  const { headers, body } = await ask('/set/speak/');
  expect(body.toString()).toContain('<a href="https://set.example/?a=1&amp;b=$&amp;%22">x</a>');
  expect(headers['cache-control']).toBe('no-store');
});

it("puts the statement into the speaker's page, and into no other answer", async () => {
  for (const [path, encoding] of [
    ['/speak/', 'identity'],
    ['/speak/inside?lang=ar', 'gzip, br'],
  ] as const) {
    const { headers, body } = await ask(path, encoding, 'speaker=1');
    const html = (headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body).toString();
    expect([headers['cache-control'], headers['content-type']]).toEqual([
      'no-store',
      'text/html; charset=utf-8',
    ]);
    const [, json = ''] = /<script type="application\/json" id="statement">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(json)).toEqual({ name: '</script><b>$&', cookie: 'speaker=1' });
    expect(html).toContain('<p>speak</p>');
    expect(html).not.toContain('</script><b>');
  }
  expect((await ask('/assets/speak-DEADbeef01.js', 'identity', 'speaker=1')).body.toString()).toBe(
    'let a = 1;',
  );
  expect((await ask('/speak/')).body.toString()).toBe(SPEAK);
});

it('serves nothing beside the pages', async () => {
  for (const path of [
    '/.secret',
    '/../package.json',
    '/%2e%2e/package.json',
    '/speak/nothing.js',
    '/elsewhere',
  ]) {
    const { status, body } = await ask(path);
    expect([path, status]).toEqual([path, 404]);
    expect(body.toString()).not.toContain('for nobody');
  }
});
