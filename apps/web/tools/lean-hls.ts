import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

/** The library's own switches (its `build-config.js`): what a programme of ours never has. */
const SWITCHES = {
  ALT_AUDIO: true,
  SUBTITLES: true,
  CMCD: false,
  CONTENT_STEERING: false,
  EME_DRM: false,
  IFRAMES: false,
  INTERSTITIALS: false,
  M2TS_ADVANCED_CODECS: false,
  MEDIA_CAPABILITIES: false,
  VARIABLE_SUBSTITUTION: false,
};

/** What those switches turn off, as the library leaves it out of its own light build. */
const SWITCHED_OFF = [
  'controller/cmcd-controller',
  'controller/content-steering-controller',
  'controller/eme-controller',
  'controller/iframe-controller',
  'controller/interstitials-controller',
  'demux/audio/ac3-demuxer',
];

/** It probes a piece for each container it knows. Ours are fragmented MP4, whose captions are WebVTT beside it. */
const NEVER_FOUND = ['demux/audio/aacdemuxer', 'demux/audio/mp3demuxer', 'demux/tsdemuxer'];
/** Made from a blob, which the content security policy forbids. */
const NEVER_USED = ['demux/transmuxer-worker', 'utils/cea-608-parser'];

const NOTHING = '\0hls-nothing';
const NO_PROBE = '\0hls-no-probe';

/**
 * hls.js built from its own source without what is never played here: of its 148 KB every viewer waits for, a
 * third. A part of this list that the library no longer has stops the build.
 */
export function leanHls(): Plugin {
  const home = dirname(createRequire(import.meta.url).resolve('hls.js/package.json'));
  const source = join(home, 'src');
  const { version }: { version: string } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const define = {
    __VERSION__: JSON.stringify(version),
    ...Object.fromEntries(Object.entries(SWITCHES).map(([name, on]) => [`__USE_${name}__`, String(on)])),
  };
  const left = new Map<string, string>([
    ...[...SWITCHED_OFF, ...NEVER_USED].map((part) => [part, NOTHING] as const),
    ...NEVER_FOUND.map((part) => [part, NO_PROBE] as const),
  ]);
  const met = new Set<string>();

  return {
    name: 'lean-hls',
    apply: 'build',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === 'hls.js') return join(source, 'hls.ts');
      if (!importer?.startsWith(source) || !id.startsWith('.')) return null;
      const part = relative(source, join(dirname(importer), id));
      // Of this one the times of captions need a function; the rest makes fMP4 of what is none.
      if (part === 'remux/mp4-remuxer' && importer.endsWith('/transmuxer.ts')) return NOTHING;
      if (!left.has(part)) return null;
      met.add(part);
      return left.get(part);
    },
    load(id) {
      // CommonJS, of which anything can be imported that is not there.
      if (id === NOTHING) return 'module.exports = {};';
      if (id === NO_PROBE) return 'export default { probe: () => false };';
      return null;
    },
    async transform(code, id) {
      if (!id.startsWith(source) || !id.endsWith('.ts')) return null;
      // As the library builds itself: a field without a value is a type, and never overwrites a parent's.
      const { code: script, map } = await transformWithOxc(code, id, {
        lang: 'ts',
        assumptions: { setPublicClassFields: true },
        typescript: { removeClassFieldsWithoutInitializer: true },
        define,
        sourcemap: false,
      });
      return { code: script, map };
    },
    buildEnd(error) {
      const gone = [...left.keys()].filter((part) => !met.has(part));
      if (error === undefined && gone.length > 0) this.error(`hls.js has no ${gone.join(', ')} any more`);
    },
  };
}
