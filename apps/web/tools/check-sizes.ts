/**
 * What each entrance costs before it can be used, brotli: its HTML, its scripts and style sheets with all they
 * import, and one language. `speak/` has a limit and may carry none of the large libraries.
 *   node apps/web/tools/check-sizes.ts   (after `npm run build`)
 */
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

const dist = new URL('../dist/', import.meta.url);
const limitBytes = 80 * 1024;
const heavy = [/react-aria-pressable/, /MEDIA_PLAY_REQUEST/, /hlsManifestLoading/];

const read = (file: string) => readFileSync(new URL(file, dist));
const manifest: Record<string, Chunk> = JSON.parse(read('.vite/manifest.json').toString());

function reach(key: string, files: Set<string>): Set<string> {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const other of chunk.imports ?? []) reach(other, files);
  return files;
}

let failed = false;
for (const entrance of ['speak', 'review', 'watch']) {
  const key = `${entrance}/index.html`;
  const files = reach(key, new Set([key]));
  // What the page waits for before it shows anything; the words of its later parts it does not.
  for (const chunk of Object.values(manifest)) {
    if (!files.has(chunk.file)) continue;
    for (const words of chunk.dynamicImports ?? []) {
      if (/\/(kit|speak|review|watch)\/words\/en\.json$/.test(words)) reach(words, files);
    }
  }
  const sizes = [...files].map((file) => ({ file, bytes: brotliCompressSync(read(file)).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${entrance}: ${(total / 1024).toFixed(1)} KB brotli`);
  for (const { file, bytes } of sizes) console.log(`  ${(bytes / 1024).toFixed(1).padStart(6)}  ${file}`);
  if (entrance !== 'speak') continue;
  if (total > limitBytes) {
    failed = true;
    console.error(`speak is over ${limitBytes / 1024} KB`);
  }
  for (const file of files) {
    const found = heavy.find((mark) => mark.test(read(file).toString()));
    if (found) {
      failed = true;
      console.error(`speak carries ${found} in ${file}`);
    }
  }
}
process.exitCode = failed ? 1 : 0;
