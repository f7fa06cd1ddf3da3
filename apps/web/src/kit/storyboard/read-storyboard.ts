export interface Tile {
  readonly startMs: number;
  readonly endMs: number;
  /** The sheet it is on, and its place there in pixels. */
  readonly sheet: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const TIME = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;

function readTime(text: string): number {
  const [, hours = '0', minutes, seconds, ms] = TIME.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}

/** The cues of a storyboard in WebVTT, in order. What is no tile is passed over. */
export function readStoryboard(text: string): Tile[] {
  return text.split(/\n\s*\n/).flatMap((block): Tile[] => {
    const [times = '', address = ''] = block.slice(Math.max(0, block.search(/^.*-->/m))).split('\n');
    const [from = '', to = ''] = times.split(' --> ');
    const [, sheet = '', ...place] = /^([^#\s]+)#xywh=(\d+),(\d+),(\d+),(\d+)$/.exec(address) ?? [];
    const [x = 0, y = 0, width = 0, height = 0] = place.map(Number);
    const [startMs, endMs] = [readTime(from), readTime(to)];
    return width > 0 && height > 0 && endMs > startMs ? [{ startMs, endMs, sheet, x, y, width, height }] : [];
  });
}

/** The tile of a moment, if there is one: the programme's items may have gaps between theirs. */
export function tileAt(tiles: readonly Tile[], ms: number): Tile | undefined {
  let low = 0;
  let high = tiles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tiles[middle]?.endMs ?? 0) > ms) high = middle;
    else low = middle + 1;
  }
  const tile = tiles[low];
  return tile && tile.startMs <= ms ? tile : undefined;
}
