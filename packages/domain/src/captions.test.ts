import { describe, expect, it } from 'vitest';
import { CAPTIONS_LIMIT_BYTES, CUES_LIMIT, cueTime, plainCueText } from './captions.ts';
import { cleanCueText } from './clean-cue-text.ts';
import { parseCaptions } from './parse-captions.ts';
import { Problem } from './problems.ts';

const TAKE_MS = 60_000;
const parse = (source: string | Uint8Array, language?: string) =>
  parseCaptions(source, { takeMs: TAKE_MS, ...(language === undefined ? {} : { language }) });
const one = (text: string) => parse(`1\n00:00:01,000 --> 00:00:09,000\n${text}\n`);
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'none';
};
const findings = (captions: ReturnType<typeof parse>) =>
  Object.fromEntries(captions.findings.map(({ code: name, figures }) => [name, figures.count]));

describe('SubRip and WebVTT', () => {
  const wanted = [
    { startMs: 1_000, endMs: 2_500, text: 'First line\nsecond line' },
    { startMs: 3_000, endMs: 4_000, text: 'Another.' },
  ];
  it.each([
    [
      'SRT',
      '1\n00:00:01,000 --> 00:00:02,500\nFirst line\nsecond line\n\n2\n00:00:03,000 --> 00:00:04,000\nAnother.\n',
    ],
    [
      'with a mark and CRLF',
      '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nFirst line\r\nsecond line\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nAnother.',
    ],
    [
      'with CR alone',
      '1\r00:00:01,000 --> 00:00:02,500\rFirst line\rsecond line\r\r2\r00:00:03,000 --> 00:00:04,000\rAnother.',
    ],
    [
      'without numbers',
      '00:00:01,000 --> 00:00:02,500\nFirst line\nsecond line\n\n00:00:03,000 --> 00:00:04,000\nAnother.',
    ],
    [
      'without empty lines between',
      '1\n00:00:01,000 --> 00:00:02,500\nFirst line\nsecond line\n2\n00:00:03,000 --> 00:00:04,000\nAnother.',
    ],
    [
      'with points and short hours',
      '0:00:01.0 --> 0:00:02.5\nFirst line\nsecond line\n\n00:03.000->00:04.000\nAnother.',
    ],
    [
      'out of order',
      '2\n00:00:03,000 --> 00:00:04,000\nAnother.\n\n1\n00:00:01,000 --> 00:00:02,500\nFirst line\nsecond line',
    ],
    [
      'WebVTT',
      'WEBVTT - a title\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE\nnothing\n\nname\n00:01.000 --> 00:02.500 line:10% align:start\nFirst line\nsecond line\n\n00:00:03.000 --> 00:00:04.000\nAnother.\n',
    ],
    [
      'WebVTT without a line after its header',
      'WEBVTT\n00:01.000 --> 00:02.500\nFirst line\nsecond line\n\n00:03.000 --> 00:04.000\nAnother.',
    ],
  ])('are read: %s', (_, source) => {
    expect(parse(source)).toEqual({ cues: wanted, findings: [] });
  });

  it('say what was left out', () => {
    const read = parse(
      'about this file\n\n1\n00:00:05,000 --> 00:00:05,000\nno length\n\n2\n00:00:08,000 --> 00:00:07,000\nbackwards\n\n3\n00:99:01,000 --> 00:99:02,000\nno clock\n\n4\n00:00:10,000 --> 00:00:12,000\n<i> </i>\n\n5\n00:00:20,000 --> 00:00:22,000\nGood.\n\n6\n00:00:59,000 --> 00:01:02,000\nThe end.\n\n7\n00:01:30,000 --> 00:01:31,000\nBehind.',
    );
    expect(read.cues).toEqual([
      { startMs: 20_000, endMs: 22_000, text: 'Good.' },
      { startMs: 59_000, endMs: 60_000, text: 'The end.' },
    ]);
    expect(findings(read)).toEqual({
      blocks_passed_over: 1,
      times_impossible: 3,
      cues_empty: 1,
      beyond_the_end: 1,
      shortened_at_the_end: 1,
    });
  });

  it('are set apart where they overlap', () => {
    const read = parse(
      'WEBVTT\n\n00:01.000 --> 00:05.000\nA\n\n00:03.000 --> 00:06.000\nB\n\n00:03.000 --> 00:07.000\nC\n\n00:08.000 --> 00:09.000\nD\n\n00:08.000 --> 00:10.000\nD',
    );
    expect(read.cues).toEqual([
      { startMs: 1_000, endMs: 3_000, text: 'A' },
      { startMs: 3_000, endMs: 7_000, text: 'B\nC' },
      { startMs: 8_000, endMs: 10_000, text: 'D' },
    ]);
    expect(findings(read)).toEqual({ overlaps_mended: 2 });
  });

  it('warn of what nobody can read in time, by what is seen of it', () => {
    const read = parse(
      `1\n00:00:01,000 --> 00:00:02,000\n${'&amp;'.repeat(25)}\n\n2\n00:00:03,000 --> 00:00:04,000\n<b>${'a'.repeat(26)}</b>\n\n3\n00:00:05,000 --> 00:00:09,000\n${'b'.repeat(42)}\n${'c'.repeat(43)}`,
    );
    expect(findings(read)).toEqual({ reading_too_fast: 1, lines_too_long: 1 });
  });

  it.each([
    ['', 'captions_unreadable'],
    ['[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Words', 'captions_unreadable'],
    ['{"json": true}', 'captions_unreadable'],
    ['WEBVTT\n', 'captions_unreadable'],
    ['1\n00:00:01,000 --> 00:00:02,000\n<c.red></c>\n', 'captions_empty'],
    [
      '1\n00:01:01,000 --> 00:01:02,000\nBehind.\n\n2\n00:00:01,000 --> 00:00:02,000\nIn.\n\n3\n00:02:01,000 --> 00:02:02,000\nBehind.',
      'captions_do_not_match',
    ],
    ['0:01 --> 0:02\nx\n\n'.repeat(CUES_LIMIT + 1), 'captions_too_large'],
    ['x'.repeat(CAPTIONS_LIMIT_BYTES + 1), 'captions_too_large'],
    ['é'.repeat(CAPTIONS_LIMIT_BYTES / 2 + 1), 'captions_too_large'],
    ['1\n00:00:01,000 --> 00:00:02,000\na\0b\n', 'captions_unreadable'],
  ])('are refused: %#', (source, expected) => {
    expect(code(() => parse(source))).toBe(expected);
  });
});

