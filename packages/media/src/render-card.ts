import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Card } from '@rostrum/domain';
import { cardSvg, type DrawnCard } from './card-svg.ts';
import { shaperOf } from './shape-line.ts';

export interface RenderedCard {
  width: number;
  height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  rgba: Uint8Array;
  png: Uint8Array;
  /** What stood in the names and is in no shipped font, so that it is left out. */
  missing: string[];
}

/** The card as SVG. @param portrait a square JPEG of our own making */
export async function drawCard(card: Card, portrait?: Uint8Array): Promise<DrawnCard> {
  const [regular, semibold] = await Promise.all([shaperOf('regular'), shaperOf('semibold')]);
  return cardSvg(card, { regular, semibold }, portrait);
}

let started: Promise<typeof import('@resvg/resvg-wasm')> | null = null;

/** Its code is fetched only where a card is drawn: other processes import this package too. */
function rasteriser(): Promise<typeof import('@resvg/resvg-wasm')> {
  started ??= (async () => {
    const resvg = await import('@resvg/resvg-wasm');
    const code = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
    await resvg.initWasm(await readFile(code));
    return resvg;
  })();
  return started;
}

/** The card as pixels, 1920 by 1080. */
export async function renderCard(card: Card, portrait?: Uint8Array): Promise<RenderedCard> {
  const [{ Resvg }, { svg, missing }] = await Promise.all([rasteriser(), drawCard(card, portrait)]);
  const drawing = new Resvg(svg, { font: { loadSystemFonts: false } });
  try {
    const image = drawing.render();
    const { width, height } = image;
    const rendered = { width, height, rgba: image.pixels, png: image.asPng(), missing };
    image.free();
    return rendered;
  } finally {
    drawing.free();
  }
}
