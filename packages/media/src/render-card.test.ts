import { CARD_LANGUAGES, type Card } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { cleanName } from './clean-name.ts';
import { wrap } from './fit-lines.ts';
import { drawCard, renderCard } from './render-card.ts';
import { shaperOf } from './shape-line.ts';

const card = (change: Partial<Card> = {}): Card => ({
  language: 'en',
  session: 37,
  state: 'Lebanon',
  organisation: 'Center for Human Rights',
  speaker: null,
  note: 'sound_only',
  ...change,
});

/** The smallest box around all that is darker than paper, right of the band and outside of head and foot. */
function inkBox({ rgba, width }: { rgba: Uint8Array; width: number }, columns: [number, number]) {
  const box = { left: width, right: 0, top: 1080, bottom: 0 };
  for (let y = 200; y < 900; y += 1)
    for (let x = columns[0]; x < columns[1]; x += 1) {
      if ((rgba[(y * width + x) * 4] ?? 255) > 150) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  return box;
}

describe('names as they come', () => {
  it.each([
    ['controls and overrides are dropped', 'A\u0000\u202Eb\u2066c\u2069\u0007', 'Abc'],
    ['every kind of blank is one', ' a\u00a0\n\u2028 b\u3000', 'a b'],
    ['joiners that spell words stay', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['halves of characters are dropped', 'a\ud83dz', 'az'],
    ['a tower of marks is cut', `a${'\u0301'.repeat(50)}`, `\u00e1${'\u0301'.repeat(8)}`],
  ])('%s', (_, name, clean) => expect(cleanName(name)).toBe(clean));

  it('are no longer than a card can take', () => expect(cleanName('x'.repeat(5000))).toHaveLength(300));
});

describe('a card as SVG', () => {
  it('holds no text, whatever a name says', async () => {
    const name = '</g></svg><script>alert(1)</script><image href="file:///etc/passwd"/>&x; "\'';
    const { svg } = await drawCard(card({ organisation: name, state: name, speaker: name }));
    expect(svg).not.toMatch(/script|alert|passwd|href|<text|&|<image/);
    expect(svg.match(/<\/?svg/g)).toHaveLength(2);
    expect([...svg.matchAll(/<([a-z]+)/gi)].map(([, tag]) => tag)).toSatisfy((tags: string[]) =>
      tags.every((tag) => ['svg', 'rect', 'g', 'path'].includes(tag)),
    );
  });

  it('names the speaker only where the card has a name', async () => {
    const without = await drawCard(card());
    expect((await drawCard(card({ speaker: 'Wadih' }))).svg.length).toBeGreaterThan(without.svg.length);
    expect((await drawCard(card({ speaker: '' }))).svg).toBe(without.svg);
  });

  it('opens a programme with its State and the day, in every language', async () => {
    const opening = { organisation: null, note: null } as const;
    const drawn = await Promise.all(
      CARD_LANGUAGES.map((language) => drawCard(card({ ...opening, language, date: '2020-10-12' }))),
    );
    expect(new Set(drawn.map(({ svg }) => svg)).size).toBe(CARD_LANGUAGES.length);
    expect(drawn.flatMap(({ missing }) => missing)).toEqual([]);
    const other = await drawCard(card({ ...opening, date: '2020-10-13' }));
    expect(other.svg).not.toBe(drawn[0]?.svg);
    const undated = await drawCard(card(opening));
    expect(undated.svg.length).toBeLessThan(other.svg.length);
  });

  it('leaves out what no shipped font has, and says so', async () => {
    const { svg, missing } = await drawCard(card({ organisation: 'Rights 中文 😀' }));
    expect(missing).toEqual(['中', '文', '😀']);
    expect(svg).toBe((await drawCard(card({ organisation: 'Rights' }))).svg);
  });

  it.each([
    'राष्ट्रिय मानव अधिकार आयोग',
    'საქართველოს სახალხო დამცველი',
    'မြန်မာနိုင်ငံအမျိုးသားလူ့အခွင့်အရေးကော်မရှင်',
    'Омбудсман Кыргызской Республики',
    'المركز اللبناني لحقوق الإنسان',
    'Défenseur des droits — São Tomé, Ñandutí, Ş, Ğ, Œ, ß, Ł',
    'Συνήγορος του Πολίτη',
  ])('has every glyph of %s', async (organisation) => {
    expect((await drawCard(card({ organisation, speaker: organisation }))).missing).toEqual([]);
  });
});

describe('a line', () => {
  it('joins Arabic letters, and puts mixed directions in their order', async () => {
    const shaper = await shaperOf('regular');
    expect(shaper.directionOf('المركز (CLDH)')).toBe('rtl');
    expect(shaper.directionOf('(CLDH) 2024')).toBe('ltr');
    const apart = [...'لبنان'].reduce((sum, letter) => sum + shaper.shape(letter, 'rtl').width, 0);
    expect(shaper.shape('لبنان', 'rtl').width).toBeLessThan(apart * 0.9);
    // Latin letters stand left of the Arabic that was written before them.
    const mixed = shaper.shape('لبنان A', 'rtl');
    expect(mixed.glyphs[0]?.path).toBe(shaper.shape('A', 'ltr').glyphs[0]?.path);
    expect(mixed.glyphs[0]?.x).toBe(0);
  });

  it('breaks between words, and within one that is too long', () => {
    const measure = (line: string) => line.length;
    expect(wrap('one two three', 7, measure)).toEqual(['one two', 'three']);
    expect(wrap(`a ${'x'.repeat(12)} b`, 5, measure)).toEqual(['a', 'xxxxx', 'xxxxx', 'xx b']);
    expect(wrap('', 5, measure)).toEqual([]);
  });
});

describe('the picture', () => {
  it('keeps the longest names within its margins, in both directions', async () => {
    const long = 'Association for the promotion and the defence of rights '.repeat(8);
    const names = { organisation: long, speaker: 'W'.repeat(200), state: 'Saint Vincent and the Grenadines' };
    const ltr = inkBox(await renderCard(card(names)), [60, 1920]);
    expect(ltr.left).toBeGreaterThanOrEqual(130);
    expect(ltr.right).toBeLessThanOrEqual(1790);
    expect(ltr.bottom).toBeLessThan(890);
    const rtl = inkBox(await renderCard(card({ ...names, language: 'ar' })), [0, 1860]);
    expect(rtl.left).toBeGreaterThanOrEqual(130);
    expect(rtl.right).toBeLessThanOrEqual(1790);
    expect(rtl.right).toBeGreaterThan(1770);
  });

  it('is the same every time, 1920 by 1080', async () => {
    const [one, two] = [await renderCard(card()), await renderCard(card())];
    expect([one.width, one.height, one.rgba.length]).toEqual([1920, 1080, 1920 * 1080 * 4]);
    expect(Buffer.from(one.rgba).equals(Buffer.from(two.rgba))).toBe(true);
  });
});