describe('encodings', () => {
  const bytesOf = (text: string, map: Record<string, number>) =>
    Uint8Array.from([...text].map((char) => map[char] ?? char.charCodeAt(0)));
  const file = (text: string) => `1\r\n00:00:01,000 --> 00:00:04,000\r\n${text}\r\n`;
  it.each([
    ['UTF-8', new TextEncoder().encode(file('مرحبا é')), 'ar', 'مرحبا é'],
    ['UTF-16 little-endian with its mark', Buffer.from(`\uFEFF${file('مرحبا')}`, 'utf16le'), 'ar', 'مرحبا'],
    ['UTF-16 little-endian without', Buffer.from(file('Déjà vu'), 'utf16le'), 'fr', 'Déjà vu'],
    ['UTF-16 big-endian', Buffer.from(`\uFEFF${file('Déjà')}`, 'utf16le').swap16(), 'fr', 'Déjà'],
    ['Windows-1252', bytesOf(file('Déjà'), { é: 0xe9, à: 0xe0 }), 'fr', 'Déjà'],
    ['Windows-1256', bytesOf(file('سلام'), { س: 0xd3, ل: 0xe1, ا: 0xc7, م: 0xe3 }), 'ar-EG', 'سلام'],
  ])('%s', (_, bytes, language, text) => {
    expect(parse(bytes, language).cues).toEqual([{ startMs: 1_000, endMs: 4_000, text }]);
  });

  it.each([
    ['a picture', Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQN', 'base64')],
    ['a zip', Buffer.from('PK\x03\x04\x14\x00\x00\x00--> 00:01 --> 00:02', 'latin1')],
    ['random bytes', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256))],
  ])('%s is no text', (_, bytes) => {
    expect(code(() => parse(bytes))).toBe('captions_unreadable');
  });
});

