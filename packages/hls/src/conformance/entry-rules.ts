import { attributesOf, firstWrong, type PlaylistText, type Rule, tagsOf, unless } from './rule.ts';

type Attributes = Map<string, string>;
const variantsOf = (list: PlaylistText) => attributesOf(list, 'EXT-X-STREAM-INF');
const everyVariant = (list: PlaylistText, wrong: (one: Attributes) => string | null) =>
  firstWrong(variantsOf(list), wrong);
const mediaOf = (list: PlaylistText) => attributesOf(list, 'EXT-X-MEDIA');
const ASPECT_TOLERANCE = 0.01;

/** What the text of a multivariant playlist may not break. */
export const ENTRY_RULES = [
  {
    id: 'bandwidth',
    source: 'RFC 8216 §4.3.4.2',
    level: 'must',
    what: 'every EXT-X-STREAM-INF has BANDWIDTH, and AVERAGE-BANDWIDTH is not above it',
    check: (list) =>
      everyVariant(list, (one) => {
        const peak = one.get('BANDWIDTH') ?? '';
        const average = one.get('AVERAGE-BANDWIDTH') ?? peak;
        const decimal = /^[1-9]\d*$/.test(peak) && /^\d+$/.test(average);
        return unless(decimal && Number(average) <= Number(peak), `${peak}, ${average}`);
      }),
  },
  {
    id: 'average-bandwidth',
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'every variant has AVERAGE-BANDWIDTH',
    check: (list) => everyVariant(list, (one) => unless(one.has('AVERAGE-BANDWIDTH'), 'it has none')),
  },
  {
    id: 'codecs',
    source: 'RFC 8216 §4.3.4.2',
    level: 'must',
    what: 'every variant has CODECS, quoted, each an RFC 6381 name that the encoder makes',
    check: (list) =>
      everyVariant(list, (one) => {
        const said = one.get('CODECS') ?? '';
        return unless(/^"((avc1\.[0-9a-f]{6}|mp4a\.40\.2)(,|(?="$)))+"$/.test(said), said);
      }),
  },
  {
    id: 'resolution',
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'a variant with video has RESOLUTION and FRAME-RATE, one without has neither',
    check: (list) =>
      everyVariant(list, (one) => {
        const video = one.get('CODECS')?.includes('avc1') === true;
        const resolution = /^\d+x\d+$/.test(one.get('RESOLUTION') ?? '');
        const rate = /^\d+(\.\d{1,3})?$/.test(one.get('FRAME-RATE') ?? '');
        const holds = video ? resolution && rate : !one.has('RESOLUTION') && !one.has('FRAME-RATE');
        return unless(holds, `${one.get('RESOLUTION')}, ${one.get('FRAME-RATE')}`);
      }),
  },
  {
    id: 'aspect',
    source: 'Apple, Multivariant playlists',
    level: 'should',
    what: 'all variants have the same shape of picture, within a hundredth',
    check: (list) => {
      const shapes = variantsOf(list).flatMap((one) => {
        const [width, height] = (one.get('RESOLUTION') ?? '').split('x').map(Number);
        return width && height ? [width / height] : [];
      });
      const apart = Math.max(...shapes) / Math.min(...shapes) - 1;
      return unless(!(apart > ASPECT_TOLERANCE), `${(apart * 100).toFixed(1)} hundredths apart`);
    },
  },
  {
    id: 'same-rate',
    source: 'Apple, Multivariant playlists',
    level: 'should',
    what: 'all variants have the same FRAME-RATE, or whole fractions of it',
    check: (list) => {
      const rates = variantsOf(list).flatMap((one) => one.get('FRAME-RATE') ?? []);
      return unless(new Set(rates).size <= 1, rates.join(', '));
    },
  },
  {
    id: 'variants-differ',
    source: 'our own',
    level: 'must',
    what: 'no rendition is listed twice',
    check: ({ lines }) => {
      const uris = lines.flatMap((line) => (line.kind === 'uri' ? [line.uri] : []));
      return unless(new Set(uris).size === uris.length, 'one is');
    },
  },
  {
    id: 'audio-group',
    source: 'RFC 8216 §4.3.4.2.1',
    level: 'must',
    what: 'the AUDIO attribute names a group that an EXT-X-MEDIA of type AUDIO defines',
    check: (list) => {
      const sound = mediaOf(list).filter((one) => one.get('TYPE') === 'AUDIO');
      const groups = sound.map((one) => one.get('GROUP-ID'));
      return everyVariant(list, (one) =>
        unless(!one.has('AUDIO') || groups.includes(one.get('AUDIO')), `${one.get('AUDIO')}`),
      );
    },
  },
  {
    id: 'subtitle-group',
    source: 'RFC 8216 §4.3.4.2.1',
    level: 'must',
    what: 'the SUBTITLES attribute names a group of subtitles; where there is one, every variant has it',
    check: (list) => {
      const texts = mediaOf(list).filter((one) => one.get('TYPE') === 'SUBTITLES');
      const groups = texts.map((one) => one.get('GROUP-ID'));
      return everyVariant(list, (one) => {
        const named = one.get('SUBTITLES');
        return unless(groups.length === 0 ? named === undefined : groups.includes(named), `${named}`);
      });
    },
  },
  {
    id: 'subtitle-language',
    source: 'Apple, Subtitles',
    level: 'must',
    what: 'subtitles have LANGUAGE',
    check: (list) =>
      firstWrong(mediaOf(list), (one) =>
        unless(
          one.get('TYPE') !== 'SUBTITLES' || /^"[\w-]+"$/.test(one.get('LANGUAGE') ?? ''),
          'they have none',
        ),
      ),
  },
  {
    id: 'session-data',
    source: 'RFC 8216 §4.3.4.4',
    level: 'must',
    what: 'EXT-X-SESSION-DATA has DATA-ID, and either VALUE or URI',
    check: (list) =>
      firstWrong(attributesOf(list, 'EXT-X-SESSION-DATA'), (one) =>
        unless(one.has('DATA-ID') && one.has('VALUE') !== one.has('URI'), 'it has not'),
      ),
  },
  {
    id: 'sound-declared',
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'sound in playlists of its own is declared with EXT-X-MEDIA, and every variant of pictures has it',
    check: (list) =>
      everyVariant(list, (one) =>
        unless(one.has('AUDIO') && one.get('CODECS')?.includes('mp4a') === true, 'silent'),
      ),
  },
  {
    id: 'media-attributes',
    source: 'RFC 8216 §4.3.4.1',
    level: 'must',
    what: 'EXT-X-MEDIA has TYPE, GROUP-ID and NAME; DEFAULT=YES goes with AUTOSELECT=YES',
    check: (list) =>
      firstWrong(mediaOf(list), (one) => {
        const named = ['GROUP-ID', 'NAME'].every((name) => /^".+"$/.test(one.get(name) ?? ''));
        const known = ['AUDIO', 'VIDEO', 'SUBTITLES'].includes(one.get('TYPE') ?? '');
        const chosen = one.get('DEFAULT') !== 'YES' || one.get('AUTOSELECT') === 'YES';
        return unless(known && named && chosen, 'one is missing');
      }),
  },
  {
    id: 'media-names',
    source: 'RFC 8216 §4.3.4.1.1',
    level: 'must',
    what: 'the members of a group have different names, and at most one is the default',
    check: (list) => {
      const all = mediaOf(list);
      const key = (one: Attributes, name: string) =>
        [one.get('TYPE'), one.get('GROUP-ID'), one.get(name)].join();
      const names = all.map((one) => key(one, 'NAME'));
      const defaults = all.filter((one) => one.get('DEFAULT') === 'YES').map((one) => key(one, 'TYPE'));
      const different = [names, defaults].every((keys) => new Set(keys).size === keys.length);
      return unless(different, 'two are alike');
    },
  },
  {
    id: 'channels',
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'EXT-X-MEDIA of type AUDIO has CHANNELS',
    check: (list) =>
      firstWrong(mediaOf(list), (one) =>
        unless(one.get('TYPE') !== 'AUDIO' || /^"\d+"$/.test(one.get('CHANNELS') ?? ''), 'it has none'),
      ),
  },
  {
    id: 'variant-address',
    source: 'RFC 8216 §4.3.4.2',
    level: 'must',
    what: 'the line after EXT-X-STREAM-INF is its address',
    check: ({ lines }) =>
      firstWrong(lines, (line, at) =>
        unless(
          line.kind !== 'tag' || line.name !== 'EXT-X-STREAM-INF' || lines[at + 1]?.kind === 'uri',
          'it is not',
        ),
      ),
  },
  {
    id: 'independent-entry',
    source: 'Apple, Multivariant playlists',
    level: 'should',
    what: 'EXT-X-INDEPENDENT-SEGMENTS stands in the multivariant playlist',
    check: (list) => unless(tagsOf(list, 'EXT-X-INDEPENDENT-SEGMENTS').length === 1, 'it does not'),
  },
] as const satisfies readonly Rule<PlaylistText>[];
