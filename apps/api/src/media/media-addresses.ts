import type { Parts } from '@rostrum/core';

/** Signed addresses of the media gateway: paths, the same for everybody within a ten-minute bucket. */
export interface MediaAddresses {
  programme(revisionId: string, epoch: number): string;
  /** Of an item, or of the programme's first; another picture has another address. */
  programmePoster(revisionId: string, epoch: number, of: { position?: number; poster: string }): string;
  /** One statement of a programme alone, and that as one file. */
  statementAlone(
    revisionId: string,
    epoch: number,
    statementId: string,
  ): { playlist: string; master: string };
  /** The one statement of a programme as one file. */
  programmeMaster(revisionId: string, epoch: number): string;
  /** The captions of that statement in one language, as one file. */
  programmeCaptions(revisionId: string, epoch: number, language: string): string;
  /** The live window of a screening, in one of its turns. */
  screening(screeningId: string, epoch: number, turn: number): string;
  /** A programme as it would be published, exactly as `mark` names it: handed to the staff alone. */
  draft(reviewId: string, mark: string): string;
  /** A take as prepared, or a cut. */
  preview(mediaSetId: string): string;
  previewPoster(mediaSetId: string, poster: string): string;
}

/** With the addresses that are handed to the staff: a screening that keeps its programme does not keep it from them. */
export interface AllMediaAddresses extends MediaAddresses {
  staff: MediaAddresses;
}

type Scope = { scope: string; epoch: number };

/** Nothing raises a media set's epoch: it ends with its statement. */
export const SET_EPOCH = 0;

export function programmeScope(revisionId: string, epoch: number): Scope {
  return { scope: revisionId, epoch };
}

export function staffScope(revisionId: string, epoch: number): Scope {
  return { scope: `staff:${revisionId}`, epoch };
}

export function setScope(mediaSetId: string): Scope {
  return { scope: `set:${mediaSetId}`, epoch: SET_EPOCH };
}

/** @param epoch of the programme that it shows */
export function screeningScope(screeningId: string, epoch: number): Scope {
  return { scope: `screening:${screeningId}`, epoch };
}

export function draftScope(reviewId: string, mark: string): Scope {
  return { scope: `draft:${reviewId}:${mark}`, epoch: SET_EPOCH };
}

/** Says nothing to the gateway: it tells one picture from another for whoever keeps what was fetched. */
function markOf(poster: string): string {
  const [, mark] = /-([0-9a-f]{12})\.jpg$/.exec(poster) ?? [];
  return mark === undefined ? '' : `?of=${mark}`;
}

export function createMediaAddresses(parts: Pick<Parts, 'signing' | 'clock'>): AllMediaAddresses {
  return { ...addressesIn(parts, programmeScope), staff: addressesIn(parts, staffScope) };
}

function addressesIn(
  parts: Pick<Parts, 'signing' | 'clock'>,
  scopeOf: (revisionId: string, epoch: number) => Scope,
): MediaAddresses {
  const programme = (revisionId: string, epoch: number) =>
    `/media/p/${revisionId}/${parts.signing.signMedia(scopeOf(revisionId, epoch), parts.clock.now().getTime())}`;
  const set = (mediaSetId: string) =>
    `/media/s/${mediaSetId}/${parts.signing.signMedia(setScope(mediaSetId), parts.clock.now().getTime())}`;
  return {
    programme: (revisionId, epoch) => `${programme(revisionId, epoch)}/index.m3u8`,
    programmePoster: (revisionId, epoch, { position, poster }) =>
      `${programme(revisionId, epoch)}/poster${position === undefined ? '' : `-${position}`}.jpg${markOf(poster)}`,
    statementAlone: (revisionId, epoch, statementId) => {
      const base = `${programme(revisionId, epoch)}/only/${statementId}`;
      return { playlist: `${base}/index.m3u8`, master: `${base}/master.mp4` };
    },
    programmeMaster: (revisionId, epoch) => `${programme(revisionId, epoch)}/master.mp4`,
    programmeCaptions: (revisionId, epoch, language) =>
      `${programme(revisionId, epoch)}/captions-${language}.vtt`,
    screening: (screeningId, epoch, turn) => {
      const scope = screeningScope(screeningId, epoch);
      return `/media/live/${screeningId}/${parts.signing.signMedia(scope, parts.clock.now().getTime())}/${turn}/index.m3u8`;
    },
    draft: (reviewId, mark) =>
      `/media/d/${reviewId}/${parts.signing.signMedia(draftScope(reviewId, mark), parts.clock.now().getTime())}/index.m3u8`,
    preview: (mediaSetId) => `${set(mediaSetId)}/index.m3u8`,
    previewPoster: (mediaSetId, poster) => `${set(mediaSetId)}/poster.jpg${markOf(poster)}`,
  };
}
