import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { leanHls } from './tools/lean-hls.ts';
import { olderSheet } from './tools/older-sheet.ts';
import { pageGroups } from './tools/page-groups.ts';
import { smallReact } from './tools/small-react.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Catalogues (`words/<language>.json`, ICU messages) are compiled while building, so that no page carries
 * a message parser and a mistake in a message stops the build.
 */
const compiledWords = (): Plugin => ({
  name: 'compiled-words',
  enforce: 'pre',
  transform: {
    filter: { id: /\/words\/[a-z]{2}\.json$/ },
    handler(code) {
      const source: Record<string, string> = JSON.parse(code);
      const compiled = Object.entries(source).map(([key, message]) => [key, compileMessage(message)]);
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  },
});

/** What an entrance asks for before its page is here. */
const EARLY: Readonly<Record<string, string>> = {
  '/speak/index.html': 'speak-early',
  '/watch/index.html': 'watch-early',
};

/**
 * What asks for words, statement or programme starts beside the page's scripts, not after them: it and what it
 * needs stand before all that a browser fetches. The tags are written here, because the page's own module scripts
 * are packed into one.
 */
const earlyScript = (): Plugin => ({
  name: 'early-script',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { path, bundle }) {
      const name = EARLY[path];
      const early = Object.values(bundle ?? {}).find(
        (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.name === name,
      );
      if (early?.type !== 'chunk') return [];
      const module = { crossorigin: true };
      return [
        {
          tag: 'script',
          attrs: { ...module, type: 'module', async: true, src: `/${early.fileName}` },
          injectTo: 'head-prepend',
        },
        ...early.imports.map((file) => ({
          tag: 'link',
          attrs: { ...module, rel: 'modulepreload', href: `/${file}` },
          injectTo: 'head-prepend' as const,
        })),
      ];
    },
  },
});

const forOldSafari = (): Plugin => ({
  name: 'for-old-safari',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        file.source = olderSheet(Buffer.from(file.source).toString());
      }
    },
  },
});

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
/** The last percent of a large file takes longer than all that it saves. */
const THOROUGH_BELOW_BYTES = 700_000;

/** What a browser fetches lies beside it compressed, once and thoroughly; the API hands out what the browser takes. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  async writeBundle({ dir = '' }, bundle) {
    const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css|svg|html|json)$/.test(fileName));
    await Promise.all(
      files.map(async (file) => {
        const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        const quality = content.length < THOROUGH_BELOW_BYTES ? 11 : 9;
        const path = join(dir, file.fileName);
        await Promise.all([
          brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).then((small) =>
            writeFile(`${path}.br`, small),
          ),
          gzipped(content, { level: 9 }).then((small) => writeFile(`${path}.gz`, small)),
        ]);
      }),
    );
  },
});

/** What the API sends in production, so that a breach shows in `vite preview` already. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SPEAKER = 'speaker';
const speakerEntries = {
  speak: at('./speak/index.html'),
  'speak-early': at('./src/speak/early.ts'),
};
const entries = {
  landing: at('./index.html'),
  review: at('./review/index.html'),
  watch: at('./watch/index.html'),
  kit: at('./kit/index.html'),
  'watch-early': at('./src/watch/early.ts'),
};
const packedFrom = (input: Readonly<Record<string, string>>) => ({
  input: { ...input },
  output: { codeSplitting: { groups: pageGroups(input) } },
});

export default defineConfig({
  root: at('.'),
  base: '/',
  appType: 'mpa',
  plugins: [
    leanHls(),
    compiledWords(),
    earlyScript(),
    smallReact(SPEAKER),
    react(),
    forOldSafari(),
    precompressed(),
  ],
  json: { namedExports: false },
  preview: { headers: { 'content-security-policy': contentSecurityPolicy } },
  build: {
    outDir: at('./dist'),
    target: ['chrome87', 'safari14', 'firefox91', 'edge88'],
    // Lowering logical properties would write :lang() lists: what Safari 14 lacks is mended in the packed sheets.
    cssTarget: ['chrome111', 'safari16', 'firefox113'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // Two builds in one folder: a speaker's page has its own, smaller React, and shares no file of code with the others.
  environments: {
    client: { build: { emptyOutDir: true, manifest: true, rolldownOptions: packedFrom(entries) } },
    [SPEAKER]: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        manifest: '.vite/speaker.json',
        rolldownOptions: packedFrom(speakerEntries),
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', SPEAKER]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
