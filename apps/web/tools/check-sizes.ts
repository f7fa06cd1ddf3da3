/**
 * What each entrance costs before it can be used, brotli: its HTML, its scripts and style sheets with all they
 * import, and one language; on `watch/` what plays as well. Fails where that is over its limit, and where `speak/`
 * carries one of the large libraries.
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

/** Kilobytes of 1024. */
const LIMITS = { speak: 40, review: 280, watch: 220 };
const HEAVY = [/react-aria-pressable/, /MEDIA_PLAY_REQUEST/, /hlsManifestLoading/];
const WORDS = /\/(kit|speak|review|watch)\/words\/en\.json$/;
const PLAYS = /\/hls\.js\/src\/hls\.ts$/;

const dist = new URL('../dist/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, dist));
/** Of one build; the speaker's page has one of its own. */
let manifest: Record<string, Chunk> = {};
const built = (name: string): Record<string, Chunk> => JSON.parse(read(`.vite/${name}.json`).toString());

/** What comes with a file; with all that it may ever ask for, if wanted. */
function reach(key: string, files: Set<string>, ever = false): Set<string> {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  const later = ever ? (chunk.dynamicImports ?? []) : [];
  for (const other of [...(chunk.imports ?? []), ...later]) reach(other, files, ever);
  return files;
}

function failed(why: string): void {
  console.error(why);
  process.exitCode = 1;
}

for (const [entrance, limit] of Object.entries(LIMITS)) {
  manifest = built(entrance === 'speak' ? 'speaker' : 'manifest');
  const key = `${entrance}/index.html`;
  const files = reach(key, new Set([key]));
  // What the page waits for before it shows anything; the words of its later parts it does not.
  for (const chunk of Object.values(manifest)) {
    if (!files.has(chunk.file)) continue;
    for (const later of chunk.dynamicImports ?? [])
      if (WORDS.test(later) || (entrance === 'watch' && PLAYS.test(later))) reach(later, files);
  }
  const sizes = [...files].map((file) => ({ file, bytes: brotliCompressSync(read(file)).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${entrance}: ${(total / 1024).toFixed(1)} KB brotli, ${limit} at most`);
  for (const { file, bytes } of sizes) console.log(`  ${(bytes / 1024).toFixed(1).padStart(6)}  ${file}`);
  if (total > limit * 1024) failed(`${entrance} is over ${limit} KB`);
  if (entrance === 'watch' && !Object.keys(manifest).some((name) => PLAYS.test(name)))
    failed('what plays is not where it is looked for');
  if (entrance !== 'speak') continue;
  for (const file of reach(key, new Set([key]), true)) {
    if (file.endsWith('.css') && read(file).includes('@font-face'))
      failed(`speak fetches a typeface, by ${file}`);
  }
  for (const file of files) {
    const found = HEAVY.find((mark) => mark.test(read(file).toString()));
    if (found) failed(`speak carries ${found} in ${file}`);
  }
}
