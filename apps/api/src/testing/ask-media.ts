import { expect } from 'vitest';

type Get = (address: string) => Promise<Response>;

/** The list of one rendition beside an entry playlist. */
export const trackOf = (entry: string, track: string): string =>
  entry.replace(/index\.m3u8$/, `${track}.m3u8`);

/** Every rendition and the sound of an entry playlist; not its captions. */
export async function tracksIn(get: Get, entry: string): Promise<string[]> {
  const text = await (await get(entry)).text();
  return [...text.matchAll(/^(\w+)\.m3u8$|URI="(\w+)\.m3u8"/gm)].map(
    ([, variant, sound]) => variant ?? sound ?? '',
  );
}

/** Which of these the address lets in. Whether there are bytes behind it is another matter. */
export async function openedBelow(get: Get, base: string, names: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(names.map((name) => get(`${base}/${name}`)));
  const stopped = answers.filter(({ status }) => status === 403);
  // Else a cache in front would go on refusing what is listed a moment later.
  expect(stopped.every(({ headers }) => headers.get('cache-control') === 'no-store')).toBe(true);
  return names.filter((_, at) => answers[at]?.status !== 403);
}
