import { createRequire } from 'node:module';
import type { Bidi } from 'bidi-js';
import { type CardFont, cardFonts, type Weight } from './card-fonts.ts';

export type LineDirection = 'ltr' | 'rtl';

/** A line as outlines, ready to be placed: nothing of its text is left that could be read as markup. */
export interface ShapedLine {
  /** In ems. */
  width: number;
  glyphs: { path: string; x: number; y: number; unitsPerEm: number }[];
}

/** Shapes text of one weight: letters joined, marks placed, mixed directions in their order. */
export interface Shaper {
  /** Without what no shipped font has; never a box in the place of a letter. */
  drawable(text: string): { text: string; missing: string[] };
  directionOf(text: string): LineDirection;
  shape(line: string, direction: LineDirection): ShapedLine;
}

// Its types describe another form of module than the one that Node loads.
const makeBidi: () => Bidi = createRequire(import.meta.url)('bidi-js');
const bidi = makeBidi();
const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** The joiners and marks of emoji: they draw nothing by themselves. */
const DRAWS_NOTHING = /^(?:\u200c|\u200d|[\ufe00-\ufe0f])$/;

export async function shaperOf(weight: Weight): Promise<Shaper> {
  const { Buffer, Direction, shape } = await import('harfbuzzjs');
  const fonts = await cardFonts(weight);
  const has = (font: CardFont, cluster: string) =>
    [...cluster].every((char) => DRAWS_NOTHING.test(char) || font.covers.has(char.codePointAt(0) ?? 0));

  function shapeRun({ text, font, level }: Run): ShapedLine {
    const buffer = new Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    buffer.setDirection(level % 2 === 1 ? Direction.RTL : Direction.LTR);
    shape(font.font, buffer);
    const { unitsPerEm } = font;
    const glyphs: ShapedLine['glyphs'] = [];
    let pen = 0;
    const positions = buffer.getGlyphPositions();
    for (const [index, { codepoint: glyph }] of buffer.getGlyphInfos().entries()) {
      const at = positions[index];
      if (at === undefined) continue;
      const path = font.font.glyphToPath(glyph);
      if (path !== '')
        glyphs.push({ path, x: (pen + at.xOffset) / unitsPerEm, y: at.yOffset / unitsPerEm, unitsPerEm });
      pen += at.xAdvance;
    }
    return { width: pen / unitsPerEm, glyphs };
  }

  return {
    drawable(text) {
      const missing: string[] = [];
      let kept = '';
      for (const { segment } of clusters.segment(text))
        if (fonts.some((font) => has(font, segment))) kept += segment;
        else missing.push(segment);
      return { text: kept.replace(/ {2,}/g, ' ').trim(), missing };
    },
    directionOf(text) {
      const [paragraph] = bidi.getEmbeddingLevels(text, 'auto').paragraphs;
      return (paragraph?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr';
    },
    shape(line, direction) {
      let width = 0;
      const glyphs: ShapedLine['glyphs'] = [];
      for (const run of inOrder(runsOf(line, direction, fonts, has))) {
        const shaped = shapeRun(run);
        for (const glyph of shaped.glyphs) glyphs.push({ ...glyph, x: glyph.x + width });
        width += shaped.width;
      }
      return { width, glyphs };
    },
  };
}

interface Run {
  text: string;
  font: CardFont;
  level: number;
}

/** Stretches of one direction in one font; a cluster that any font has stays in the one before it. */
function runsOf(
  line: string,
  direction: LineDirection,
  fonts: readonly CardFont[],
  has: (font: CardFont, cluster: string) => boolean,
): Run[] {
  const { levels } = bidi.getEmbeddingLevels(line, direction);
  const runs: Run[] = [];
  for (const { segment, index } of clusters.segment(line)) {
    const level = levels[index] ?? 0;
    const last = runs.at(-1);
    const font =
      last !== undefined && has(last.font, segment) ? last.font : fonts.find((f) => has(f, segment));
    if (font === undefined) continue;
    if (last !== undefined && last.font === font && last.level === level) last.text += segment;
    else runs.push({ text: segment, font, level });
  }
  return runs;
}

/** Unicode Standard Annex 9, rule L2: from the highest level down, whatever stands at it or above is turned around. */
function inOrder(runs: readonly Run[]): Run[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...ordered.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    let start = 0;
    while (start < ordered.length) {
      if ((ordered[start]?.level ?? 0) < level) {
        start += 1;
        continue;
      }
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end += 1;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}
