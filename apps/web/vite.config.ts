import { fileURLToPath } from 'node:url';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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

/**
 * What asks for words and statement starts beside the page's scripts, not after them. The tag is written here,
 * because the page's own module scripts are packed into one.
 */
const earlyScript = (): Plugin => ({
  name: 'early-script',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { path, bundle }) {
      if (path !== '/speak/index.html') return [];
      const early = Object.values(bundle ?? {}).find(
        (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'early',
      );
      if (early === undefined) return [];
      const attrs = { type: 'module', async: true, crossorigin: true, src: `/${early.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
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

export default defineConfig({
  root: at('.'),
  base: '/',
  appType: 'mpa',
  plugins: [compiledWords(), earlyScript(), react()],
  json: { namedExports: false },
  preview: { headers: { 'content-security-policy': contentSecurityPolicy } },
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    manifest: true,
    target: ['chrome87', 'safari14', 'firefox91', 'edge88'],
    // The style sheets carry their own fallbacks; lowering logical properties would write :lang() lists.
    cssTarget: ['chrome111', 'safari16', 'firefox113'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        landing: at('./index.html'),
        speak: at('./speak/index.html'),
        review: at('./review/index.html'),
        watch: at('./watch/index.html'),
        kit: at('./kit/index.html'),
        early: at('./src/speak/early.ts'),
      },
      output: {
        // What every page needs stands in one file: packed together it is smaller.
        codeSplitting: {
          groups: [{ name: 'base', test: /node_modules\/(react|react-dom|scheduler|@lingui)\// }],
        },
      },
    },
  },
});
