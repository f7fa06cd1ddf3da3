import type { Card } from '@rostrum/domain';
import { CARD_WORDS } from './card-words.ts';
import { cleanName } from './clean-name.ts';
import { type Fit, type FittedText, fitLines } from './fit-lines.ts';
import type { Shaper } from './shape-line.ts';

export const CARD_WIDTH = 1920;
export const CARD_HEIGHT = 1080;

/** The product's ink, paper and petrol. */
const PAPER = '#f8fafc';
const INK = '#11171b';
const INK_SOFT = '#565f64';
const ACCENT = '#085063';

const MARGIN = 136;
const BAND = 28;
const PORTRAIT = 480;
const PORTRAIT_GAP = 88;
const HEAD_BASELINE = 172;
const FOOT_BASELINE = 972;
/** Between head and foot, where the names stand, centred. */
const MIDDLE = { top: 236, bottom: 880 } as const;
const LINE_HEIGHT = 1.28;
const GAP = 36;

// Nothing is smaller than 54 of 1080 lines: at 240 lines that is 12, which can still be read.
const HEAD: Fit = [
  { size: 58, lines: 1 },
  { size: 54, lines: 1 },
];
const STATE: Fit = [
  { size: 76, lines: 1 },
  { size: 64, lines: 1 },
  { size: 58, lines: 2 },
];
const ORGANISATION: Fit = [
  { size: 128, lines: 2 },
  { size: 108, lines: 3 },
  { size: 92, lines: 3 },
  { size: 76, lines: 4 },
  { size: 64, lines: 4 },
];
/** The State on the card that opens its programme. */
const OPENING: Fit = [
  { size: 150, lines: 2 },
  { size: 128, lines: 2 },
  { size: 108, lines: 3 },
  { size: 92, lines: 3 },
];
const SPEAKER: Fit = [
  { size: 76, lines: 1 },
  { size: 64, lines: 1 },
  { size: 56, lines: 2 },
];

export interface DrawnCard {
  svg: string;
  /** What stood in the names and is in no shipped font, so that it is left out. */
  missing: string[];
}

/**
 * A card as SVG without text: every line is outlines, so that the picture is the same wherever it is drawn and
 * nothing of a name is ever read as markup.
 * @param portrait a square JPEG of our own making
 */
export function cardSvg(
  card: Card,
  shapers: { regular: Shaper; semibold: Shaper },
  portrait?: Uint8Array,
): DrawnCard {
  const { regular, semibold } = shapers;
  const missing: string[] = [];
  const drawable = (shaper: Shaper, text: string) => {
    const drawn = shaper.drawable(cleanName(text));
    missing.push(...drawn.missing);
    return drawn.text;
  };
  const rtl = card.language === 'ar';
  const whole = CARD_WIDTH - 2 * MARGIN;
  const width = portrait === undefined ? whole : whole - PORTRAIT - PORTRAIT_GAP;
  const words = CARD_WORDS[card.language];

  const opens = card.organisation === null;
  const state = fitLines(semibold, drawable(semibold, card.state), width, opens ? OPENING : STATE);
  const organisation = fitLines(semibold, drawable(semibold, card.organisation ?? ''), width, ORGANISATION);
  const day = card.date === undefined ? '' : drawable(regular, words.day(card.date));
  const speaker = fitLines(regular, drawable(regular, card.speaker ?? ''), width, SPEAKER);
  const head = fitLines(regular, drawable(regular, words.session(card.session)), whole, HEAD);
  const note = card.note === null ? '' : drawable(regular, words.note[card.note]);
  // What there is to say of a statement that is not there stands with the names.
  const absent = card.note === 'no_statement';
  const foot = fitLines(regular, absent ? '' : note, whole - WAVE_ROOM, HEAD);

  const start = rtl ? CARD_WIDTH - MARGIN : MARGIN;
  const wave = card.note === 'sound_only';
  const footStart = wave ? start + (rtl ? -WAVE_ROOM : WAVE_ROOM) : start;
  const parts = [
    `<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="${PAPER}"/>`,
    `<rect x="${rtl ? CARD_WIDTH - BAND : 0}" width="${BAND}" height="${CARD_HEIGHT}" fill="${ACCENT}"/>`,
    ...placed(head, { start, rtl, baseline: HEAD_BASELINE, fill: INK_SOFT }),
    ...column(
      [
        { text: state, fill: ACCENT },
        { text: organisation, fill: INK },
        { text: speaker, fill: INK },
        { text: fitLines(regular, absent ? note : day, width, SPEAKER), fill: INK_SOFT },
      ],
      { start, rtl },
    ),
    ...(wave ? [waveform(rtl)] : []),
    ...placed(foot, { start: footStart, rtl, baseline: FOOT_BASELINE, fill: INK_SOFT }),
    ...(portrait === undefined ? [] : [picture(portrait, rtl)]),
  ];
  const size = `width="${CARD_WIDTH}" height="${CARD_HEIGHT}" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}"`;
  return { svg: `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${parts.join('')}</svg>`, missing };
}

