import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Parts, StorageError } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import {
  CHAPTERS_DATA_ID,
  findTrack,
  mediaPlaylist,
  multivariant,
  PLAYLIST_TYPE,
  type PlacedTrack,
  servedBytes,
  serveSegment,
  storyboardVtt,
  type Timeline,
  VTT_TYPE,
} from '@rostrum/hls';
import type { Express, Request, RequestHandler, Response } from 'express';
import type { Metrics } from '../metrics.ts';
import type { LiveScreenings } from './live-screenings.ts';
import { numberOf, openMedia, openPiece } from './open-media.ts';
import type { ShownMedia, ShownMediaSource } from './shown-media.ts';

/** What a shared cache in front may keep, so that a withdrawal reaches everybody within ten seconds. */
const CACHE_CONTROL = 'public, max-age=4, s-maxage=4, no-transform';
/** The middle rendition plays everywhere at once; the player measures and goes up. */
export const START_WITH = '480p';

export interface GatewayDeps {
  parts: Pick<Parts, 'storage' | 'signing' | 'clock' | 'store' | 'log'>;
  metrics: Pick<Metrics, 'segmentMissing'>;
  shown: ShownMediaSource;
  screenings: LiveScreenings;
}

/** A whole programme or preview; and one statement of a programme alone, under the programme's own signature. */
export const BASES = ['/media/:kind/:id/:sig', '/media/:kind/:id/:sig/only/:statement'] as const;

/**
 * Published programmes and previews. Nothing here asks for a cookie: the signature in the path is the key, good for
 * this revision and epoch in this ten-minute bucket and the next, the same for every viewer.
 */
export function mountGateway(app: Express, deps: GatewayDeps): void {
  for (const base of BASES) {
    app.get(`${base}/index.m3u8`, entry(deps));
    app.get(`${base}/small.m3u8`, entry(deps, 'small'));
    app.get(`${base}/sound.m3u8`, entry(deps, 'sound'));
    app.get(`${base}/poster.jpg`, poster(deps));
    app.get(`${base}/poster-:position.jpg`, poster(deps));
    app.get(`${base}/storyboard.vtt`, storyboard(deps));
    app.get(`${base}/storyboard-:item-:sheet.jpg`, storyboardSheet(deps));
    app.get(`${base}/peaks-:item.dat`, peaks(deps));
    app.get(`${base}/master.mp4`, master(deps));
    app.get(`${base}/master.json`, masterSignature(deps));
    app.get(`${base}/:track.m3u8`, playlist(deps));
    app.get(`${base}/:track/init-:index.mp4`, init(deps));
    app.get(`${base}/:track/:item/:segment.m4s`, segment(deps));
  }
}

/**
 * `small`: nothing larger than the data saver shows. `sound`: no picture. An address of its own for each, so that it
 * holds in players that choose by themselves.
 */
function entry(deps: GatewayDeps, only: 'small' | 'sound' | null = null): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request, { entry: true });
    const text = kept(media, only === null ? '' : `/${only}`, () =>
      multivariant({
        timeline: withinReach(media.timeline, only),
        uri: (track) => `${track.name}.m3u8`,
        startWith: START_WITH,
        audioName: 'Floor',
        // VLC 3 begins with the smallest variant and keeps its sound: with one of sound alone among them, what it
        // plays falls silent at the first picture. Whoever wants the sound alone opens audio.m3u8.
        audioOnly: only === 'sound',
        captions: media.captions.map(({ language, label }) => ({
          language,
          label,
          uri: `captions-${language}.m3u8`,
        })),
        sessionData: media.chapters.length === 0 ? [] : [{ dataId: CHAPTERS_DATA_ID, uri: 'chapters.json' }],
      }),
    );
    sendText(response, text, PLAYLIST_TYPE);
  };
}

const SMALL_HEIGHT = 360;

function withinReach(timeline: Timeline, only: 'small' | 'sound' | null): Timeline {
  if (only === null) return timeline;
  if (only === 'sound') return { ...timeline, video: [] };
  const small = timeline.video.filter(({ height }) => height !== null && height <= SMALL_HEIGHT);
  return { ...timeline, video: small.length > 0 ? small : timeline.video };
}

function playlist(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    const track = trackOf(media, request);
    const text = kept(media, track.name, () =>
      mediaPlaylist({
        timeline: media.timeline,
        track,
        type: media.type,
        segmentUri: ({ itemIndex, index }) => `${track.name}/${itemIndex}/${index}.m4s`,
        initUri: (_init, index) => `${track.name}/init-${index}.mp4`,
      }),
    );
    sendText(response, text, PLAYLIST_TYPE);
  };
}

function init(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const { media } = await openPiece(deps, request);
    const found = trackOf(media, request).inits[numberOf(request, 'index')];
    if (found === undefined) throw new Problem('not_found');
    await sendObject(deps, response, found.key, 'video/mp4');
  };
}

