import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'harfbuzzjs';

export type Weight = 'regular' | 'semibold';

/**
 * The families that are shipped, in the order in which they are asked for a character. The first has Latin, Greek,
 * Cyrillic and Devanagari.
 */
const FAMILIES = [
  { package: 'noto-sans', name: 'NotoSans' },
  { package: 'noto-sans-arabic', name: 'NotoSansArabic' },
  { package: 'noto-sans-georgian', name: 'NotoSansGeorgian' },
  { package: 'noto-sans-myanmar', name: 'NotoSansMyanmar' },
] as const;

const WEIGHTS = { regular: '400Regular', semibold: '600SemiBold' } as const satisfies Record<Weight, string>;

export interface CardFont {
  font: Font;
  /** Units of the font's own grid in one em. */
  unitsPerEm: number;
  covers: ReadonlySet<number>;
}

const resolver = createRequire(import.meta.url);
const loaded = new Map<Weight, Promise<readonly CardFont[]>>();

/** From the packages alone: nothing of the machine's own fonts is looked at. Read once per process. */
export function cardFonts(weight: Weight): Promise<readonly CardFont[]> {
  const known = loaded.get(weight);
  if (known !== undefined) return known;
  const loading = Promise.all(FAMILIES.map((family) => load(family, WEIGHTS[weight])));
  loaded.set(weight, loading);
  return loading;
}

async function load(family: (typeof FAMILIES)[number], style: string): Promise<CardFont> {
  // Its code is fetched only where a card is drawn: other processes import this package too.
  const { Blob, Face, Font } = await import('harfbuzzjs');
  const file = `@expo-google-fonts/${family.package}/${style}/${family.name}_${style}.ttf`;
  const data = await readFile(resolver.resolve(file));
  const bytes = new ArrayBuffer(data.byteLength);
  new Uint8Array(bytes).set(data);
  const face = new Face(new Blob(bytes));
  return { font: new Font(face), unitsPerEm: face.upem, covers: new Set(face.collectUnicodes()) };
}