describe('the text of a caption', () => {
  it.each([
    ['<script>alert(1)</script>Words', 'Words'],
    ['<SCRIPT src="//x">alert(1)', ''],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['&amp;lt;b&amp;gt;', '&amp;lt;b&amp;gt;'],
    ['<img src=x onerror=alert(1)>Words', 'Words'],
    ['<v Ali Baba>Words</v>', 'Words'],
    ['<c.yellow.bg_blue>Words</c> <00:00:02.000>more', 'Words more'],
    ['<lang ar><ruby>a<rt>b</rt></ruby></lang>', 'ab'],
    ['<b onclick="x()">bold</b> <em>slanted</em>', '<b>bold</b> <i>slanted</i>'],
    ['<b><i>crossed</b></i>', '<b><i>crossed</i></b>'],
    ['<b>open', '<b>open</b>'],
    ['</u>closed', 'closed'],
    ['<b> </b><i></i>Words', 'Words'],
    ['a < b && c > d --> e', 'a &lt; b &amp;&amp; c &gt; d --&gt; e'],
    ['{\\an8}{\\pos(1,2)}Above\\Nbelow', 'Above\nbelow'],
    ['{y:i}slanted {not this}', 'slanted {not this}'],
    ['&nbsp;&#65;&#x42;&copy;&quot;', 'AB&amp;copy;"'],
    ['&#0;&#xD800;&#x202E;x', 'x'],
    ['<font color="#fff">Words</font>', 'Words'],
    ['one<br/>two', 'one\ntwo'],
    ['- \u202Egnidaer\u202C -', '- gnidaer -'],
    ['\u202Bمرحبا، 12!\u202C', '\u200Fمرحبا، 12!'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    [`Z${'\u0301'.repeat(50)}`, `\u0179${'\u0301'.repeat(6)}`],
    ['\u0007bell\u0085next', 'bell\nnext'],
    ['\u200E\u200B', ''],
  ])('%j', (raw, clean) => {
    expect(cleanCueText(raw).text).toBe(clean);
  });

  it('says when something was taken out, and only then', () => {
    expect(cleanCueText('<b>Words</b>\n  more &amp; more').changed).toBe(false);
    expect(cleanCueText('<v Ali>Words').changed).toBe(true);
    expect(cleanCueText('Wo\u202Erds').changed).toBe(true);
    expect(findings(one('<font color="red">Words</font>'))).toEqual({ styling_removed: 1 });
  });

  it('is read plainly', () => {
    expect(plainCueText('<b>a</b> &lt;b&gt; &amp;amp;')).toBe('a <b> &amp;');
    expect(cueTime(3_723_004)).toBe('01:02:03.004');
  });
});

describe('whatever comes', () => {
  const random = (seed: number) => () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const bits = [
    '1',
    '\n',
    '\n\n',
    '00:00:01,000 --> 00:00:02,000',
    '0:5 --> 0:9',
    '-->',
    '<b>',
    '</i>',
    '<script>',
    '&lt;',
    '&',
    '{\\an8}',
    '<',
    '>',
    'words ',
    '\u202E',
    '\r',
    'NOTE',
    'WEBVTT',
    '99:99',
    '\ud83d',
    'ا',
    '<!--',
    '\t',
  ];

  it('is refused with a code, or gives captions that are in order, inside and safe', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const next = random(seed);
      const source = Array.from({ length: 60 }, () => bits[Math.floor(next() * bits.length)]).join('');
      let cues: ReturnType<typeof parse>['cues'];
      try {
        ({ cues } = parse(source));
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
        continue;
      }
      let lastMs = 0;
      for (const { startMs, endMs, text } of cues) {
        expect(startMs).toBeGreaterThanOrEqual(lastMs);
        expect(endMs).toBeGreaterThan(startMs);
        expect(endMs).toBeLessThanOrEqual(TAKE_MS);
        lastMs = endMs;
        // Nothing but words, b, i and u in pairs, and escaped signs.
        expect(text.replace(/<\/?[biu]>/g, '')).not.toMatch(
          /[<>]|&(?!amp;|lt;|gt;)|\n\n|[\u202A-\u202E\t\r]/,
        );
        expect(cleanCueText(text)).toEqual({ text, changed: false });
        expect(text.isWellFormed()).toBe(true);
      }
    }
  });

  it.each([
    ['angles', '<'.repeat(1_000_000)],
    ['tags', '<b '.repeat(500_000)],
    ['open tags', '<b>'.repeat(500_000)],
    ['scripts', '<script>'.repeat(200_000)],
    ['entities', '&#'.repeat(700_000)],
    ['braces', '{\\'.repeat(700_000)],
    ['comments', '<!--'.repeat(400_000)],
    ['spaces', ' '.repeat(1_900_000)],
    ['marks', `a${'\u0301'.repeat(900_000)}`],
    ['digits', '0'.repeat(1_900_000)],
  ])('costs no more than its length: %s', (_, text) => {
    const beganAt = performance.now();
    code(() => one(text));
    code(() => parse(text));
    code(() => parse(`${text} --> ${text}`.slice(0, CAPTIONS_LIMIT_BYTES)));
    code(() => parse(`1\n00:00:01,000 --> ${text.slice(0, 400)}\n${'x\n'.repeat(100_000)}`));
    // What backtracks takes minutes; a slow machine takes a second.
    expect(performance.now() - beganAt).toBeLessThan(20_000);
  });
});