function segment(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const { media, mustBeListed } = await openPiece(deps, request);
    const track = trackOf(media, request);
    const placed = track.segments[numberOf(request, 'segment')];
    if (placed === undefined || placed.itemIndex !== numberOf(request, 'item'))
      throw new Problem('not_found');
    mustBeListed(track, placed);
    const stored = () =>
      deps.parts.storage.get(placed.key).catch((error: unknown) => {
        if (error instanceof StorageError && error.code === 'not_found') tellMissing(deps, request, track);
        throw error;
      });
    response.setHeader('content-type', track.kind === 'audio' ? 'audio/mp4' : 'video/iso.segment');
    response.setHeader('cache-control', CACHE_CONTROL);
    if (media.reviewId !== null && (await deps.screenings.ofReview(media.reviewId)) !== null) {
      const whole = await deps.screenings.segment(`${placed.key}@${placed.startTicks}`, async () =>
        buffer(serveSegment((await stored()).body, placed)),
      );
      response.setHeader('content-length', whole.length);
      response.end(whole);
      return;
    }
    const { body } = await stored();
    const bytes = servedBytes(placed);
    if (bytes !== null) response.setHeader('content-length', bytes);
    await flow(() => pipeline(body, (source) => serveSegment(source, placed), response), response);
  };
}

/** A playlist names it and the store has it not: whoever watches goes on behind it, and whoever runs this hears of it. */
function tellMissing({ parts, metrics }: GatewayDeps, request: Request, { kind, name }: PlacedTrack): void {
  metrics.segmentMissing(kind);
  const { id, item, segment } = request.params;
  parts.log.warn('media_segment_missing', {
    of: String(id),
    track: name,
    item: Number(item),
    segment: Number(segment),
  });
}

function poster(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const { posters } = await openMedia(deps, request);
    const position = request.params.position === undefined ? null : numberOf(request, 'position');
    const keys = await posters();
    const [first] = keys.values();
    const key = position === null ? first : keys.get(position);
    if (key === undefined) throw new Problem('not_found');
    await sendObject(deps, response, key, 'image/jpeg');
  };
}

/** Not there while the set still grows; a programme's may be empty. */
function storyboard(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    if (!media.timeline.complete) throw new Problem('not_found');
    const items = media.timeline.items.map(({ startTicks, durationTicks }, index) => ({
      startTicks,
      durationTicks,
      storyboard: media.beside[index]?.storyboard,
    }));
    const text = kept(media, 'storyboard.vtt', () =>
      storyboardVtt(items, (item, sheet) => `storyboard-${item}-${sheet}.jpg`),
    );
    sendText(response, text, VTT_TYPE);
  };
}

function storyboardSheet(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    const key = media.beside[numberOf(request, 'item')]?.sheets[numberOf(request, 'sheet')];
    if (key === undefined) throw new Problem('not_found');
    await sendObject(deps, response, key, 'image/jpeg');
  };
}

/** The waveform of one item's sound, in audiowaveform's data format. */
function peaks(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    const key = media.beside[numberOf(request, 'item')]?.peaks ?? null;
    if (key === null) throw new Problem('not_found');
    await sendObject(deps, response, key, 'application/octet-stream');
  };
}

/** Asked each time whether the speaker still lets it be had. Ranges, because players look for the index first. */
function master(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const found = await allowedMaster(deps, request);
    const range = rangeOf(request, found.bytes);
    const { body, bytes } = await deps.parts.storage.get(found.key, range === null ? {} : { range });
    response.setHeader('content-type', 'video/mp4');
    response.setHeader('cache-control', CACHE_CONTROL);
    response.setHeader('accept-ranges', 'bytes');
    response.setHeader('content-length', bytes);
    if (range !== null) {
      response.status(206);
      response.setHeader('content-range', `bytes ${range.start}-${range.start + bytes - 1}/${found.bytes}`);
    }
    await flow(() => pipeline(body, response), response);
  };
}

/** What proves a downloaded master: its hash, signed with a key of `/.well-known/rostrum-keys.json`. */
function masterSignature(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const { sha256 } = await allowedMaster(deps, request);
    response.setHeader('cache-control', CACHE_CONTROL);
    response.json(deps.parts.signing.signBytesHash(sha256));
  };
}

async function allowedMaster(
  deps: GatewayDeps,
  request: Request,
): Promise<NonNullable<ShownMedia['master']>> {
  const found = (await openMedia(deps, request)).master;
  if (found === null) throw new Problem('not_found');
  const context = await deps.parts.store.statements.context(found.statementId);
  if (context?.invitation.masterAllowed !== true) throw new Problem('not_allowed');
  return found;
}

/** One range of RFC 9110 section 14.1.2; whatever else is asked for gets the whole, as its section 14.2 allows. */
function rangeOf(request: Request, totalBytes: number): { start: number; endInclusive: number } | null {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(request.get('range') ?? '') ?? [];
  if (first === undefined) return null;
  const start = Number(first);
  const endInclusive = Math.min(last ? Number(last) : totalBytes - 1, totalBytes - 1);
  return start <= endInclusive ? { start, endInclusive } : null;
}

function trackOf(media: ShownMedia, request: Request): PlacedTrack {
  const track = findTrack(media.timeline, String(request.params.track));
  if (track === undefined) throw new Problem('not_found');
  return track;
}

export function kept(media: ShownMedia, track: string, make: () => string): string {
  const known = media.playlists.get(track);
  if (known !== undefined) return known;
  const text = make();
  media.playlists.set(track, text);
  return text;
}

export function sendText(response: Response, text: string, contentType: string): void {
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', CACHE_CONTROL);
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}

async function sendObject(
  { parts }: GatewayDeps,
  response: Response,
  key: string,
  contentType: string,
): Promise<void> {
  const { body, bytes } = await parts.storage.get(key);
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', CACHE_CONTROL);
  response.setHeader('content-length', bytes);
  await flow(() => pipeline(body, response), response);
}

/** A player that seeks leaves in the middle of a segment: that is no failure. */
async function flow(run: () => Promise<void>, response: Response): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (response.destroyed && !(error instanceof StorageError)) return;
    throw error;
  }
}
