/** What a signed address's playlist has beside it, under the same signature. */
export const besideAddress = (playlist: string, name: string): string =>
  playlist.replace(/[^/]*(?:[?#].*)?$/, name);
