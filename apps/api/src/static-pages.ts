import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import express, { type Express, type Request, type RequestHandler } from 'express';

export const PAGES = ['/', '/speak/', '/review/', '/watch/', '/kit/'] as const;

const ENCODINGS = [
  { token: 'br', suffix: '.br' },
  { token: 'gzip', suffix: '.gz' },
] as const;
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.wasm': 'application/wasm',
};
const QUICK_BROTLI = 5;
/** Vite writes a hash of the content into these names. */
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.\w+$/;

/** Pages inside an entrance have addresses of their own, which its script reads. A file has a dot in its name. */
const INSIDE_ENTRANCE = /^(\/(?:speak|review|watch)\/)[^.]+$/;

/** What the speaker's page would ask for first, for a browser that has opened its link; null for any other. */
export type StatementOf = (request: Request) => Promise<unknown>;

/** The built pages. What carries a hash in its name never changes; a page is asked for each time. */
export function mountPages(
  app: Express,
  webDir: string,
  { statementOf, exitUrl }: { statementOf?: StatementOf; exitUrl?: string | undefined } = {},
): void {
  app.use(entrances);
  const statement = statementOf ?? (async () => null);
  app.get('/speak/', speakPage(webDir, { statementOf: statement, exitUrl }));
  app.use(precompressed(webDir), pages(webDir));
}

/**
 * The statement comes with the page: on a slow line every answer that is waited for in turn costs most of a second.
 * A script element with the type of data runs nothing, and `script-src` does not concern it; no `<` can end it.
 */
function speakPage(
  webDir: string,
  { statementOf, exitUrl }: { statementOf: StatementOf; exitUrl: string | undefined },
): RequestHandler {
  return async function speak(request, response, next) {
    const statement = await statementOf(request);
    if (statement === null && exitUrl === undefined) return next();
    const html = await readFile(join(webDir, 'speak/index.html'), 'utf8');
    const page = withExit(statement === null ? html : withStatement(html, statement), exitUrl);
    response.setHeader('cache-control', 'no-store');
    response.vary('accept-encoding');
    response.type('html');
    if (request.acceptsEncodings('br') !== 'br') return response.send(page);
    const params = { [constants.BROTLI_PARAM_QUALITY]: QUICK_BROTLI };
    response.setHeader('content-encoding', 'br');
    return response.send(brotliCompressSync(page, { params }));
  };
}

function withStatement(html: string, statement: unknown): string {
  const json = JSON.stringify(statement).replace(/</g, '\\u003c');
  const element = `<script type="application/json" id="statement">${json}</script>`;
  return html.replace('</head>', () => `${element}</head>`);
}

/** Where a speaker is taken who has to leave at once: a setting, in place of the address that was built in. */
function withExit(html: string, exitUrl: string | undefined): string {
  if (exitUrl === undefined) return html;
  const href = new URL(exitUrl).href.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  return html.replace(/(<nav id="exit"><a href=")[^"]*/, (_all, before: string) => before + href);
}

const entrances: RequestHandler = (request, _response, next) => {
  const entrance = INSIDE_ENTRANCE.exec(request.path)?.[1];
  if (entrance !== undefined && (request.method === 'GET' || request.method === 'HEAD'))
    request.url = entrance;
  next();
};

/** Hands out `x.js.br` or `x.js.gz` in place of `x.js` where the build left one and the browser takes it. */
function precompressed(webDir: string): RequestHandler {
  const known = new Map<string, boolean>();
  const exists = (path: string) => {
    const found = known.get(path) ?? existsSync(join(webDir, path));
    known.set(path, found);
    return found;
  };
  return function precompressedPages(request, response, next) {
    const path = request.path.endsWith('/') ? `${request.path}index.html` : request.path;
    const type = TYPES[path.slice(path.lastIndexOf('.'))];
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (type === undefined || path.includes('..') || path.includes('%')) return next();
    const encoding = ENCODINGS.find(
      ({ token, suffix }) => request.acceptsEncodings(token) === token && exists(path + suffix),
    );
    response.vary('accept-encoding');
    if (encoding === undefined) return next();
    request.url = path + encoding.suffix;
    response.setHeader('content-encoding', encoding.token);
    response.setHeader('content-type', type);
    setCaching(response, path);
    next();
  };
}

function pages(webDir: string): RequestHandler {
  const serve = express.static(webDir, {
    index: 'index.html',
    redirect: true,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (response, file) => {
      if (!response.hasHeader('cache-control')) setCaching(response, file.slice(webDir.length));
    },
  });
  return function webPages(request, response, next) {
    serve(request, response, next);
  };
}

function setCaching(response: { setHeader(name: string, value: string): unknown }, path: string): void {
  if (HASHED.test(path)) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  else if (path.endsWith('.html')) response.setHeader('cache-control', 'no-store');
  else response.setHeader('cache-control', 'no-cache');
}
