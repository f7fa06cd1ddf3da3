/**
 * The lists that a player asks for next to a multivariant playlist (RFC 8216, 4.3.4): the sound's, and the one of
 * the rendition it begins with, which is the first that is named.
 *
 * @returns relative addresses as the playlist has them
 */
export function firstLists(multivariant: string): string[] {
  const lines = multivariant.split(/\r?\n/);
  const sound = lines.flatMap((line) =>
    line.startsWith('#EXT-X-MEDIA:TYPE=AUDIO') ? (/,URI="([^"]+)"/.exec(line)?.[1] ?? []) : [],
  );
  return [...sound, ...addressAfter('#EXT-X-STREAM-INF:', lines)];
}

/**
 * What a player loads first of a media playlist that it plays from the beginning: the initialisation section and
 * the first segment.
 */
export function firstPieces(playlist: string): string[] {
  const lines = playlist.split(/\r?\n/);
  const init = lines.flatMap((line) =>
    line.startsWith('#EXT-X-MAP:') ? (/[:,]URI="([^"]+)"/.exec(line)?.[1] ?? []) : [],
  );
  return [...init.slice(0, 1), ...addressAfter('#EXTINF:', lines)];
}

/** What stands behind the first tag of a name, as a list of one or none. */
function addressAfter(tag: string, lines: readonly string[]): string[] {
  const index = lines.findIndex((line) => line.startsWith(tag));
  const address = index < 0 ? undefined : lines[index + 1];
  return address && !address.startsWith('#') ? [address] : [];
}
