import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mountPages } from './static-pages.ts';

let webDir: string;
let server: Server;
let port: number;
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'rostrum-web-'));
  await mkdir(join(webDir, 'speak'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'speak/index.html'), '<p>speak</p>');
  await writeFile(join(webDir, 'assets/speak-DEADbeef01.js'), 'let a = 1;');
  await writeFile(join(webDir, 'assets/speak-DEADbeef01.js.br'), brotliCompressSync('let a = 1;'));
  await writeFile(join(webDir, '.secret'), 'for nobody');
  const app = express();
  mountPages(app, webDir);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(webDir, { recursive: true, force: true });
});

function ask(path: string, encoding = 'identity') {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }>(
    (resolve, reject) => {
      get({ port, path, headers: { 'accept-encoding': encoding } }, async (response) => {
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
  expect([status, headers['cache-control'], body.toString()]).toEqual([200, 'no-store', '<p>speak</p>']);
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
