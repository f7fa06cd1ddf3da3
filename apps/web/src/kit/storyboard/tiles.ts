import { readStoryboard, type Tile, tileAt } from './read-storyboard.ts';

/** After a failure, what is wanted again is asked for again, but not at every move of a pointer. */
const AGAIN_AFTER_MS = 5_000;

/** In the units of the canvas. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Tiles {
  /** Draws the picture of a moment and says whether there is one yet; what is missing is fetched, and `onMore` told. */
  readonly draw: (canvas: HTMLCanvasElement, ms: number) => boolean;
  /** The same into a part of a larger picture. */
  readonly drawInto: (context: CanvasRenderingContext2D, ms: number, into: Box) => boolean;
  readonly stop: () => void;
}

/** The small pictures of a video, by the address of their WebVTT. Nothing is fetched before the first is wanted. */
export function openTiles(address: string, onMore: () => void): Tiles {
  const at = new URL(address, document.baseURI);
  const stopped = new AbortController();
  const sheets = new Map<string, HTMLImageElement>();
  let tiles: readonly Tile[] | 'fetching' | undefined;
  let notBefore = 0;

  const failed = () => {
    notBefore = performance.now() + AGAIN_AFTER_MS;
  };
  async function fetchList(): Promise<void> {
    tiles = 'fetching';
    try {
      const answer = await fetch(at, { signal: stopped.signal });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      tiles = readStoryboard(await answer.text());
      onMore();
    } catch {
      // A convenience: without it, the time alone is shown.
      tiles = undefined;
      failed();
    }
  }
  function sheetOf({ sheet }: Tile): HTMLImageElement {
    const known = sheets.get(sheet);
    if (known) return known;
    const image = new Image();
    image.addEventListener('load', onMore);
    image.addEventListener('error', () => {
      sheets.delete(sheet);
      failed();
    });
    image.src = new URL(sheet, at).href;
    sheets.set(sheet, image);
    return image;
  }

  function pictureOf(ms: number): { image: HTMLImageElement; tile: Tile } | undefined {
    const mayAsk = performance.now() >= notBefore;
    if (tiles === undefined && mayAsk) void fetchList();
    if (tiles === undefined || tiles === 'fetching') return undefined;
    const tile = tileAt(tiles, ms);
    if (!tile || (!sheets.has(tile.sheet) && !mayAsk)) return undefined;
    const image = sheetOf(tile);
    return image.complete && image.naturalWidth > 0 ? { image, tile } : undefined;
  }

  return {
    draw(canvas, ms) {
      const found = pictureOf(ms);
      if (!found) return false;
      const { x, y, width, height } = found.tile;
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      canvas.getContext('2d')?.drawImage(found.image, x, y, width, height, 0, 0, width, height);
      return true;
    },
    drawInto(context, ms, into) {
      const found = pictureOf(ms);
      if (!found) return false;
      const { x, y, width, height } = found.tile;
      context.drawImage(found.image, x, y, width, height, into.x, into.y, into.width, into.height);
      return true;
    },
    stop() {
      stopped.abort();
      for (const image of sheets.values()) image.removeEventListener('load', onMore);
      sheets.clear();
    },
  };
}
