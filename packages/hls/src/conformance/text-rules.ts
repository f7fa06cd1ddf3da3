import { numberIn, type PlaylistText, type Rule, tagsOf, unless } from './rule.ts';

/** What any playlist's text may not break. */
export const TEXT_RULES = [
  {
    id: 'utf8-no-bom',
    source: 'RFC 8216 §4.1',
    level: 'must',
    what: 'no byte order mark and no control character but line ends',
    check: ({ text }) =>
      unless(
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the rule is about control characters
        !/[\uFEFF\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(text),
        'it holds one',
      ),
  },
  {
    id: 'extm3u-first',
    source: 'RFC 8216 §4.3.1.1',
    level: 'must',
    what: 'EXTM3U is the first line',
    check: ({ text }) => unless(text.startsWith('#EXTM3U\n'), 'it is not'),
  },
  {
    id: 'one-version',
    source: 'RFC 8216 §4.3.1.2',
    level: 'must',
    what: 'exactly one EXT-X-VERSION here, at most one by the RFC',
    check: (list) => unless(tagsOf(list, 'EXT-X-VERSION').length === 1, 'none, or several'),
  },
  {
    id: 'version-for-map',
    source: 'RFC 8216 §7',
    level: 'must',
    what: 'EXT-X-MAP in a playlist that is not I-frames only needs version 6, a fraction of a second 3',
    check: (list) => {
      const version = numberIn(list, 'EXT-X-VERSION');
      const fraction = tagsOf(list, 'EXTINF').some(({ value }) => value?.includes('.'));
      const least = tagsOf(list, 'EXT-X-MAP').length > 0 ? 6 : fraction ? 3 : 1;
      return unless(!(version < least), `${version}, not ${least}`);
    },
  },
  {
    id: 'not-both-kinds',
    source: 'RFC 8216 §4.3.4',
    level: 'must',
    what: 'tags of media and of multivariant playlists do not meet in one text',
    check: (list) =>
      unless(
        tagsOf(list, 'EXT-X-STREAM-INF').length === 0 || tagsOf(list, 'EXTINF').length === 0,
        'both are there',
      ),
  },
  {
    id: 'addresses-inside',
    source: 'our own',
    level: 'must',
    what: 'every address is relative and stays below the playlist, so that one signature covers all',
    check: ({ lines }) => {
      const said = lines.flatMap((line) =>
        line.kind === 'uri'
          ? [line.uri]
          : [...(line.value ?? '').matchAll(/URI="([^"]*)"/g)].map(([, uri = '']) => uri),
      );
      const outside = said.find(
        (uri) => !/^[\w-][\w./-]*(\?\S*)?$/.test(uri) || uri.split('/').includes('..'),
      );
      return unless(outside === undefined, `${outside}`);
    },
  },
] as const satisfies readonly Rule<PlaylistText>[];
