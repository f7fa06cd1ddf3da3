import type { ScreeningStanding } from '@rostrum/core';
import { Id, Problem } from '@rostrum/domain';
import {
  CAPTIONS_TYPE,
  type CaptionTrack,
  captionSegment,
  captionsListedSoFar,
  captionsOfTurn,
  findTrack,
  LIVE_CAPTION_SEGMENT_MS,
  multivariant,
  PLAYLIST_TYPE,
  type PlacedSegment,
  type PlacedTrack,
  type Screening,
  screeningCaptions,
  screeningPlaylist,
  screeningPosition,
  screeningWindow,
  segmentListedAtMs,
  turnBeganAtMs,
} from '@rostrum/hls';
import type { Express, Request, RequestHandler, Response } from 'express';
import { programmeScope, screeningScope } from './media-addresses.ts';
import { type GatewayDeps, kept, START_WITH } from './mount-gateway.ts';
import { isListed, numberOf } from './open-media.ts';
import type { ShownMedia } from './shown-media.ts';

/** Every two seconds another segment enters: a cache in front answers all but the first of them. */
const CACHE_CONTROL = 'public, max-age=1, s-maxage=1, no-transform';
/** A player polls one address for as long as its turn lasts. */
const HELD_MS = 6 * 60 * 60_000;
const MOST_TEXTS = 64;

interface Opened {
  standing: ScreeningStanding & { revision: NonNullable<ScreeningStanding['revision']> };
  media: ShownMedia;
  screening: Screening;
  nowMs: number;
}

/**
 * The live window of a screening. Its segments are those of the programme, at the programme's own addresses, so that
 * one cache serves whoever watches now and whoever watches later.
 */
export function mountScreening(app: Express, deps: GatewayDeps): void {
  const base = '/media/live/:id/:sig/:turn';
  app.get(`${base}/index.m3u8`, entry(deps));
  app.get(`${base}/captions-:language.m3u8`, captions(deps));
  app.get(`${base}/captions-:language/:segment.vtt`, captionsOfSegment(deps));
  app.get(`${base}/:track.m3u8`, playlist(deps));
}

function entry(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const { media } = await openScreening(deps, request, 0);
    const text = kept(media, 'live', () =>
      multivariant({
        timeline: media.timeline,
        uri: (track) => `${track.name}.m3u8`,
        startWith: START_WITH,
        audioName: 'Floor',
        audioOnly: false,
        captions: media.captions.map(({ language, label }) => ({
          language,
          label,
          uri: `captions-${language}.m3u8`,
        })),
      }),
    );
    send(response, text);
  };
}

function captions(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const { media, screening, nowMs } = await openScreening(deps, request, HELD_MS);
    const { language } = captionsOf(media, request);
    const text = screeningCaptions(screening, nowMs, (index) => `captions-${language}/${index}.vtt`);
    if (text === null) throw new Problem('screening_waiting');
    send(response, text);
  };
}

function captionsOfSegment(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const { standing, media, screening, nowMs } = await openScreening(deps, request, HELD_MS);
    const track = captionsOf(media, request);
    const index = numberOf(request, 'segment');
    if (!isListed(index, nowMs, (ms) => captionsListedSoFar(screening, ms))) throw new Problem('not_found');
    const { turn } = screeningPosition(screening, nowMs);
    const text = kept(
      media,
      `live-captions-${standing.screening.id}/${turn}/${track.language}/${index}.vtt`,
      () => {
        const shown = captionsOfTurn(screening, track, nowMs);
        const made = captionSegment(media.timeline, shown, index, LIVE_CAPTION_SEGMENT_MS);
        if (made === null) throw new Problem('not_found');
        return made;
      },
    );
    send(response, text, CAPTIONS_TYPE);
  };
}

function captionsOf(media: ShownMedia, request: Request): CaptionTrack {
  const track = media.captions.find(({ language }) => language === request.params.language);
  if (track === undefined) throw new Problem('not_found');
  return track;
}

function playlist(deps: GatewayDeps): RequestHandler {
  const texts = new Map<string, string>();
  return async (request, response) => {
    const opened = await openScreening(deps, request, HELD_MS);
    const track = findTrack(opened.media.timeline, String(request.params.track));
    if (track === undefined) throw new Problem('not_found');
    send(response, textOf(deps, opened, track, texts));
  };
}

function textOf(
  { parts: { signing } }: GatewayDeps,
  { standing, screening, nowMs }: Opened,
  track: PlacedTrack,
  texts: Map<string, string>,
): string {
  const window = screeningWindow(screening, track, nowMs);
  if (window === null) throw new Problem('screening_waiting');
  const { revision, epoch } = standing;
  const { id, version } = standing.screening;
  const key = [id, version, revision.id, epoch, window.key].join('/');
  const known = texts.get(key);
  if (known !== undefined) return known;
  const folder = (atMs: number) =>
    `/media/p/${revision.id}/${signing.signMedia(programmeScope(revision.id, epoch), atMs)}/${track.name}`;
  const listedAtMs = (segment: PlacedSegment) => segmentListedAtMs(screening, track, segment, nowMs);
  const inits = folder(turnBeganAtMs(screening, nowMs));
  const text = screeningPlaylist({
    screening,
    track,
    window,
    segmentUri: (segment) => `${folder(listedAtMs(segment))}/${segment.itemIndex}/${segment.index}.m4s`,
    initUri: (_init, index) => `${inits}/init-${index}.mp4`,
  });
  texts.set(key, text);
  for (const oldest of texts.keys()) {
    if (texts.size <= MOST_TEXTS) break;
    texts.delete(oldest);
  }
  return text;
}

/**
 * The turn of the address must be the one that runs: a player cannot follow a list backwards, so it asks for the
 * address anew. @throws Problem not_found | media_address_bad | media_address_expired | screening_waiting
 */
async function openScreening(
  { parts, shown, screenings }: GatewayDeps,
  request: Request,
  heldMs: number,
): Promise<Opened> {
  const { id, sig } = request.params;
  if (typeof id !== 'string' || typeof sig !== 'string' || !Id.safeParse(id).success) {
    throw new Problem('not_found');
  }
  const turn = numberOf(request, 'turn');
  const nowMs = parts.clock.now().getTime();
  const standing = await screenings.byId(id);
  if (standing === null) throw new Problem('media_address_expired');
  const verdict = parts.signing.verifyMedia(sig, screeningScope(id, standing.epoch), nowMs, heldMs);
  if (verdict !== 'ok') {
    throw new Problem(verdict === 'expired' ? 'media_address_expired' : 'media_address_bad');
  }
  const { revision, screening: record } = standing;
  if (revision === null) throw new Problem('media_address_expired');
  const media = await shown.programme(revision.id, () => undefined);
  const screening = {
    timeline: media.timeline,
    startsAtMs: record.startsAt.getTime(),
    overrides: record.overrides,
  };
  const position = screeningPosition(screening, nowMs);
  if (position.phase === 'waiting') throw new Problem('screening_waiting');
  if (position.turn !== turn) throw new Problem('media_address_expired');
  return { standing: { ...standing, revision }, media, screening, nowMs };
}

function send(response: Response, text: string, contentType: string = PLAYLIST_TYPE): void {
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', CACHE_CONTROL);
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}
