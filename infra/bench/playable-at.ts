/**
 * Fetches what a player needs to begin: the entry, one picture's and the sound's playlist, both inits and first
 * segments. The rest of it may still be growing. Resolves with performance.now() when all is here.
 */
export async function playableAt(origin: string, entryPath: string): Promise<number> {
  const entryUrl = new URL(entryPath, origin);
  const entry = await text(entryUrl);
  const picture = /^[^#\s].*\.m3u8.*$/m.exec(entry)?.[0];
  const sound = /#EXT-X-MEDIA:.*TYPE=AUDIO.*URI="([^"]+)"/.exec(entry)?.[1];
  if (picture === undefined || sound === undefined) throw new Error('the entry names no picture and sound');
  await Promise.all([picture, sound].map((uri) => fetchTrack(new URL(uri, entryUrl))));
  return performance.now();
}

async function fetchTrack(playlistUrl: URL): Promise<void> {
  const playlist = await text(playlistUrl);
  const init = /#EXT-X-MAP:.*URI="([^"]+)"/.exec(playlist)?.[1];
  const segment = /^[^#\s].*$/m.exec(playlist)?.[0];
  if (init === undefined || segment === undefined) throw new Error('a playlist without a segment');
  for (const uri of [init, segment]) {
    const response = await answered(new URL(uri, playlistUrl));
    if ((await response.arrayBuffer()).byteLength === 0) throw new Error(`${uri} is empty`);
  }
}

async function text(url: URL): Promise<string> {
  return await (await answered(url)).text();
}

async function answered(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answers ${response.status}`);
  return response;
}