interface Place {
  start: number;
  rtl: boolean;
}

function column(texts: readonly { text: FittedText | null; fill: string }[], place: Place): string[] {
  const shown = texts.filter((one): one is { text: FittedText; fill: string } => one.text !== null);
  const heights = shown.map(({ text }) => text.lines.length * text.size * LINE_HEIGHT);
  const height = heights.reduce((sum, one) => sum + one, 0) + GAP * Math.max(0, shown.length - 1);
  let top = Math.max(MIDDLE.top, (MIDDLE.top + MIDDLE.bottom - height) / 2);
  return shown.flatMap(({ text, fill }, index) => {
    const drawn = placed(text, { ...place, baseline: top + text.size, fill });
    top += (heights[index] ?? 0) + GAP;
    return drawn;
  });
}

function placed(text: FittedText | null, where: Place & { baseline: number; fill: string }): string[] {
  if (text === null) return [];
  const { size } = text;
  return text.lines.map(({ width, glyphs }, index) => {
    const x = where.rtl ? where.start - width * size : where.start;
    const y = where.baseline + index * size * LINE_HEIGHT;
    const drawn = glyphs.map((glyph) => {
      const scale = size / glyph.unitsPerEm;
      const move = `translate(${round(glyph.x * size)} ${round(-glyph.y * size)})`;
      return `<path transform="${move} scale(${scale} ${-scale})" d="${glyph.path}"/>`;
    });
    return `<g transform="translate(${round(x)} ${round(y)})" fill="${where.fill}">${drawn.join('')}</g>`;
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const WAVE_BARS = [26, 54, 78, 44, 66, 30];
const WAVE_BAR = 12;
const WAVE_STEP = 24;
const WAVE_ROOM = WAVE_BARS.length * WAVE_STEP + 20;

/** A voice's outline, beside the words that say the same. */
function waveform(rtl: boolean): string {
  const middle = FOOT_BASELINE - 20;
  const bars = WAVE_BARS.map((height, index) => {
    const along = index * WAVE_STEP;
    const x = rtl ? CARD_WIDTH - MARGIN - along - WAVE_BAR : MARGIN + along;
    return `<rect x="${x}" y="${middle - height / 2}" width="${WAVE_BAR}" height="${height}" rx="${WAVE_BAR / 2}"/>`;
  });
  return `<g fill="${ACCENT}">${bars.join('')}</g>`;
}

function picture(jpeg: Uint8Array, rtl: boolean): string {
  const x = rtl ? MARGIN : CARD_WIDTH - MARGIN - PORTRAIT;
  const y = (MIDDLE.top + MIDDLE.bottom - PORTRAIT) / 2;
  const box = `x="${x}" y="${y}" width="${PORTRAIT}" height="${PORTRAIT}"`;
  const data = Buffer.from(jpeg).toString('base64');
  return (
    `<clipPath id="portrait"><rect ${box} rx="24"/></clipPath>` +
    `<image ${box} clip-path="url(#portrait)" href="data:image/jpeg;base64,${data}"/>`
  );
}
